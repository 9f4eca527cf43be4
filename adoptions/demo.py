"""The year of «Adopto una escuela» at the demo UGEL: who told a need, who was chosen, who worked, what was seen."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from adoptions import services
from adoptions.enums import Work
from adoptions.models import Adoption, NeediestList, WorkDay
from adoptions.models.days import OWNER
from commitments.demo.pictures import classroom
from commitments.demo.telling import Story
from commitments.enums import EvidenceKind, Outcome
from commitments.services import attest, confirm
from core.files.services import mark_shareable, store_image
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from needs.enums import Category, Element, Severity, Space
from needs.models import Need
from needs.services import accept_need, register_need
from partners.enums import ContactRole, PartnerKind, Sector
from partners.models import Contact, Partner
from partners.services import add_contact, register_partner
from schools.models import School
from schools.selectors.targets import latest_target


class Told(NamedTuple):
    """What the school at this place of the ámbito told at the beginning of the year."""

    place: int
    what: str
    category: str
    space: str
    element: str
    severity: int
    affected: int | None


class Done(NamedTuple):
    """A day of work at a share of the year that has passed; `seen` by both sides, `said` by the unit alone."""

    place: int
    share: float
    work: str
    detail: str
    offered: int
    people: int | None
    hours: str
    materials: str
    voices: int = 2


ROOM, YARD, BATH, FOOD = Space.CLASSROOM, Space.OUTDOOR, Space.SANITARY, Space.FOOD
NEEDS = (
    Told(1, "Paredes del aula con humedad y sin pintar", Category.PREMISES, ROOM, Element.PAINT_INSIDE, 3, 34),
    Told(3, "Las carpetas están despintadas y astilladas", Category.FURNITURE, ROOM, Element.FURNITURE, 3, 41),
    Told(6, "El patio no tiene sombra ni áreas verdes", Category.PREMISES, YARD, "", 3, 28),
    Told(8, "Puertas de los baños caídas", Category.SANITATION, BATH, Element.DOOR, 3, 19),
    Told(10, "Muro del comedor sin tarrajear", Category.PREMISES, FOOD, "", 3, 22),
    Told(12, "Ventanas del aula sin vidrios", Category.PREMISES, ROOM, Element.WINDOW, 3, 15),
    Told(13, "Carpetas rotas en dos aulas", Category.FURNITURE, ROOM, Element.FURNITURE, 3, 12),
    Told(16, "La fachada está por pintar", Category.PREMISES, "", "", 2, 11),
    Told(20, "El jardín se secó", Category.PREMISES, YARD, "", 2, 9),
    Told(23, "Bancas del patio sin pintar", Category.FURNITURE, YARD, "", 1, 8),
)
SKIPPED = 10
SKIP_REASON = "La municipalidad tiene la obra en curso hasta diciembre: no se puede trabajar adentro."
# Whom the units took, in the order of the list, with the coordinator's unit and how many days before today it ends.
ARMY = "Cuartel de Locumba"
COMPANY = "Compañía de Ingeniería de Ite"
DAYS = (
    Done(1, 0.35, Work.WALLS, "dos aulas", 14, 14, "6", "40 L de látex, 6 rodillos"),
    Done(1, 0.60, Work.GARDENS, "patio delantero", 8, 7, "4", "20 plantones de molle"),
    Done(3, 0.38, Work.DESKS, "41 carpetas", 12, 12, "7.5", "12 L de esmalte, lijas"),
    Done(6, 0.42, Work.GARDENS, "patio y cerco vivo", 10, 9, "5", "30 plantones, abono"),
    Done(8, 0.45, Work.REPAIRS, "cuatro puertas de baños", 6, 6, "8", "bisagras, madera"),
    Done(12, 0.48, Work.REPAIRS, "nueve ventanas", 6, None, "6", "vidrio de 4 mm, masilla"),
    Done(13, 0.52, Work.DESKS, "24 carpetas", 10, 11, "6.5", "10 L de esmalte"),
    Done(16, 0.55, Work.WALLS, "fachada", 14, 12, "7", "60 L de látex"),
    Done(16, 0.80, Work.DESKS, "15 carpetas", 6, 6, "3", "5 L de esmalte", voices=1),
)
TAKEN = {1: ARMY, 3: ARMY, 6: COMPANY, 8: ARMY, 12: COMPANY, 13: ARMY, 16: COMPANY}


class Year:
    """Moments of the running year by the share of it that has passed, so that the story holds on any day."""

    def __init__(self, today: date):
        self.first, self.today = date(today.year, 1, 1), today

    def day(self, share: float) -> date:
        return self.first + timedelta(days=int((self.today - self.first).days * share))

    def noon(self, share: float) -> datetime:
        return min(timezone.now(), timezone.make_aware(datetime.combine(self.day(share), time(12))))


def load(demo: Demo) -> None:
    """Tell the year once, through the services people use."""
    with scope(demo.ugel):
        target = latest_target(year=demo.today.year, at=timezone.now())
        if target is None or NeediestList.objects.exists() or not Partner.objects.exists():
            return
        entries = target.entries.filter(is_included=True).select_related("school")
        schools = sorted((entry.school for entry in entries), key=lambda school: school.national_key)
        year = Year(demo.today)
        needs = {told.place: _tell(demo, year, schools[told.place], told) for told in NEEDS}
        services.freeze_list(
            by=demo.people["specialist"], skipped={schools[SKIPPED].pk: SKIP_REASON}, at=year.noon(0.2)
        )
        contacts = _units(demo)
        story = Story(demo, schools, [], {one.partner_id: one for one in contacts.values()})
        adoptions = {place: _adopt(demo, year, schools[place], contacts[unit]) for place, unit in TAKEN.items()}
        for done in DAYS:
            _work(story, year, adoptions[done.place], needs[done.place], done)
        _what_follows(demo, year, adoptions, schools)
        demo.say(f"adoptions: {Adoption.objects.count()}, {WorkDay.objects.count()} days")


def _tell(demo, year, school, told: Told) -> Need:
    facts = {"what": told.what, "category": told.category, "space": told.space, "element": told.element}
    need = register_need(
        school=school,
        by=demo.people["specialist_2"],
        reported_at=year.noon(0.05),
        severity=Severity(told.severity),
        affected_students=told.affected,
        **facts,
    )
    accept_need(need=need, by=demo.people["specialist"], at=year.noon(0.1))
    return need


def _units(demo) -> dict[str, Contact]:
    """Whoever coordinates for each unit; the company is new to the registry."""
    by = demo.people["specialist"]
    known = Partner.objects.filter(short_name=ARMY).first() or Partner.objects.order_by("pk").first()
    told = {"kind": PartnerKind.ARMY, "sector": Sector.FACILITIES, "short_name": COMPANY}
    company = register_partner(by=by, name="Compañía de Ingeniería de Combate N.º 3, Ite", **told)
    new = add_contact(
        partner=company,
        by=by,
        name="Rubén Atencio Vargas",
        post="Técnico de tercera",
        role=ContactRole.COORDINATES,
        phone="+51952000131",
    )
    coordinates = Contact.objects.active().filter(partner=known).order_by("role", "pk").first()
    return {ARMY: coordinates, COMPANY: new}


def _adopt(demo, year, school: School, contact: Contact) -> Adoption:
    return services.adopt(
        school=school,
        contact=contact,
        from_date=year.day(0.25),
        to_date=max(date(demo.today.year, 12, 31), demo.today + timedelta(days=60)),
        by=demo.people["specialist"],
        at=year.noon(0.25),
    )


def _work(story: Story, year: Year, adoption: Adoption, need: Need, done: Done) -> None:
    """Planned, promised, done, seen by the unit and then by the school."""
    is_first = not adoption.days.exists()
    day = services.plan_day(
        adoption=adoption,
        work=Work(done.work),
        detail=done.detail,
        day_date=year.day(done.share),
        planned_people=done.offered,
        needs=[need] if is_first and need.status.is_open else [],
        is_asked=False,
        by=story.specialist,
        at=year.noon(done.share - 0.05),
    )
    promise = WorkDay.objects.with_promise().get(pk=day.pk).promise
    promise = confirm(
        commitment=promise, version=1, voice=story.voice(adoption.partner), at=year.noon(done.share - 0.03)
    )
    voices = [story.voice(adoption.partner), story.school_voice(adoption.school)]
    for voice in voices[: done.voices]:
        attest(
            instalment=promise.instalments.get(),
            voice=voice,
            outcome=Outcome.DELIVERED,
            seen_date=year.day(done.share),
            at=year.noon(done.share + 0.01),
        )
    told = {"people": done.people, "hours": Decimal(done.hours), "materials": done.materials}
    services.tell_day(day=day, by=story.specialist, at=year.noon(done.share + 0.01), **told)
    _show(story, day, promise.number)


def _show(story: Story, day: WorkDay, seed: int) -> None:
    """A wall without faces, so that it may be shared."""
    told = {"owner": OWNER, "by": story.specialist, "school_id": day.adoption.school_id}
    stored = store_image(classroom(EvidenceKind.AFTER, seed=seed), **told)
    shown = mark_shareable(stored=stored, is_shareable=True, by=story.head)
    services.keep_photo(day=day, keep=lambda: shown)


def _what_follows(demo, year: Year, adoptions: dict[int, Adoption], schools) -> None:
    """A relief inside a unit, days still to come, and a school added after the freezing."""
    by = demo.people["specialist"]
    army = adoptions[1]
    other = Contact.objects.active().filter(partner=army.partner).exclude(pk=army.contact_id).order_by("pk").first()
    if other:
        services.hand_over(
            adoption=army,
            contact=other,
            since_date=year.day(0.7),
            reason="El comandante pasó a otra guarnición",
            by=by,
            at=year.noon(0.7),
        )
    coming = demo.today + timedelta(days=12)
    services.plan_day(
        adoption=adoptions[12], work=Work.WALLS, detail="aula de 5.º", day_date=coming, planned_people=10, by=by
    )
    services.add_later(
        neediest=NeediestList.objects.get(),
        school=schools[20],
        reason="Se le cayó parte del cerco con las lluvias, después de congelar la lista.",
        by=by,
    )
