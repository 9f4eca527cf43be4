"""«Mi semana»: one page for a school's week, plugged together from what the strategies declare."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.strategies.registry import WeekChoice, WeekLine, WeekPart, collect, contributions
from core.tenancy.errors import DomainError
from schools.services.calendar import open_school_year, save_closure, save_term
from tests.queries import queries_of
from transport.models import LegDay
from transport.tests.factories import leg_of, make_route, say
from water.enums import HadWater
from water.models import DayChange, DayState
from water.services import record_day

FRIDAY = datetime(2026, 9, 18, 15, tzinfo=ZoneInfo("America/Lima"))
MONDAY = date(2026, 9, 14)
WEEK = [MONDAY + timedelta(days=n) for n in range(5)]


@pytest.fixture(autouse=True)
def friday():
    with time_machine.travel(FRIDAY):
        yield


@pytest.fixture
def route(norte, elmer, school):
    return make_route(elmer, school=school, stops=[("Borogueña", 7, 7)])


def page(visit, person, school, **told):
    return visit(person, "schools:school_week", school.pk, **told)


def text_of(answer):
    return answer.content.decode()


def home_note(visit, person):
    return next(tap.note for tap in visit(person, "home").context["home"].taps if tap.label == "Mi semana")


def cells_of(answer):
    return answer.context["form"].cells


def as_typed(answer):
    """What the page would send: each field as it stands."""
    fields = {}
    for cell in cells_of(answer):
        fields |= {f"seen-{cell.name}": cell.seen, f"number-{cell.name}": cell.number, f"note-{cell.name}": cell.note}
        fields |= {cell.name: cell.value} if cell.value else {}
    for _part, own, _refused in answer.context["form"].own:
        fields |= {field.html_name: "" if field.value() is None else field.value() for field in own}
    return fields


def test_a_normal_week_is_proposed_then_sent(rosa, school, route, visit):
    opened = page(visit, rosa, school)
    assert (len(cells_of(opened)), opened.context["week"].untold) == (15, 5)

    filled = page(visit, rosa, school, method="post", data={**as_typed(opened), "fill": "usual"})

    # proposed and not yet said
    assert {cell.value for cell in cells_of(filled)} == {"came", "yes"}
    assert (LegDay.objects.count(), DayState.objects.count()) == (0, 0)

    pupils = {"asistencia-enrolled_0": "12"}  # nobody enrolled them: it is asked once
    answer = page(visit, rosa, school, method="post", data=as_typed(filled) | pupils, follow=True)
    assert "Quedaron anotadas 16 respuestas" in text_of(answer)
    assert (LegDay.objects.count(), DayState.objects.count()) == (10, 5)
    assert answer.context["week"].untold == 0
    assert home_note(visit, rosa) == "todo dicho hasta hoy"


def test_home_says_how_many_days_are_unknown(rosa, elmer, school, route, visit):
    record_day(school=school, day=WEEK[0], state=HadWater.YES, by=elmer)

    assert home_note(visit, rosa) == "5 días sin decir"  # Monday's legs are not told


def test_one_is_refused_and_the_rest_is_taken(rosa, elmer, school, route, visit):
    typed = as_typed(page(visit, rosa, school))
    leg = leg_of(route)
    say(elmer, route, WEEK[2], said="absent")
    tuesday, wednesday = f"transporte-{leg.pk}-{WEEK[1]}", f"transporte-{leg.pk}-{WEEK[2]}"
    typed |= {wednesday: "came", tuesday: "late", f"agua-agua-{WEEK[3]}": "no"}

    answer = page(visit, rosa, school, method="post", data=typed, follow=True)

    assert "Quedó anotada 1 respuesta" in text_of(answer)
    refused = {cell.name: (cell.refused, cell.value) for cell in cells_of(answer) if cell.refused}
    assert refused[tuesday] == ("Escriba cuántos minutos tarde vino: entre 1 y 600.", "late")
    assert refused[wednesday] == (f"{elmer.full_name} ya dijo: «No vino». Corríjalo solo si no fue así.", "came")
    assert (LegDay.objects.get().said, DayState.objects.get().state) == ("absent", "no")

    # said again having read it, it corrects, and what was said before is kept
    again = as_typed(answer) | {f"number-{tuesday}": "20"}
    page(visit, rosa, school, method="post", data=again)
    assert [one.words for one in LegDay.objects.order_by("day")] == ["Vino 20 min tarde", "Vino"]
    assert LegDay.objects.get(day=WEEK[2]).earlier.get().said == "absent"
    assert not any(cell.refused for cell in cells_of(page(visit, rosa, school)))


def test_all_refused_comes_back_as_it_was_typed(rosa, school, route, visit):
    name = f"transporte-{leg_of(route).pk}-{WEEK[0]}"

    answer = page(visit, rosa, school, method="post", data={name: "late", f"number-{name}": "tarde"})

    (cell,) = [cell for cell in cells_of(answer) if cell.refused]
    assert (answer.status_code, cell.number, LegDay.objects.count()) == (422, "tarde", 0)
    assert "1 no se guardó. Abajo, junto a ella, dice por qué." in text_of(answer)


def test_a_refused_word_leaves_the_other_told_days_folded(rosa, school, visit):
    for day in WEEK:
        record_day(school=school, day=day, state="yes", by=rosa)
    typed = as_typed(page(visit, rosa, school)) | {f"agua-agua-{WEEK[1]}": "no", f"number-agua-agua-{WEEK[1]}": "-1"}

    answer = page(visit, rosa, school, method="post", data=typed)

    assert answer.status_code == 422
    assert [is_told for _day, _cells, _said, is_told in answer.context["form"].days] == [True, False, True, True, True]


def test_a_word_of_a_day_that_closed_meanwhile_is_not_lost_unsaid(rosa, elmer, school, visit):
    year = open_school_year(year=2026, weekdays=[1, 2, 3, 4, 5], by=elmer)
    save_term(school_year=year, name="III", from_date=MONDAY, to_date=date(2026, 12, 18), by=elmer)
    record_day(school=school, day=WEEK[3], state="yes", by=rosa)
    typed = as_typed(page(visit, rosa, school)) | {f"agua-agua-{WEEK[1]}": "no", f"agua-agua-{WEEK[2]}": "yes"}
    for day in (WEEK[1], WEEK[3]):
        save_closure(kind="other", reason="Paro", from_date=day, to_date=day, by=elmer)

    answer = page(visit, rosa, school, method="post", data=typed, follow=True)

    assert "1 no se guardó: ese día ya no se pregunta" in text_of(answer)  # Thursday was told before and stays
    assert set(DayState.objects.values_list("day", flat=True)) == {WEEK[2], WEEK[3]}
    alone = page(visit, rosa, school, method="post", data={f"agua-agua-{WEEK[1]}": "no"})
    assert (alone.status_code, "ya no se pregunta" in text_of(alone)) == (422, True)


@pytest.mark.parametrize("typed", [{}, {"agua-agua-2026-09-14": "mucho"}, {"agua-agua-2026-09-19": "yes"}])
def test_nothing_and_nonsense_write_nothing(typed, rosa, school, visit):
    answer = page(visit, rosa, school, method="post", data=typed)

    assert (answer.status_code, DayState.objects.count()) == (422, 0)


def test_what_was_left_as_it_stood_is_no_word(rosa, elmer, school, visit):
    record_day(school=school, day=WEEK[0], state=HadWater.YES, by=elmer)
    typed = as_typed(page(visit, rosa, school))
    record_day(school=school, day=WEEK[0], state=HadWater.NO, litres_left=0, by=elmer)

    answer = page(visit, rosa, school, method="post", data={**typed, f"agua-agua-{WEEK[1]}": "yes"}, follow=True)

    assert not any(cell.refused for cell in cells_of(answer))
    assert DayState.objects.get(day=WEEK[0]).state == "no"


def test_water_is_corrected_with_its_history(rosa, elmer, school, visit):
    record_day(school=school, day=WEEK[3], state=HadWater.YES, litres_left=300, by=elmer)
    typed = as_typed(page(visit, rosa, school)) | {f"agua-agua-{WEEK[3]}": "no"}

    page(visit, rosa, school, method="post", data=typed)

    assert (DayState.objects.get().state, DayChange.objects.get().old_state) == ("no", "yes")


def test_as_yesterday_fills_one_day_and_never_invents_minutes(rosa, elmer, school, route, visit):
    say(elmer, route, WEEK[0], said="late", late_minutes=20)
    say(elmer, route, WEEK[0], direction="salida")
    typed = as_typed(page(visit, rosa, school)) | {"fill": str(WEEK[1])}

    filled = page(visit, rosa, school, method="post", data=typed)

    assert [cell.value for cell in cells_of(filled) if cell.day == WEEK[1]] == ["", "came", ""]
    assert {cell.value for cell in cells_of(filled) if cell.day > WEEK[1]} == {""}


def test_holidays_say_why_and_days_to_come_are_not_asked(elmer, school, visit):
    made = open_school_year(year=2026, weekdays=[1, 2, 3, 4, 5], by=elmer)
    save_term(school_year=made, name="Año", from_date=date(2026, 3, 9), to_date=date(2026, 12, 18), by=elmer)
    save_closure(kind="strike", reason="Paro regional", from_date=WEEK[1], to_date=WEEK[1], by=elmer)
    with time_machine.travel(FRIDAY - timedelta(days=1)):
        answer = page(visit, elmer, school)

    assert "Sin clases: Paro regional" in text_of(answer)
    assert answer.context["week"].asked == [WEEK[0], WEEK[2], WEEK[3]]
    assert answer.context["week"].days[4].why_not == "Todavía no llega"


@pytest.mark.parametrize("week", ["2026-09-21", "2024-01-01", "nunca"])
def test_weeks_to_come_and_of_long_ago_do_not_exist(week, rosa, school, visit):
    assert visit(rosa, "schools:school_week", school.pk, week).status_code == 404


def test_questions_do_not_grow_with_routes_and_words(norte, rosa, elmer, school, route):
    before = len(queries_of(rosa, "schools:school_week", school.pk, ugel=norte))

    for n in range(4):
        more = make_route(elmer, school=school, name=f"Otra {n}", stops=[("Borogueña", 1, 1)])
        for day in (WEEK[0] - timedelta(days=7), WEEK[0], WEEK[1]):
            say(elmer, more, day)

    assert len(queries_of(rosa, "schools:school_week", school.pk, ugel=norte)) == before


def bread_lines(school, days):
    choices = [WeekChoice("fresh", "Fresco"), WeekChoice("old", "Duro")]
    return [WeekLine("pan", "¿Cómo llegó el pan?", choices, usual="fresh")]


def test_a_thrown_in_part_appears_and_takes_its_words(monkeypatch, rosa, school, visit):
    """A strategy's declaration is all it takes: the page knows no strategy."""
    said = []

    def bake(school, word, by):
        if word.value == "old":
            raise DomainError("Hoy no se hornea.")
        said.append((word.day, word.value))

    part = WeekPart("pan", "Pan", "water.record_day", "drop", order=1, lines=bread_lines, say=bake)
    water = next(one for one in contributions() if one.app == "water")
    monkeypatch.setitem(water.__dict__, "week", [*water.week, part])
    assert part in collect("week")

    answer = page(visit, rosa, school)
    assert "¿Cómo llegó el pan?" in text_of(answer)
    typed = {f"pan-pan-{WEEK[0]}": "fresh", f"pan-pan-{WEEK[1]}": "old"}
    answer = page(visit, rosa, school, method="post", data=typed, follow=True)

    assert said == [(WEEK[0], "fresh")]
    assert "Hoy no se hornea." in text_of(answer)
