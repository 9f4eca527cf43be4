"""The year of the demo, a story at a time; together they tell of every state a promise can be in."""

from collections.abc import Callable
from decimal import Decimal

from commitments import services
from commitments.demo.telling import Story, needs_of, promise, say, show
from commitments.enums import Channel, Promiser, Ruling
from commitments.services import Line, Part, Voice, every_week, on_dates
from schools.enums import Party
from schools.models import SchoolStaff


def chairs_verified_and_closed(story: Story) -> None:
    """The deck's «aulas pintadas, carpetas entregadas»: promised in March, seen by two in April, closed."""
    for place, quantity in ((0, 24), (3, 18), (6, 30), (8, 12)):
        made = promise(
            story,
            at=0,
            school=place,
            what="Carpetas bipersonales nuevas",
            unit="carpetas",
            category="furniture",
            parts=on_dates([story.day(200)], Decimal(quantity)),
            days=240,
            valuation=Decimal(quantity * 180),
            valuation_basis="Factura del proveedor",
            origin_text="Reunión de marzo con los aliados",
        )
        say(story, made, story.voice(made.partner), quantity, days=199)
        say(story, made, story.school_voice(made.school), quantity, days=196)
        if place < 6:
            services.close(commitment=made, by=story.specialist, at=story.ago(180))


def painting_for_six_schools(story: Story) -> None:
    """One promise with six lines: four verified, one waits for its second word, one on its way."""
    partner = story.partner(0)
    parts = on_dates([story.day(60)], Decimal(3))
    made = services.make_promise(
        lines=[Line(story.schools[at], parts, valuation=Decimal(900)) for at in (10, 12, 13, 15, 16, 17)],
        promiser=Promiser.PARTNER,
        partner=partner,
        what="Pintar tres aulas por dentro",
        unit="aulas",
        category="premises",
        valuation_basis="Precio de mercado de pintura y mano de obra",
        origin_text="Oficio 0214-2026",
        by=story.specialist,
        at=story.ago(120),
    )
    for at, one in enumerate(made):
        services.confirm(commitment=one, version=1, voice=story.voice(partner), at=story.ago(110))
        if at < 5:
            say(story, one, story.voice(partner), 3, days=58)
        if at < 4:
            say(story, one, story.school_voice(one.school), 3, days=50)
            show(story, one)
    services.start(commitment=made[5], by=story.specialist, at=story.ago(61))


def water_every_tuesday(story: Story) -> None:
    """«Agua cada martes»: most weeks seen by two, some by one, one that did not come."""
    made = promise(
        story,
        at=4,
        school=2,
        what="Agua en cisterna cada martes",
        unit="litros",
        category="water",
        parts=every_week([1], first=story.day(70), last=story.day(-28), quantity=Decimal(3000)),
        days=90,
        valuation=Decimal(4200),
        valuation_basis="Tarifa del camión cisterna",
        needs=needs_of(story.schools[2]),
    )
    past = [one for one in made.instalments.in_order() if one.due_date < story.demo.today]
    driver, director = story.voice(made.partner), story.school_voice(made.school)
    for at, instalment in enumerate(past):
        days = (story.demo.today - instalment.due_date).days
        if at == 3:
            say(story, made, director, 0, of=at, days=days, note="No vino la cisterna, se cayó el puente")
            continue
        say(story, made, driver, 3000, of=at, days=days)
        if at < len(past) - 2:
            say(story, made, director, 2900 if at % 2 else 3000, of=at, days=days)


def roof_in_dispute(story: Story) -> None:
    """The partner says forty, the school counted twenty-five: the queue of disagreements."""
    made = promise(
        story,
        at=3,
        school=5,
        what="Calaminas para el techo del aula",
        unit="calaminas",
        category="premises",
        parts=on_dates([story.day(30)], Decimal(40)),
        days=75,
    )
    say(story, made, story.voice(made.partner), 40, days=29)
    say(story, made, story.guardian, 25, days=27, note="Conté veinticinco, las demás no están")


def tanks_resolved(story: Story) -> None:
    """A disagreement that was resolved: the smaller quantity counts."""
    made = promise(
        story,
        at=6,
        school=7,
        what="Baldes con caño para lavarse las manos",
        unit="baldes",
        category="sanitation",
        parts=on_dates([story.day(90)], Decimal(10)),
        days=130,
    )
    say(story, made, story.voice(made.partner), 10, days=88)
    say(story, made, story.school_voice(made.school), 8, days=85)
    if made.instalments.get().state == "disputed":
        told = {"ruling": Ruling.SMALLER, "reason": "Ambos vieron al menos ocho.", "by": story.head}
        services.resolve(instalment=made.instalments.get(), **told)


def a_roof_that_half_came(story: Story) -> None:
    """A part that two saw, told of a need: the need is solved in part."""
    made = promise(
        story,
        at=1,
        school=21,
        what="Bomba de agua y su instalación",
        unit="bombas",
        category="water",
        parts=on_dates([story.day(45)], Decimal(2)),
        days=80,
        needs=needs_of(story.schools[21]),
    )
    say(story, made, story.voice(made.partner), 1, days=44)
    say(story, made, story.guardian, 1, days=40, note="Una está puesta, falta la otra")


def what_did_not_happen(story: Story) -> None:
    """Could not, broken, declined, cancelled: each with its reason, none hidden."""
    internet = {"unit": "antenas", "category": "internet", "parts": on_dates([story.day(100)], Decimal(1)), "days": 150}
    lost = promise(story, at=2, school=11, what="Antena de internet", **internet)
    services.could_not(
        commitment=lost,
        reason="El proveedor no tiene señal en el cerro.",
        voice=story.voice(lost.partner),
        at=story.ago(95),
    )
    late = promise(story, at=5, school=14, what="Puertas para el comedor", **{**internet, "unit": "puertas"})
    services.mark_broken(
        commitment=late, reason="Pasó la fecha, no respondieron dos oficios.", by=story.head, at=story.ago(60)
    )
    asked = {"is_confirmed": False, "days": 50, "parts": on_dates([story.day(-20)], Decimal(1))}
    no = promise(story, at=10, school=18, what="Un bus para el paseo", unit="viajes", category="transport", **asked)
    services.decline(commitment=no, reason="No hay combustible este trimestre.", voice=story.voice(no.partner))
    twice = promise(story, at=0, school=19, what="Pintar el patio", unit="patios", category="premises", **asked)
    services.cancel(commitment=twice, reason="Se escribió dos veces.", by=story.specialist)


def what_is_open(story: Story) -> None:
    """Overdue, rescheduled, confirmed, proposed, asking for time, asking for a change."""
    chairs = {"unit": "pizarras", "category": "furniture"}
    promise(
        story,
        at=1,
        school=20,
        what="Pizarras acrílicas",
        parts=on_dates([story.day(12)], Decimal(4)),
        days=60,
        **chairs,
    )
    moved = promise(
        story, at=3, school=22, what="Cocina mejorada", unit="cocinas", category="meals", days=55,
        parts=on_dates([story.day(10)], Decimal(1)),
    )  # fmt: skip
    services.reschedule(
        instalment=moved.instalments.get(),
        new_date=story.day(-15),
        reason="El huaico cortó la carretera.",
        voice=story.voice(moved.partner),
    )
    promise(
        story, at=1, school=23, what="Cerco de malla", unit="metros", category="safety", days=25,
        parts=on_dates([story.day(-20)], Decimal(60)), valuation=Decimal(5400), valuation_basis="Cotización",
    )  # fmt: skip
    asked = {"is_confirmed": False, "days": 9, "unit": "botiquines", "category": "safety"}
    waiting = promise(
        story, at=6, school=24, what="Botiquines completos", parts=on_dates([story.day(-30)], Decimal(2)), **asked
    )
    services.ask_for_time(commitment=waiting, until=story.day(-6), voice=story.voice(waiting.partner))
    promise(story, at=6, school=25, what="Botiquines completos", parts=on_dates([story.day(-30)], Decimal(2)), **asked)
    changing = promise(
        story, at=7, school=26, what="Libros para la biblioteca", unit="libros", category="materials", days=30,
        parts=on_dates([story.day(-25)], Decimal(200)),
    )  # fmt: skip
    services.ask_change(
        commitment=changing,
        what=changing.what,
        unit=changing.unit,
        parts=[Part(story.day(-40), Decimal(150))],
        reason="La donación llegó incompleta, el resto viene en enero.",
        version=1,
        voice=story.voice(changing.partner),
    )


def at_the_directors_school(story: Story) -> None:
    """What the director of the demo finds: tanks that somebody says came, and wooden floors on their way."""
    here = SchoolStaff.objects.on(None).filter(user=story.demo.people["director"]).select_related("school").first()
    if here is None:
        return
    at = next(at for at, school in enumerate(story.schools) if school.pk == here.school_id)
    tanks = promise(
        story,
        at=1,
        school=at,
        what="Tanques elevados de agua",
        unit="tanques",
        category="water",
        parts=on_dates([story.day(8)], Decimal(2)),
        days=70,
        valuation=Decimal(3800),
        valuation_basis="Cotización",
        needs=needs_of(here.school),
    )
    say(story, tanks, story.voice(tanks.partner), 2, days=7)
    floors = {"what": "Piso de madera del aula de inicial", "unit": "aulas", "category": "premises"}
    promise(story, at=2, school=at, days=28, parts=on_dates([story.day(-12)], Decimal(1)), **floors)


def what_others_promise(story: Story) -> None:
    """The UGEL and an APAFA promise too, and do not witness for themselves."""
    visit = services.make_commitment(
        school=story.schools[9],
        promiser=Promiser.UGEL,
        what="Acompañamiento pedagógico en aula",
        unit="visitas",
        category="other",
        parts=on_dates([story.day(80), story.day(20)], Decimal(1)),
        by=story.specialist,
        at=story.ago(100),
    )
    visit = services.confirm(commitment=visit, version=1, voice=story.ugel, at=story.ago(99))
    for at, days in ((0, 80), (1, 20)):
        say(story, visit, story.ugel, 1, of=at, days=days)
    say(story, visit, story.school_voice(visit.school), 1, of=0, days=78)
    work = services.make_commitment(
        school=story.schools[4],
        promiser=Promiser.APAFA,
        what="Faena para limpiar el canal",
        unit="faenas",
        category="water",
        parts=on_dates([story.day(35)], Decimal(1)),
        by=story.specialist,
        at=story.ago(50),
    )
    president = Voice.on_behalf(
        party=Party.PROMISER,
        recorded_by=story.specialist,
        channel=Channel.CALL,
        name="Julia Mamani Choque",
        post="Presidenta de la APAFA",
    )
    work = services.confirm(commitment=work, version=1, voice=president, at=story.ago(48))
    say(story, work, president, 1, days=34)
    say(story, work, story.guardian, 1, days=33)


STORIES: tuple[Callable[[Story], None], ...] = (
    chairs_verified_and_closed,
    painting_for_six_schools,
    water_every_tuesday,
    roof_in_dispute,
    tanks_resolved,
    a_roof_that_half_came,
    what_did_not_happen,
    what_is_open,
    at_the_directors_school,
    what_others_promise,
)
