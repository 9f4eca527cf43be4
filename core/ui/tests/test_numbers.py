from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from core.ui.numbers import share, written
from core.ui.templatetags.numbers import money


def render(source, **context):
    return Template("{% load numbers %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567, None, "1\u00a0234\u00a0567"),
        (Decimal("1234.50"), None, "1\u00a0234,5"),
        (0, None, "0"),
        (1.005, 2, "1,01"),
        (-3, None, "−3"),
        (999.995, None, "1\u00a0000"),
        (None, None, ""),
        ("muchos", None, ""),
        (float("nan"), None, ""),
    ],
)
def test_written_in_spanish(value, decimals, text):
    assert written(value, decimals) == text


def test_written_in_english_and_kyrgyz():
    with override("en"):
        assert written(Decimal("1234.5")) == "1,234.5"
    with override("ky"):
        assert written(Decimal("1234.5")) == "1\u00a0234,5"


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "expected"),
    [(21, 28, 0, 75), (24, 28, 0, 86), (1, 8, 0, 13), (1, 200, 0, 1), (400, 6968, 1, Decimal("5.7"))],
)
def test_share_rounds_half_up(numerator, denominator, decimals, expected):
    assert share(numerator, denominator, decimals) == expected


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (3, 0), (None, 28), (3, None)])
def test_share_of_nothing_is_unknown(numerator, denominator):
    assert share(numerator, denominator) is None


def test_percent_from_counts_from_a_result_and_from_nothing():
    source = "{% percent 21 28 %}|{% percent result %}|{% percent 0 0 %}|{% percent 0 28 %}"
    assert render(source, result={"numerator": 24, "denominator": 28}) == "75\u00a0%|86\u00a0%|sin dato|0\u00a0%"


def test_fraction_takes_counts_or_a_result():
    source = "{% fraction 21 28 unit %}|{% fraction result unit %}|{% fraction missing unit %}"
    result = {"numerator": 1200, "denominator": 1300}
    text = render(source, result=result, missing={"numerator": None, "denominator": 4}, unit="escuelas")
    assert text == "21 de 28 escuelas|1\u00a0200 de 1\u00a0300 escuelas|sin dato"


def test_signed_says_which_way():
    assert render("{{ 12|signed }} {{ down|signed }} {{ 0|signed }}", down=-3) == "+12 −3 0"


@pytest.mark.parametrize(("amount", "text"), [("1500.5", "1\xa0500,50"), ("1500.00", "1\xa0500"), (None, "sin dato")])
def test_money_shows_both_digits_of_its_cents_or_none(amount, text):
    assert money(amount) == text
