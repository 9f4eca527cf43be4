from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.strategies.indicators import Frame
from core.strategies.settings import change
from core.tenancy.scope import region_scope, scope
from safety import indicators
from safety.enums import CheckState, Dimension, Level, Rung
from safety.models import Answer, Check, ChecklistItem, ChecklistVersion, DimensionScore
from safety.selectors.checklists import current_version
from safety.selectors.improvement import verdicts
from safety.selectors.results import marks_of
from safety.selectors.scoring import Rules, has_improved, results_in_common, score_check
from safety.services.checklists import read_checklist
from safety.services.verification import return_check
from safety.tests.factories import filled_check, noon, submitted_check, verified_check
from schools.tests.factories import SchoolFactory, freeze_target
from tests.world import as_owner

START, END = date(2026, 1, 1), date(2026, 12, 31)
FRAME = Frame(START, END, datetime(2026, 12, 31, 23, 59, tzinfo=UTC))
LAST_YEAR, MARCH, OCTOBER = date(2025, 11, 20), date(2026, 3, 16), date(2026, 10, 5)


@pytest.fixture(autouse=True)
def late_in_the_year(time_machine):
    time_machine.move_to(datetime(2026, 12, 31, 20, tzinfo=UTC))


@pytest.fixture
def two_checks(elmer, hilda):
    """two_checks(school, before, after): both verified; each is (value for all, {code: choice})."""

    def go(school, before, after, days=(LAST_YEAR, OCTOBER), versions=(None, None)):
        for (value, choices), day, version in zip((before, after), days, versions, strict=True):
            verified_check(school, elmer, hilda, day=day, value=value, version=version, **choices)

    return go


def names(rows):
    return sorted(rows.values_list("name", flat=True))


def figure(indicator, frame=FRAME):
    """{part: names} of an indicator, as a report lists them."""
    apart = {key: names(rows(frame)) for key, (_label, rows) in indicator.apart.items()}
    return {"achieved": names(indicator.achieved(frame)), **{key: rows for key, rows in apart.items() if rows}}


def test_improved_worked_by_hand(elmer, hilda, two_checks):
    """Seven schools, one of each fate: 2 of 7 improved, the others each in its list."""
    school = {name: SchoolFactory(name=name) for name in ("A", "B", "C", "D", "E", "F", "G")}
    freeze_target(*school.values(), at=noon(START))
    two_checks(school["A"], (1, {}), (2, {}))
    # water 100 → 84,38 (AG-03 and AG-05 to 1), same level; sanitation 50 → 100
    two_checks(school["B"], (1, {"AG_01": "1"}), (1, {"SA_04": "2", "SA_05": "2", "SA_06": "2"}))
    two_checks(school["C"], (2, {}), (2, {"AG_02": "0"}))
    two_checks(school["D"], (1, {}), (1, {"AC_08": "2"}))
    verified_check(school["E"], elmer, hilda, day=LAST_YEAR)
    submitted_check(school["E"], elmer, day=OCTOBER)
    verified_check(school["F"], elmer, hilda, day=OCTOBER)
    filled_check(school["G"], elmer, day=OCTOBER)

    assert figure(indicators.SCHOOLS_IMPROVED) == {
        "achieved": ["A", "B"],
        "worse": ["C"],
        "unchanged": ["D"],
        "not_verified": ["E"],
        "not_evaluated": ["F"],
        "never_checked": ["G"],
    }
    assert indicators.SCHOOLS_IMPROVED.eligible(FRAME).count() == 7


def test_every_school_of_the_ambito_is_in_exactly_one_list(elmer, hilda, two_checks):
    schools = SchoolFactory.create_batch(6)
    freeze_target(*schools, at=noon(START))
    two_checks(schools[0], (0, {}), (2, {}))
    two_checks(schools[1], (2, {}), (0, {}))
    submitted_check(schools[2], elmer, day=OCTOBER)
    verified_check(schools[3], elmer, hilda, day=OCTOBER)
    parts = figure(indicators.SCHOOLS_IMPROVED)
    assert sorted(name for part in parts.values() for name in part) == sorted(school.name for school in schools)


def test_welcome_alone_is_no_improvement(school, two_checks):
    freeze_target(school, at=noon(START))
    two_checks(school, (1, {}), (1, {"SE_01": "2", "SE_02": "2", "SE_03": "2"}))
    assert figure(indicators.SCHOOLS_IMPROVED) == {"achieved": [], "unchanged": [school.name]}


@pytest.mark.parametrize(
    ("days", "pair"),
    [
        ((date(2025, 3, 1), LAST_YEAR, OCTOBER), (1, 2)),  # the last one before the period
        ((LAST_YEAR, START, OCTOBER), (1, 2)),  # the period's first day is still «on or before»
        ((MARCH, date(2026, 6, 1), OCTOBER), (0, 2)),  # none before: the first inside
        ((LAST_YEAR, MARCH, OCTOBER), (0, 2)),  # the newest inside is the follow-up
        ((LAST_YEAR, OCTOBER, date(2027, 1, 5)), (0, 1)),  # after the period nothing counts
    ],
)
def test_baseline_and_followup(school, elmer, hilda, time_machine, days, pair):
    time_machine.move_to(datetime(2027, 1, 6, 20, tzinfo=UTC))
    made = [verified_check(school, elmer, hilda, day=day) for day in days]
    found = verdicts(FRAME)
    assert [(v.before_id, v.after_id) for v in found] == [(made[pair[0]].pk, made[pair[1]].pk)]


def test_two_checks_before_the_period_are_no_pair(school, elmer, hilda):
    freeze_target(school, at=noon(START))
    for day in (date(2025, 3, 1), LAST_YEAR):
        verified_check(school, elmer, hilda, day=day)
    assert verdicts(FRAME) == []
    assert figure(indicators.SCHOOLS_IMPROVED)["not_evaluated"] == [school.name]


def test_what_is_verified_after_the_cut_off_is_not_verified_yet(school, elmer, hilda, two_checks):
    freeze_target(school, at=noon(START))
    two_checks(school, (1, {}), (2, {}))
    early = Frame(START, END, noon(OCTOBER) - timedelta(minutes=1))
    assert figure(indicators.SCHOOLS_IMPROVED, early)["achieved"] == []
    assert figure(indicators.SCHOOLS_IMPROVED, FRAME)["achieved"] == [school.name]


def test_a_withdrawn_verification_no_longer_counts(school, elmer, hilda, two_checks):
    freeze_target(school, at=noon(START))
    two_checks(school, (1, {}), (2, {}))
    return_check(check=Check.objects.latest("visited_date"), reason="Otra escuela", by=hilda)
    assert figure(indicators.SCHOOLS_IMPROVED) == {"achieved": [], "not_evaluated": [school.name]}


def test_schools_outside_the_ambito_are_in_no_part(school, two_checks):
    freeze_target(SchoolFactory(name="Otra"), at=noon(START))
    two_checks(school, (0, {}), (2, {}))
    assert figure(indicators.SCHOOLS_IMPROVED) == {"achieved": [], "never_checked": ["Otra"]}


def test_without_an_ambito_there_is_no_denominator(school, two_checks):
    two_checks(school, (0, {}), (2, {}))
    assert indicators.SCHOOLS_IMPROVED.eligible(FRAME).count() == 0
    assert indicators.SCHOOLS_IMPROVED.achieved(FRAME).count() == 0


@pytest.mark.parametrize(("points", "achieved"), [(9, 1), (10, 1), (11, 0)])
def test_points_are_a_setting_and_its_edge_counts(school, two_checks, points, achieved):
    freeze_target(school, at=noon(START))
    change(name="safety.improved_points", new_value=points)
    # Without IN-04 infrastructure weighs 20: IN-09 (2) and IN-10 (2) from 1 to 2 are 4·50÷20 = 10 points, 50 → 60.
    two_checks(school, (1, {"IN_04": "na"}), (1, {"IN_04": "na", "IN_09": "2", "IN_10": "2"}))
    assert indicators.SCHOOLS_IMPROVED.achieved(FRAME).count() == achieved


def test_levels_follow_the_settings_of_each_ugel(school, two_checks):
    freeze_target(school, at=noon(START))
    two_checks(school, (1, {}), (1, {"IN_09": "2"}))  # 50 → 55
    assert indicators.SCHOOLS_IMPROVED.achieved(FRAME).count() == 0
    change(name="safety.in_progress_from", new_value=52)
    assert indicators.SCHOOLS_IMPROVED.achieved(FRAME).count() == 1


def test_one_statement_serves_all_ugels_and_nobody_elses_rows(norte, sur, delia, elmer, hilda, raul, two_checks):
    ours = SchoolFactory(name="Norte")
    freeze_target(ours, at=noon(START))
    two_checks(ours, (1, {}), (2, {}))
    with scope(sur):
        theirs = SchoolFactory(name="Sur")
        freeze_target(theirs, at=noon(START))
        for day, value in ((LAST_YEAR, 2), (OCTOBER, 0)):
            verified_check(theirs, delia, raul, day=day, value=value)
        assert figure(indicators.SCHOOLS_IMPROVED) == {"achieved": [], "worse": ["Sur"]}
    assert figure(indicators.SCHOOLS_IMPROVED) == {"achieved": ["Norte"]}
    with region_scope([norte, sur]):
        assert figure(indicators.SCHOOLS_IMPROVED) == {"achieved": ["Norte"], "worse": ["Sur"]}
    with region_scope([sur]):
        assert figure(indicators.SCHOOLS_IMPROVED) == {"achieved": [], "worse": ["Sur"]}


def test_ladders_and_sdg_read_the_last_check_of_the_period(school, elmer, hilda):
    other, never = SchoolFactory(name="Limitada"), SchoolFactory(name="Sin ficha")
    freeze_target(school, other, never, at=noon(START))
    verified_check(school, elmer, hilda, day=MARCH, AG_01="0", AC_07="0")
    verified_check(school, elmer, hilda, day=OCTOBER, AC_07="na")
    verified_check(other, elmer, hilda, day=OCTOBER, AG_02="0", SA_02="1", SA_07="0", IN_08="0")
    by_code = {indicator.code: figure(indicator) for indicator in indicators.ALL}
    rest = {"unchecked": ["Sin ficha"]}
    assert by_code["safety.checked"] == {"achieved": [school.name, "Limitada"], **rest}
    assert by_code["safety.at_risk"] == {"achieved": ["Limitada"], **rest}
    for name in ("water", "sanitation", "hygiene"):
        assert by_code[f"safety.basic_{name}"] == {"achieved": [school.name], "limited": ["Limitada"], **rest}
    both = {"achieved": [school.name, "Limitada"], **rest}
    alone = {"achieved": [school.name], **rest}
    assert {code[-1]: parts for code, parts in by_code.items() if "sdg" in code} == {
        "a": alone,
        "b": {"achieved": ["Limitada"], "unknown": [school.name], **rest},
        "c": both,
        "d": both,
        "e": alone,
        "f": alone,
        "g": alone,
    }


# --- two checklist versions -------------------------------------------------------------------------------------


@pytest.fixture
def second_version(db, tmp_path):
    """Version 2: AG-03 left, AG-08 came; everything else stands."""
    from safety.services.checklists import FOLDER, load_checklists

    text = (FOLDER / "esya-1.toml").read_text(encoding="utf-8").replace("number = 1", "number = 2", 1)
    text = text.replace('code = "AG-03"', 'code = "AG-08"', 1)
    (tmp_path / "esya-2.toml").write_text(text, encoding="utf-8")
    assert read_checklist(tmp_path / "esya-2.toml")["number"] == 2
    with as_owner():
        load_checklists(folder=tmp_path)
    return current_version()


def test_only_items_common_to_both_versions_count(school, elmer, hilda, two_checks, second_version):
    first = ChecklistVersion.objects.get(number=1)
    freeze_target(school, at=noon(START))
    # AG-03 was bad and is no longer asked: stored scores say water went up, the common items say it did not.
    two_checks(school, (2, {"AG_03": "0"}), (2, {}), versions=(first, second_version))
    stored = [check.scores.get(dimension=Dimension.WATER).score for check in Check.objects.order_by("visited_date")]
    assert stored == [Decimal("87.50"), Decimal("100.00")]
    assert figure(indicators.SCHOOLS_IMPROVED) == {"achieved": [], "unchanged": [school.name]}


def test_a_critical_item_only_one_version_asks_does_not_decide(school, elmer, hilda, two_checks, second_version):
    first = ChecklistVersion.objects.get(number=1)
    freeze_target(school, at=noon(START))
    two_checks(school, (1, {}), (1, {"AG_01": "4b", "SA_06": "2"}), versions=(first, second_version))
    assert figure(indicators.SCHOOLS_IMPROVED) == {"achieved": [], "worse": [school.name]}


# --- the rule twice: SQL against plain Python -------------------------------------------------------------------

VALUES = st.sampled_from([None, 0, 1, 2])


@st.composite
def schools_with_checks(draw):
    """Up to four schools, each with up to four checks: a day, a version (0 or 1) and values for eight items."""
    days = st.integers(-40, 40).map(lambda offset: START + timedelta(days=offset))
    check = st.tuples(days, st.sampled_from([0, 1]), st.lists(VALUES, min_size=8, max_size=8))
    return draw(st.lists(st.lists(check, max_size=4), min_size=1, max_size=4))


@pytest.fixture
def small_versions(norte):
    """Two versions of eight items, two a basic dimension, six of them common."""
    with as_owner():
        versions = [
            ChecklistVersion.objects.create(family="prueba", number=n, title="x", published_date=START, digest="x")
            for n in (1, 2)
        ]
        basic = [Dimension.INFRASTRUCTURE, Dimension.FITTING_OUT, Dimension.WATER, Dimension.SANITATION]
        for version, codes in zip(versions, ("ABCDEFGH", "ABCDEFXY"), strict=True):
            ChecklistItem.objects.bulk_create(
                ChecklistItem(
                    version=version,
                    code=code,
                    position=position,
                    dimension=basic[position // 2],
                    text=code,
                    options=[],
                    weight=position % 3 + 1,
                    is_critical=position % 4 == 0,
                    source="prueba",
                )
                for position, code in enumerate(codes)
            )
    return versions


def store(school, day, version, values, people):
    """A verified check as the service leaves it, without the way there."""
    author, verifier = people
    check = Check.objects.create(
        school=school,
        version=version,
        state=CheckState.SUBMITTED,
        author=author,
        planned_date=day,
        visited_date=day,
        submitted_at=noon(day),
    )
    items = list(version.items.order_by("position"))
    answers = [
        Answer(safety_check=check, item=item, choice="na" if value is None else str(value), value=value)
        for item, value in zip(items, values, strict=True)
    ]
    Answer.objects.bulk_create(answers)
    DimensionScore.objects.bulk_create(
        DimensionScore(
            safety_check=check,
            dimension=result.dimension,
            score=result.score,
            level=result.level,
            has_critical_failure=result.has_critical_failure,
        )
        for result in score_check(marks_of(answers), Rules())
    )
    rungs = dict.fromkeys(("water_rung", "sanitation_rung", "hygiene_rung"), Rung.UNKNOWN)
    Check.objects.filter(pk=check.pk).update(
        state=CheckState.VERIFIED, verified_at=noon(day), verified_by=verifier, rules={}, **rungs
    )
    return check, answers


def improved_in_python(checks):
    """The rule of product.md, read once more from its sentence."""
    ordered = sorted(checks, key=lambda pair: (pair[0].visited_date, pair[0].pk))
    before = [pair for pair in ordered if pair[0].visited_date <= START]
    inside = [pair for pair in ordered if pair[0].visited_date > START]
    baseline = before[-1] if before else inside[0]
    followup = ordered[-1]
    if followup is baseline:
        return None
    codes = [{answer.item.code for answer in answers} for _check, answers in (baseline, followup)]
    rules = Rules()
    old, new = results_in_common(marks_of(baseline[1]), marks_of(followup[1]), codes[0] & codes[1], rules)
    return has_improved(old, new, rules)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=schools_with_checks())
def test_sql_and_python_agree_on_who_improved(made, small_versions, elmer, hilda):
    with transaction.atomic():
        expected = {}
        for number, rows in enumerate(made):
            school = SchoolFactory(name=f"Escuela {number}")
            checks = [
                store(school, day, small_versions[version], values, (elmer, hilda)) for day, version, values in rows
            ]
            verdict = improved_in_python(checks) if checks else None
            if verdict is not None:
                expected[school.pk] = verdict
        found = {verdict.school_id: verdict.has_improved for verdict in verdicts(FRAME)}
        assert found == expected
        transaction.set_rollback(True)  # a verified check cannot be deleted


def test_semaforo_levels_have_words_and_shapes():
    assert [(level.label, level.tone) for level in Level] == [
        ("Conforme", "done"),
        ("En proceso", "progress"),
        ("En riesgo", "risk"),
        ("Sin dato", "none"),
    ]
