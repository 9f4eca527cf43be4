"""The year of the tables of the demo UGEL: who sat down, what they agreed, and what two witnesses saw of it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from commitments.demo.telling import Story, say
from commitments.models import Commitment
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from dialogues import services
from dialogues.enums import Coming
from dialogues.models import Agreement, Session, Table
from needs.models import Need
from partners.models import Contact, Partner
from schools.models import School, Territory
from schools.selectors.targets import latest_target


class Told(NamedTuple):
    """An agreement of a sitting: for `schools` of the ámbito, seen by both sides at the first `seen` of them.

    At the next `said` only who promised has spoken; the rest is confirmed, or proposed where nobody of it signed.
    """

    what: str
    category: str
    unit: str
    quantity: int
    problem: str
    weights: tuple[int, int, int]
    schools: slice
    seen: int
    said: int = 0
    has_signed: bool = True


class Sitting(NamedTuple):
    """A session so many days ago, and what was agreed there."""

    table: str
    days: int
    place: str
    agreed: tuple[Told, ...]


TABLES = (
    ("Mesa de diálogo de Ilabaya", "230302"),
    ("Mesa de diálogo de Ite", "230303"),
    ("Mesa de diálogo provincial Jorge Basadre", "2303"),
)
YEAR = (
    Sitting(
        "Mesa de diálogo de Ilabaya",
        230,
        "Auditorio de la municipalidad, Ilabaya",
        (
            Told(
                "Filtros de agua para las aulas",
                "water",
                "filtros",
                2,
                "Los estudiantes toman agua sin tratar",
                (3, 3, 2),
                slice(0, 8),
                seen=8,
            ),
            Told(
                "Lavamanos con jabonera",
                "sanitation",
                "lavamanos",
                1,
                "No hay dónde lavarse las manos",
                (2, 3, 3),
                slice(8, 12),
                seen=3,
                said=1,
            ),
        ),
    ),
    Sitting(
        "Mesa de diálogo de Ite",
        170,
        "Local comunal de Pampa Alta, Ite",
        (
            Told(
                "Carpetas reparadas y pintadas",
                "furniture",
                "carpetas",
                20,
                "La mitad de las carpetas está rota",
                (2, 2, 3),
                slice(12, 19),
                seen=7,
            ),
        ),
    ),
    Sitting(
        "Mesa de diálogo provincial Jorge Basadre",
        110,
        "Sala de reuniones de la UGEL, Locumba",
        (
            Told(
                "Kits de primeros auxilios",
                "safety",
                "botiquines",
                1,
                "Ninguna escuela lejana tiene botiquín",
                (3, 2, 3),
                slice(19, 25),
                seen=6,
            ),
            Told(
                "Cobertura para el patio",
                "premises",
                "mallas",
                1,
                "Los niños forman bajo el sol",
                (2, 2, 1),
                slice(25, 27),
                seen=0,
                said=1,
            ),
            Told(
                "Juegos de mesa para el recreo",
                "materials",
                "juegos",
                4,
                "En el recreo no hay con qué jugar",
                (1, 2, 3),
                slice(27, 28),
                seen=0,
                has_signed=False,
            ),
        ),
    ),
    Sitting("Mesa de diálogo de Ilabaya", 40, "Auditorio de la municipalidad, Ilabaya", ()),
)
DELIVERED_AFTER, SEEN_AFTER, DUE_AFTER, NEXT_IN = 45, 50, 60, 14


def load(demo: Demo) -> None:
    """Tell the year once, through the services people use."""
    with scope(demo.ugel):
        target = latest_target(year=demo.today.year, at=timezone.now())
        if target is None or Table.objects.exists() or not Contact.objects.active().exists():
            return
        entries = target.entries.filter(is_included=True).select_related("school")
        schools = sorted((entry.school for entry in entries), key=lambda school: school.national_key)
        contacts = {one.partner_id: one for one in Contact.objects.active().order_by("-role", "-pk")}
        partners = list(Partner.objects.filter(pk__in=contacts).order_by("pk"))
        story = Story(demo, schools, partners, contacts)
        tables = {name: _table(demo, name, code) for name, code in TABLES}
        for sitting in YEAR:
            _hold(story, tables[sitting.table], sitting)
        _call(story, tables[YEAR[-1].table])
        demo.say(f"dialogues: {Session.objects.count()} sessions, {Agreement.objects.count()} agreements")


def _table(demo, name, code) -> Table:
    territory = Territory.objects.filter(code=code).first() or Territory.objects.order_by("pk").first()
    return services.open_table(name=name, territory=territory, by=demo.people["specialist"])


def _call(story: Story, table: Table) -> None:
    """The next sitting, its members called; two have said whether they come."""
    by = story.specialist
    for contact in [story.contacts[partner.pk] for partner in story.partners[:4]]:
        services.add_member(table=table, contact=contact, by=by)
    ahead = story.demo.today + timedelta(days=NEXT_IN)
    session = services.convene(
        table=table, session_date=ahead, start_time=time(9, 30), place="Auditorio de la municipalidad, Ilabaya", by=by
    )
    for invitation, answer in zip(services.invite(session=session, by=by), (Coming.YES, Coming.NO), strict=False):
        services.answer_invitation(invitation=invitation, answer=answer)


def _hold(story: Story, table: Table, sitting: Sitting) -> None:
    """The sitting, who came to it, and its agreements, each by another of the partners that signed or did not."""
    by = story.specialist
    session = services.convene(table=table, session_date=story.day(sitting.days), place=sitting.place, by=by)
    promisers = story.partners[: len(sitting.agreed) + 2]
    unsigned = {promisers[at].pk for at, told in enumerate(sitting.agreed) if not told.has_signed}
    for partner in promisers:
        signs = partner.pk not in unsigned
        services.note_attendance(session=session, contact=story.contacts[partner.pk], has_signed=signs, by=by)
    head = story.head
    services.note_attendance(session=session, name=head.full_name, entity=str(story.demo.ugel), has_signed=True, by=by)
    for promiser, told in zip(promisers, sitting.agreed, strict=False):
        _agree(story, session, promiser, told)


def _agree(story: Story, session: Session, partner: Partner, told: Told) -> None:
    schools = story.schools[told.schools]
    severity, reach, feasibility = told.weights
    problem = services.note_problem(
        session=session,
        text=told.problem,
        severity=severity,
        reach=reach,
        feasibility=feasibility,
        need=_need_of(schools, told.category),
        by=story.specialist,
    )
    agreement = services.agree(
        session=session,
        problem=problem,
        partner=partner,
        what=told.what,
        category=told.category,
        quantity=Decimal(told.quantity),
        unit=told.unit,
        due_date=session.session_date + timedelta(days=DUE_AFTER),
        schools=schools,
        by=story.specialist,
        at=_noon(session.session_date),
    )
    for at, link in enumerate(
        agreement.links.select_related("commitment__school", "commitment__partner").order_by("pk")
    ):
        if at < told.seen + told.said:
            _deliver(story, link.commitment, told.quantity, session.session_date, is_seen=at < told.seen)


def _deliver(story: Story, commitment: Commitment, quantity: int, sat: date, *, is_seen: bool) -> None:
    days = (story.demo.today - sat).days
    say(story, commitment, story.voice(commitment.partner), quantity, days=days - DELIVERED_AFTER)
    if is_seen:
        say(story, commitment, story.school_voice(commitment.school), quantity, days=days - SEEN_AFTER)


def _need_of(schools: Sequence[School], category: str) -> Need | None:
    return Need.objects.open().filter(school__in=schools, category=category).order_by("number").first()


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
