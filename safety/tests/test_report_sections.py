from datetime import date
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from safety import report_sections
from safety.selectors import today
from safety.tests.factories import noon, planned_check, submitted_check, verified_check
from safety.tests.test_indicators import FRAME, LAST_YEAR, OCTOBER, START
from schools.tests.factories import SchoolFactory, freeze_target

REPORT = SimpleNamespace(frame=FRAME)


@pytest.fixture(autouse=True)
def late_in_the_year(time_machine):
    time_machine.move_to(noon(date(2026, 12, 31)))


@pytest.fixture
def four_schools(elmer, hilda):
    """Better, worse, checked once and never: a quarter each."""
    schools = [SchoolFactory(name=name) for name in ("Mejor", "Peor", "Una vez", "Nunca")]
    freeze_target(*schools, at=noon(START))
    better, worse, once, _never = schools
    verified_check(better, elmer, hilda, day=LAST_YEAR, value=1)
    verified_check(better, elmer, hilda, day=OCTOBER, value=1, AG_02="2", AG_03="2")
    verified_check(worse, elmer, hilda, day=LAST_YEAR)
    verified_check(worse, elmer, hilda, day=OCTOBER, AG_02="0", SE_08="0")
    verified_check(once, elmer, hilda, day=OCTOBER, SE_08="0")
    return schools


def segments(rows):
    return {row["label"]: row["count"] for row in rows}


def test_improvement_section_says_the_sentence_and_names_the_rest(four_schools):
    built = report_sections.build_improvement(REPORT)
    assert built["sentence"] == {"fraction": "1 de 4 escuelas", "percent": "25\xa0%"}
    assert {str(part["label"]): part["names"] for part in built["lists"] if part["count"]} == {
        "Bajaron de nivel en alguna condición": ["Peor"],
        "Con una sola ficha: no evaluadas": ["Una vez"],
        "Sin ninguna ficha": ["Nunca"],
    }
    assert built["baselines"] == {"before": 2, "inside": 0, "declared": 0}
    assert [(row["label"], row["value"]) for row in built["up_by_dimension"]] == [
        ("Infraestructura", 0),
        ("Acondicionamiento", 0),
        ("Agua", 1),
        ("Salubridad", 0),
    ]
    # two schools compared in water: (50 + 100) ÷ 2 before; (65,63 + 81,25) ÷ 2 after
    water = next(pair for pair in built["before_after"] if pair[0] == "Agua")
    assert [str(score) for score in water[1:]] == ["75.0", "73.4"]
    semaforo = {str(row["label"]): segments(row["segments"]) for row in built["semaforo"]}
    assert semaforo["Agua"] == {"Conforme": 1, "En proceso": 1, "En riesgo": 1, "Sin dato": 1}


def test_ladders_section_counts_the_unchecked_as_unknown(four_schools):
    built = report_sections.build_ladders(REPORT)
    assert {str(ladder["title"]): segments(ladder["segments"]) for ladder in built["ladders"]} == {
        "Agua para beber": {"Básico": 2, "Limitado": 1, "Sin servicio": 0, "Sin dato": 1},
        # «Mejor» keeps toilets apart only by a sign
        "Saneamiento": {"Básico": 2, "Limitado": 1, "Sin servicio": 0, "Sin dato": 1},
        "Higiene": {"Básico": 3, "Limitado": 0, "Sin servicio": 0, "Sin dato": 1},
    }


def test_sdg_section_gives_seven_components(four_schools):
    rows = report_sections.build_sdg(REPORT)["rows"]
    assert [(row["letter"], row["count"], row["unknown"]) for row in rows] == [
        ("a", 3, 1),
        ("b", 3, 1),
        ("c", 3, 1),
        ("d", 2, 1),  # «Mejor»: a wheelchair enters only with help
        ("e", 2, 1),
        ("f", 2, 1),
        ("g", 3, 1),
    ]


def test_problems_section_lists_what_fails_most(four_schools):
    built = report_sections.build_problems(REPORT)
    assert [(row["item__code"], row["count"]) for row in built["rows"]] == [("SE-08", 2), ("AG-02", 1)]
    assert built["checked"] == 3


@pytest.mark.parametrize("section", report_sections.ALL, ids=lambda section: section.key)
def test_sections_are_printed_also_without_a_single_check(norte, section):
    context = {**section.build(REPORT), "section": section}
    assert str(section.title) in render_to_string(section.template, context)


def test_home_says_what_waits_for_whom(elmer, hilda):
    submitted_check(SchoolFactory(), elmer)
    planned_check(SchoolFactory(), elmer, day=date(2026, 12, 30))
    planned_check(SchoolFactory(), elmer, day=date(2027, 3, 1))
    verified_check(SchoolFactory(), elmer, hilda, AG_02="0")
    roles = {"ugel_specialist"}
    assert [today.to_verify(person, roles).count() for person in (elmer, hilda)] == [0, 1]
    assert [check.planned_date for check in today.my_visits(elmer, roles)["checks"]] == [date(2026, 12, 30)]
    assert today.my_visits(hilda, roles) is None
    assert today.at_risk(hilda, roles).count() == 1
