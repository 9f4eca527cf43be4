import dataclasses

import pytest
from django.core.exceptions import ImproperlyConfigured

from core.accounts.enums import Role
from core.strategies.indicators import Indicator, Kind
from core.strategies.registry import (
    Contribution,
    EventType,
    HomeCard,
    Setting,
    Strategy,
    WeekPart,
    contributions,
    validate,
)

FRESH = Indicator(code="bread.fresh", version=1, kind=Kind.SHARE, name="Fresco", definition="x")


def bread(**changes):
    plain = Strategy(
        app="bread",
        slug="pan",
        label="Pan",
        permissions={"bread.view": "Ver panes"},
        grants={Role.UGEL_HEAD: {"bread.view"}},
        indicators=[FRESH],
        settings=[Setting("bread.days", 2, "Días")],
        timeline=[EventType("bread.baked", "Pan horneado")],
    )
    return dataclasses.replace(plain, **changes)


def test_what_the_house_declares_is_sound():
    validate(contributions())
    validate([bread()])
    validate([bread(indicators=[dataclasses.replace(FRESH, unit="loaves")], units={"loaves": "panes"})])


@pytest.mark.parametrize(
    ("second", "complaint"),
    [
        (
            Contribution(app="cake", slug="pan", label="Torta"),
            "Strategy cake: slug 'pan' is declared twice (also by bread).",
        ),
        (bread(slug="otro"), "Strategy bread: indicator 'bread.fresh' is declared twice (also by bread)."),
        (
            Contribution(app="cake", slug="torta", label="Torta", settings=[Setting("bread.days", 1, "Días")]),
            "Strategy cake: setting 'bread.days' is declared twice (also by bread).",
        ),
    ],
)
def test_two_declarations_that_collide_stop_the_start(second, complaint):
    with pytest.raises(ImproperlyConfigured) as refused:
        validate([bread(), second])

    assert str(refused.value) == complaint


HALF_A_PART = "week part 'pan' needs lines= and say=, or form=, save=, untold=, paper= and template=."


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"permissions": {"cake.view": "Ver"}, "grants": {}}, "Strategy bread: 'cake.view' must start with 'bread.'."),
        (
            {"grants": {Role.UGEL_HEAD: {"bread.bake"}}},
            "Strategy bread: permission 'bread.bake' has no description.",
        ),
        (
            {"indicators": [dataclasses.replace(FRESH, unit="loaves")]},
            "Strategy bread: 'bread.fresh' counts 'loaves', which units= does not name.",
        ),
        (
            {"home": [HomeCard("x", "bread/nowhere.html", lambda request: {}, "bread.view")]},
            "Strategy bread: template 'bread/nowhere.html' does not exist.",
        ),
    ],
)
def test_a_declaration_that_contradicts_itself_stops_the_start(changes, complaint):
    with pytest.raises(ImproperlyConfigured) as refused:
        validate([bread(**changes)])

    assert str(refused.value) == complaint


def test_strategies_follow_the_lower_apps_in_their_order():
    ranks = [(c.is_strategy, c.order) for c in contributions()]

    assert ranks == sorted(ranks)


DAILY = {"lines": lambda school, days: [], "say": lambda school, word, by: None}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"key": "el pan"}, "week part 'el pan' must be a plain name."),
        ({"permission": "cake.view"}, "week part 'pan' asks for 'cake.view', which it does not describe."),
        ({"say": None}, HALF_A_PART),
        ({"template": "x.html"}, HALF_A_PART),
        (
            {
                "lines": None,
                "say": None,
                "form": dict,
                "save": dict,
                "untold": dict,
                "paper": dict,
                "template": "bread/none.html",
            },
            "template 'bread/none.html' does not exist.",
        ),
    ],
)
def test_a_week_part_that_is_not_whole_stops_the_start(changes, complaint):
    part = WeekPart(**{"key": "pan", "label": "Pan", "permission": "bread.view", "icon": "drop", **DAILY, **changes})

    with pytest.raises(ImproperlyConfigured) as refused:
        validate([bread(week=[part])])

    assert str(refused.value) == f"Strategy bread: {complaint}"
