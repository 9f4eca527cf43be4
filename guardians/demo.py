"""The guardians of the demo UGEL: who was accepted, what they went to see, a conflict found in time, and a sample."""

from datetime import datetime, timedelta

from django.utils import timezone

from commitments.demo.pictures import classroom
from commitments.enums import EvidenceKind, InstalmentState, Outcome
from commitments.models import Instalment
from core.files.services import mark_shareable, store_image
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from guardians import services
from guardians.enums import FileKind, Measure, TieKind
from guardians.models import OWNER, Code, Guardian, Visit
from guardians.selectors import schools_of
from partners.models import Partner
from schools.models import School, SchoolStaff
from schools.selectors.targets import latest_target

CODE = """Código de conducta de los guardianes de la UGEL Jorge Basadre

1. Voy a la escuela, miro con mis propios ojos y digo lo que vi: ni más ni menos.
2. No recibo dinero, regalos ni favores de quien prometió ni de la escuela.
3. Si trabajo para un aliado, soy parte de él o mi familia trabaja para él, lo digo antes.
4. No tomo fotos de los rostros de estudiantes y pido permiso antes de grabar.
5. Lo que veo lo cuento a la UGEL y a nadie más."""
SEED = "74-03-18-29"  # of a lottery's evening
ACCEPTED, MOST_SEEN = 120, 6


def load(demo: Demo) -> None:
    """Tell it once, through the services people use."""
    with scope(demo.ugel):
        target = latest_target(year=demo.today.year, at=timezone.now())
        if target is None or Code.objects.exists() or not Partner.objects.exists():
            return
        entries = target.entries.filter(is_included=True).select_related("school__district")
        schools = sorted((entry.school for entry in entries), key=lambda school: school.national_key)
        services.publish_code(text=CODE, by=demo.people["head"], at=ago(ACCEPTED + 10))
        gino, berta = _accept(demo, schools)
        _see(demo, gino)
        _look(demo, gino)
        _conflict(demo, berta)
        _draw(demo)
        demo.say(f"guardians: {Guardian.objects.count()}, {Visit.objects.count()} visits")


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _accept(demo: Demo, schools: list[School]) -> tuple[Guardian, Guardian]:
    """One for some schools, one for a district; a third whose term is over."""
    gino, berta, ana = (demo.people[key] for key in ("guardian", "guardian_2", "guardian_3"))
    first = demo.today - timedelta(days=ACCEPTED)
    his = School.objects.filter(pk__in=SchoolStaff.objects.on().filter(user=gino).values("school"))
    theirs = {*his, *schools[:16]}
    district = next(one.district for one in reversed(schools) if one.district not in {one.district for one in theirs})
    told = {"by": demo.people["specialist"], "from_date": first, "signed_date": first, "at": ago(ACCEPTED)}
    made = (
        services.accept(user=gino, schools=theirs, **told),
        services.accept(user=berta, territories=[district], **told),
    )
    services.accept(user=ana, schools=schools[16:18], **{**told, "from_date": demo.today + timedelta(days=20)})
    return made


def _see(demo: Demo, gino: Guardian) -> None:
    """He went to see deliveries that others had seen too, and said the same."""
    seen = Instalment.objects.filter(
        commitment__school__in=schools_of(gino),
        state=InstalmentState.VERIFIED,
        commitment__ending="",
        due_date__lte=demo.today,
        commitment__partner__isnull=False,
    ).exclude(attestations__user=gino.user)
    for number, instalment in enumerate(seen.order_by("-due_date", "pk")[:MOST_SEEN]):
        days = min(20 - number, max(1, (demo.today - instalment.due_date).days))
        visit = services.assign_visit(
            guardian=gino,
            school=instalment.commitment.school,
            instalment=instalment,
            due_date=demo.today - timedelta(days=days - 1),
            by=demo.people["specialist_2"],
            at=ago(days + 4),
        )
        told = {"outcome": Outcome.DELIVERED, "quantity": instalment.verified_quantity}
        day = demo.today - timedelta(days=days)
        visit = services.tell_visit(visit=visit, by=gino.user, seen_date=day, at=ago(days), **told)
        for kind, when in ((FileKind.ARRIVED, EvidenceKind.AFTER), (FileKind.PLACE, EvidenceKind.BEFORE)):
            _show(demo, visit, kind, when)


def _look(demo: Demo, gino: Guardian) -> None:
    """A visit to a school alone."""
    school = schools_of(gino)[0]
    told = {"guardian": gino, "school": school, "question": "¿Qué hace falta antes de las lluvias?"}
    due = demo.today - timedelta(days=5)
    visit = services.assign_visit(due_date=due, by=demo.people["specialist"], at=ago(12), **told)
    seen = "El techo del comedor está suelto en una esquina. Las aulas, en orden; el agua llega dos horas."
    visit = services.tell_visit(visit=visit, by=gino.user, seen=seen, seen_date=due, at=ago(5))
    _show(demo, visit, FileKind.PLACE, EvidenceKind.BEFORE)


def _show(demo: Demo, visit: Visit, kind: FileKind, when: EvidenceKind) -> None:
    """A wall without faces, so that it may be shared."""
    told = {"owner": OWNER, "by": visit.guardian.user, "school_id": visit.school_id}
    stored = store_image(classroom(when, seed=visit.number), **told)
    shown = mark_shareable(stored=stored, is_shareable=True, by=demo.people["head"])
    services.keep_file(visit=visit, kind=kind, keep=lambda: shown)


def _conflict(demo: Demo, berta: Guardian) -> None:
    """She was sent to see what a partner promised, and then said that she works for it."""
    to_see = (
        Instalment.objects.filter(
            commitment__school__in=schools_of(berta), commitment__partner__isnull=False, commitment__ending=""
        )
        .filter(due_date__lte=demo.today)
        .exclude(commitment__state__in=["proposed", "declined", "cancelled"])
    )
    instalment = to_see.select_related("commitment__school", "commitment__partner").order_by("-due_date", "pk").first()
    if instalment is None:
        return
    told = {"school": instalment.commitment.school, "instalment": instalment, "due_date": demo.today}
    services.assign_visit(guardian=berta, by=demo.people["specialist"], at=ago(8), **told)
    services.declare_tie(
        guardian=berta,
        partner=instalment.commitment.partner,
        kind=TieKind.FAMILY,
        detail="Su hermano es chofer ahí",
        declared_date=demo.today - timedelta(days=7),
        by=demo.people["specialist"],
        at=ago(7),
    )


def _draw(demo: Demo) -> None:
    services.draw_sample(
        period_start=demo.today - timedelta(days=75),
        period_end=demo.today,
        measure=Measure.COUNT,
        amount=4,
        visit_by=demo.today + timedelta(days=12),
        seed=SEED,
        by=demo.people["specialist"],
    )
