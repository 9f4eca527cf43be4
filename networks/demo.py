"""The local networks of the demo UGEL: two that meet, one that fell asleep; who sits in them and what they did."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from commitments.demo.telling import Story, say
from commitments.services import confirm
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from networks import services
from networks.enums import SECTOR_OF_KIND, MemberRole, Recognition, Sector
from networks.models import Meeting, Network, NetworkMember, Task
from networks.services import Person
from partners.models import Contact, Partner
from schools.models import School, SchoolStaff, Territory
from schools.selectors.targets import latest_target


class Written(NamedTuple):
    """Somebody nobody has on record but the network; `at_school` is the place in its district of the school."""

    name: str
    institution: str
    post: str
    sector: str
    phone: str = ""
    at_school: int | None = None


class Sat(NamedTuple):
    """A meeting so many days ago: how many of the members came, what was dealt with, and what was agreed."""

    days: int
    place: str
    came: int
    agenda: str
    notes: str
    agreed: tuple = ()


class Agreed(NamedTuple):
    """What a partner took for the first schools of the district (none: for all of it), seen at so many of them."""

    partner: str
    what: str
    category: str
    unit: str
    schools: int
    due_in: int
    seen: int = 0


class Told(NamedTuple):
    """A network of the demo: the partners whose contact sits in it, others, and its meetings."""

    code: str
    name: str
    founded: int
    number: str
    partners: tuple[str, ...]
    written: tuple[Written, ...]
    sat: tuple[Sat, ...]


HEALTH, CITY, DISTRICT, ITE, WATER, FAMILIES = (
    "Red de Salud",
    "MPJB",
    "MDI",
    "Municipalidad Distrital de Ite",
    "JASS de Mirave",
    "FEDAPAFA",
)
NETWORKS = (
    Told(
        "230301",
        "Red local de Locumba",
        640,
        "RD 0219-UGELJB",
        (HEALTH, CITY, FAMILIES),
        (
            Written("Marco Ttito Huayta", "Comisaría PNP de Locumba", "Comisario", Sector.POLICE, "+51952000141"),
            Written("Eulalia Chambi Quispe", "JASS de Locumba", "Presidenta", Sector.WATER, "+51952000142"),
            Written("Rufina Mamani Soto", "Comunidad de Piñapa", "Teniente gobernadora", Sector.COMMUNITY, "", 1),
        ),
        (
            Sat(
                150,
                "Auditorio de la municipalidad provincial",
                6,
                "Plan de trabajo del año\nSalud escolar",
                "Se aprobó el plan de trabajo. Cada institución dijo qué puede hacer por las escuelas del distrito.",
                (Agreed(HEALTH, "Tamizaje de anemia y vacunas en la escuela", "safety", "campaña", 3, 60, seen=3),),
            ),
            Sat(
                35,
                "Sala de reuniones de la UGEL",
                5,
                "Avance del plan\nCaminos a la escuela",
                "Se revisó el avance del plan. La comisaría contó los tramos de carretera más peligrosos.",
                (
                    Agreed(CITY, "Señales y gibas frente a las escuelas", "transport", "señalización", 2, 62),
                    Agreed(FAMILIES, "Faena de limpieza de los alrededores", "premises", "jornada", 0, 55),
                ),
            ),
        ),
    ),
    Told(
        "230302",
        "Red local de Ilabaya",
        420,
        "",
        (DISTRICT, WATER, HEALTH),
        (
            Written("Nieves Catacora Pari", "Comisaría PNP de Ilabaya", "Suboficial", Sector.POLICE, "+51952000143"),
            Written("Aurelio Yufra Ramos", "DEMUNA de Ilabaya", "Responsable", Sector.PROTECTION, "+51952000144"),
        ),
        (
            Sat(
                72,
                "Local comunal de Mirave",
                4,
                "Agua en las escuelas",
                "Se revisaron los puntos de agua de las escuelas del valle.",
                (Agreed(WATER, "Cloración del agua de la escuela", "water", "cloración al mes", 2, 90),),
            ),
        ),
    ),
    Told(
        "230303",
        "Red local de Ite",
        900,
        "",
        (ITE,),
        (Written("Lourdes Vizcarra Nina", "Puesto de Salud de Ite", "Enfermera", Sector.HEALTH, "+51952000145"),),
        (Sat(330, "Local comunal de Pampa Alta", 2, "Formación de la red", "Se eligió a quien coordina."),),
    ),
)
NEXT_IN = 12


def load(demo: Demo) -> None:
    """Tell it once, through the services people use."""
    with scope(demo.ugel):
        target = latest_target(year=demo.today.year, at=timezone.now())
        if target is None or Network.objects.exists() or not Contact.objects.active().exists():
            return
        schools = School.objects.filter(pk__in=target.entries.filter(is_included=True).values("school"))
        contacts = {one.partner_id: one for one in Contact.objects.active().order_by("role", "-pk")}
        story = Story(demo, list(schools.order_by("national_key")), list(Partner.objects.order_by("pk")), contacts)
        for told in NETWORKS:
            _tell(story, told)
        demo.say(f"networks: {Network.objects.count()}, {Meeting.objects.count()} meetings")


def _tell(story: Story, told: Told) -> None:
    network = _found(story, told)
    here = [school for school in story.schools if school.district_id == network.territory_id]
    members = _members(story, network, told, here)
    since = story.day(told.founded - 20)
    services.name_coordinator(
        network=network, member=members[0], since_date=since, by=story.specialist, at=story.ago(told.founded - 20)
    )
    for sat in told.sat:
        _hold(story, network, members, here, sat)
    if told is NETWORKS[0]:
        _what_follows(story, network, members)


def _found(story: Story, told: Told) -> Network:
    paper = {}
    if told.number:
        recognised = story.day(told.founded - 40)
        paper = {
            "recognised_by": Recognition.RESOLUTION,
            "recognised_number": f"{told.number}-{recognised.year}",
            "recognised_date": recognised,
        }
    return services.found_network(
        territory=Territory.objects.get(code=told.code),
        name=told.name,
        founded_date=story.day(told.founded),
        by=story.specialist,
        at=story.ago(told.founded),
        **paper,
    )


def _members(story: Story, network: Network, told: Told, here: list[School]) -> list[NetworkMember]:
    """The partners' contacts, the director where one is known, the UGEL, and those written down by hand."""
    people = []
    for name in told.partners:
        contact = story.contacts[_partner(story, name).pk]
        people.append((Person(contact=contact), SECTOR_OF_KIND.get(contact.partner.kind, Sector.OTHER)))
    if told is NETWORKS[0]:
        people.append((Person(user=story.demo.people["specialist_2"], post="Especialista"), Sector.EDUCATION))
    for staff in SchoolStaff.objects.on().filter(school__in=here, is_head=True).select_related("user")[:1]:
        people.append((Person(user=staff.user, post="Directora"), Sector.EDUCATION))
    for one in told.written:
        school = None if one.at_school is None else here[one.at_school]
        person = Person(one.name, one.institution, one.post, school=school, phone=one.phone)
        people.append((person, one.sector))
    since, at = story.day(told.founded - 20), story.ago(told.founded - 20)
    shared = {"network": network, "role": MemberRole.TITULAR, "from_date": since, "by": story.specialist, "at": at}
    return [services.add_member(person=person, sector=Sector(sector), **shared) for person, sector in people]


def _hold(story: Story, network: Network, members: list[NetworkMember], here: list[School], sat: Sat) -> None:
    by, at = story.specialist, _noon(story, sat.days)
    meeting = services.convene(
        network=network,
        meeting_date=story.day(sat.days),
        start_time=time(10),
        place=sat.place,
        agenda=sat.agenda,
        by=by,
        at=at,
    )
    services.note_members(meeting=meeting, members=members[: sat.came], by=by, at=at)
    services.note_dealt(meeting=meeting, notes=sat.notes, by=by, at=at)
    for agreed in sat.agreed:
        _agree(story, meeting, members, here, agreed)
    if sat.days > 100 and sat.agreed:
        services.issue_acta(meeting=meeting, by=story.head)


def _agree(story: Story, meeting: Meeting, members: list[NetworkMember], here: list[School], agreed: Agreed) -> Task:
    """Agreed, confirmed a week later by whoever speaks for the partner, seen by both sides where it was done."""
    partner = _partner(story, agreed.partner)
    member = next(one for one in members if one.contact and one.contact.partner_id == partner.pk)
    sat = (story.demo.today - meeting.meeting_date).days
    task = services.plan_task(
        network=meeting.network,
        meeting=meeting,
        member=member,
        what=agreed.what,
        category=agreed.category,
        quantity=Decimal(1),
        unit=agreed.unit,
        due_date=meeting.meeting_date + timedelta(days=agreed.due_in),
        schools=here[: agreed.schools],
        by=story.specialist,
        at=_noon(story, sat),
    )
    for at, link in enumerate(task.links.select_related("commitment__school").order_by("pk")):
        made = confirm(commitment=link.commitment, version=1, voice=story.voice(partner), at=story.ago(sat - 7))
        if at < agreed.seen:
            done = sat - agreed.due_in + 5
            say(story, made, story.voice(partner), 1, days=done)
            say(story, made, story.school_voice(made.school), 1, days=done - 2)
    return task


def _what_follows(story: Story, network: Network, members: list[NetworkMember]) -> None:
    """A relief in the coordination, a member who left, and the next meeting with everybody called."""
    by = story.specialist
    services.name_coordinator(
        network=network,
        member=members[1],
        since_date=story.day(200),
        reason="La dirección de la Red de Salud cambió",
        by=by,
        at=story.ago(200),
    )
    left = next(one for one in members if one.sector == Sector.POLICE)
    services.end_member(member=left, to_date=story.day(20), reason="Pasó a otra comisaría", by=by, at=story.ago(20))
    meeting = services.convene(
        network=network,
        meeting_date=story.demo.today + timedelta(days=NEXT_IN),
        start_time=time(9, 30),
        place="Auditorio de la municipalidad provincial",
        agenda="Avance del plan\nPlan del próximo año\nQuién representa a la comisaría",
        by=by,
    )
    services.call_members(meeting=meeting, by=by)


def _partner(story: Story, name: str) -> Partner:
    return next(one for one in story.partners if name in (one.short_name, one.name))


def _noon(story: Story, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(story.day(days), time(12)))
