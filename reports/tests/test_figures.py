"""The indicator engine: worked by hand, at its edges, and beside another tenant's rows."""

from dataclasses import replace

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from core.strategies.indicators import Kind, Tallied, Tally
from core.strategies.settings import change
from core.tenancy.scope import region_scope, scope
from reports.models import IndicatorResult
from reports.models.results import plain
from reports.selectors.figures import compute, compute_tally
from reports.services.computing import compute_everywhere, compute_here
from reports.tests.conftest import FRAME, POINTS, TEACHERS, WATER, make_schools
from schools.models import School, Service
from schools.tests.factories import SchoolFactory, ServiceFactory
from tests.world import as_owner

STAFF = replace(
    TEACHERS,
    kind=Kind.SUM,
    amounts=lambda frame: School.objects.annotate(numerator_amount=Sum("services__teachers")),
)


def ids(schools, start):
    return sorted(school.pk for school in schools if school.name.startswith(start))


def only(indicator, ugel):
    (figure,) = compute(indicator, FRAME, [ugel.pk])
    return figure


def test_share_counts_who_has_it_among_who_should(norte, schools):
    figure = only(WATER, norte)

    assert (figure.numerator, figure.denominator) == (5, 8)
    # The urban school has water and counts in neither part.
    assert list(figure.numerator_ids) == ids(schools, "Húmeda")
    assert list(figure.denominator_ids) == sorted(school.pk for school in schools[:8])
    assert figure.apart == {"unasked": ids(schools, "Muda")}


def test_result_is_rounded_half_up_and_keeps_what_decided_it(norte, schools):
    change(name="rivers.litres", new_value=15)

    compute_here(frame=FRAME)

    result = IndicatorResult.objects.get(code="rivers.water")
    assert (plain(result.numerator), plain(result.denominator), result.percent) == (5, 8, 63)
    assert (result.version, result.settings, result.cut_off) == (1, {"rivers.litres": 15}, FRAME.cut_off)
    assert result.ambito_id is not None


@pytest.mark.parametrize(("wet", "dry", "percent"), [(1, 7, 13), (21, 7, 75), (24, 4, 86), (1, 199, 1), (1, 200, 0)])
def test_percent_is_rounded_half_up_from_counts(norte, declared, wet, dry, percent):
    make_schools(wet=wet, dry=dry)

    compute_here(frame=FRAME)

    assert IndicatorResult.objects.get(code="rivers.water").percent == percent


def test_nobody_to_divide_by_is_no_percentage(norte, declared):
    make_schools(urban_wet=2)

    compute_here(frame=FRAME)

    result = IndicatorResult.objects.get(code="rivers.water")
    assert (plain(result.numerator), plain(result.denominator), result.percent) == (0, 0, None)


def test_rows_joined_twice_count_once(norte, declared):
    school = SchoolFactory(centre="agua")
    ServiceFactory.create_batch(3, school=school)
    doubled = lambda frame: School.objects.filter(services__is_active=True)  # noqa: E731

    figure = only(replace(WATER, eligible=doubled, achieved=doubled, apart={}), norte)

    assert (figure.numerator, figure.denominator) == (1, 1)


def test_queryset_that_can_match_nothing_is_zero(norte, schools):
    nobody = replace(WATER, achieved=lambda frame: School.objects.none())

    figure = only(nobody, norte)

    assert (figure.numerator, figure.denominator) == (0, 8)


def test_count_has_no_denominator(norte, schools):
    SchoolFactory(lat=None, lon=None)

    figure = only(POINTS, norte)

    assert (figure.numerator, figure.denominator) == (9, None)
    assert len(figure.numerator_ids) == 9


def test_count_of_nothing_is_a_known_zero(norte, declared):
    assert only(POINTS, norte).numerator == 0


def test_ratio_adds_up_what_is_known_and_lists_what_is_not(norte, declared):
    known, silent = SchoolFactory.create_batch(2)
    ServiceFactory(school=known, teachers=3, sections=2)
    ServiceFactory(school=known, teachers=4, sections=6)
    ServiceFactory(school=silent, teachers=9, sections=None)

    figure = only(TEACHERS, norte)

    assert (figure.numerator, figure.denominator) == (7, 8)
    assert figure.apart == {"unknown": [silent.pk]}
    assert list(figure.amounts) == [[known.pk, 7, 8]]


def test_ratio_of_nothing_is_unknown(norte, declared):
    figure = only(TEACHERS, norte)

    assert (figure.numerator, figure.denominator) == (None, None)


def test_sum_adds_up_what_was_told_and_lists_what_was_not(norte, declared):
    school = SchoolFactory()
    ServiceFactory(school=school, teachers=3, sections=None)
    ServiceFactory(school=school, teachers=4, sections=6)
    figure = only(STAFF, norte)
    assert (figure.numerator, figure.denominator, figure.apart) == (7, None, {"unknown": []})
    assert list(figure.amounts) == [[school.pk, 7]]

    Service.objects.update(teachers=None)
    figure = only(STAFF, norte)
    assert (figure.numerator, figure.denominator, figure.apart) == (None, None, {"unknown": [school.pk]})
    assert only(replace(STAFF, amounts=lambda frame: STAFF.amounts(frame).none()), norte).numerator is None


def test_another_ugels_schools_are_in_no_part(norte, sur, schools):
    with scope(sur):
        make_schools(wet=3, dry=1)
        assert (only(WATER, sur).numerator, only(WATER, sur).denominator) == (3, 4)

    assert (only(WATER, norte).numerator, only(WATER, norte).denominator) == (5, 8)


def test_one_statement_counts_every_ugel_of_a_region(norte, sur, schools):
    with scope(sur):
        make_schools(wet=1, dry=2)

    with region_scope([norte, sur]), CaptureQueriesContext(connection) as asked:
        figures = {f.ugel_id: (f.numerator, f.denominator) for f in compute(WATER, FRAME, [norte.pk, sur.pk])}

    assert len(asked) == 1
    assert figures == {norte.pk: (5, 8), sur.pk: (1, 3)}


def test_figures_of_every_ugel_are_kept_in_their_own(norte, sur, schools):
    with scope(sur):
        make_schools(wet=1, dry=2)

    compute_everywhere(frame=FRAME, ugels=[norte, sur])

    def counts():
        rows = IndicatorResult.objects.filter(code="rivers.water")
        return [(row.ugel_id, plain(row.numerator), plain(row.denominator)) for row in rows]

    assert counts() == [(norte.pk, 5, 8)]
    with scope(sur):
        assert counts() == [(sur.pk, 1, 3)]


def test_reading_statements_do_not_grow_with_ugels(region, norte, sur, schools):
    def reading(ugels):
        with CaptureQueriesContext(connection) as asked:
            compute_everywhere(frame=FRAME, ugels=ugels)
        return sum("SELECT" in query["sql"] and "schools_" in query["sql"] for query in asked.captured_queries)

    assert reading([norte]) == reading([norte, sur]) == 4


def test_counting_again_takes_the_first_counts_place(norte, schools):
    compute_here(frame=FRAME)
    School.objects.filter(name="Seca 0").update(centre="agua")
    compute_here(frame=FRAME)

    assert [plain(row.numerator) for row in IndicatorResult.objects.filter(code="rivers.water")] == [6]


def test_ugel_without_a_school_has_its_row(norte, declared, region):
    with as_owner():
        from core.tenancy.services import create_ugel

        empty = create_ugel(code="230007", name="UGEL Vacía", region=region)

    compute_everywhere(frame=FRAME, ugels=[norte, empty])

    with scope(empty):
        assert [row.code for row in IndicatorResult.objects.order_by("code")] == [
            "rivers.points",
            "rivers.teachers",
            "rivers.water",
        ]


def read_water(frame):
    rows = School.objects.filter(area="rural").order_by().values("ugel_id", "pk", "centre")
    sql, params = rows.query.sql_with_params()
    return f"SELECT ugel_id, id, centre FROM ({sql}) AS q (ugel_id, id, centre)", params  # noqa: S608


BY_TALLY = Tally(read_water)
TALLIED_WATER = replace(WATER, tallied=Tallied(BY_TALLY, "centre = 'agua'", {"unasked": "centre = ''"}))
DRY = replace(
    WATER,
    code="rivers.dry",
    kind=Kind.COUNT,
    achieved=lambda frame: School.objects.filter(area="rural", centre="sin agua"),
    tallied=Tallied(BY_TALLY, "centre = 'sin agua'", {"unasked": "centre = ''"}),
)


def test_tally_gives_what_the_querysets_give_in_one_statement(norte, sur, schools):
    with scope(sur):
        make_schools(wet=1, dry=2)

    with region_scope([norte, sur]):
        plain_figures = [figure for i in (TALLIED_WATER, DRY) for figure in compute(i, FRAME, [norte.pk, sur.pk])]
        with CaptureQueriesContext(connection) as asked:
            tallied = compute_tally(BY_TALLY, [TALLIED_WATER, DRY], FRAME, [norte.pk, sur.pk])

    assert len(asked) == 1
    assert sorted(tallied, key=repr) == sorted(plain_figures, key=repr)


def test_tallied_and_plain_figures_keep_the_declared_order(norte, schools, declared):
    declared(TALLIED_WATER, POINTS, DRY)

    results = compute_here(frame=FRAME)

    assert [(r.code, r.numerator, r.denominator) for r in results] == [
        ("rivers.water", 5, 8),
        ("rivers.points", 9, None),
        ("rivers.dry", 2, None),
    ]


def test_ugel_without_rows_in_a_tally_has_known_zeros(norte, declared):
    water, dry = compute_tally(BY_TALLY, [TALLIED_WATER, DRY], FRAME, [norte.pk])

    assert (water.numerator, water.denominator) == (0, 0)
    assert (dry.numerator, dry.denominator) == (0, None)
