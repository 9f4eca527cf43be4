"""Every address × role × method gets what the matrix says, and nobody reaches another tenant's things."""

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, get_resolver

from core.jobs.tests import jobs_for_tests  # noqa: F401 - the job a page of the matrix shows
from tests.tenancy import matrix
from tests.tenancy.things import Town, address

pytestmark = pytest.mark.django_db

ROWS = matrix.rows()
ROWS_OF_THINGS = [row for row in ROWS if row.thing]
EVERYBODY_SEES_IT_IS_NOT_THERE = 404


def walk(resolver, namespace=""):
    """Every (name, view) of the project."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern.callback
        else:
            yield from walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


VIEWS = list(walk(get_resolver()))
RULES = {name: getattr(view, "access_rule", None) for name, view in VIEWS}
POSTED_TO = {row.url for row in ROWS if row.method == "POST"}


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """One town for all rows; no row leaves a trace in it."""
    media = tmp_path_factory.mktemp("town")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=media):
            town = Town()
        town.media = media
        yield town
        transaction.set_rollback(True)


@pytest.fixture
def town(built, settings):
    settings.MEDIA_ROOT = built.media
    settings.ACCOUNT_RATE_LIMITS = False  # ten people knock from one address
    return built


def address_of(row, place, at=None):
    arguments = place.things[row.thing] if row.thing else matrix.arguments_of(row.url)
    arguments = arguments if isinstance(arguments, list) else [arguments]
    return address(RULES[row.url], row.url, arguments, (at or place).ugel)


def posted(row, place):
    data = matrix.data_posted_to(row.url) if row.method == "POST" else {}
    data = data() if callable(data) else data
    named = {key.format(**place.things): value for key, value in data.items()}
    return {key: value.format(**place.things) if isinstance(value, str) else value for key, value in named.items()}


def test_every_view_says_who_may_open_it():
    assert [name for name, rule in RULES.items() if rule is None] == []


def test_every_address_stands_in_the_matrix():
    assert sorted(set(RULES)) == sorted({row.url for row in ROWS})


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_matrix_says(town, row):
    path = address_of(row, town.norte)

    answers = {name: town.visit(name, path, row.method, posted(row, town.norte)) for name in matrix.PEOPLE}

    assert {name: answer.status for name, answer in answers.items()} == dict(
        zip(matrix.PEOPLE, row.expected, strict=True)
    )
    writers = [name for name, answer in answers.items() if answer.wrote]
    writes = row.method == "POST" and row.url not in matrix.POSTS_THAT_WRITE_NOTHING
    assert writers == (row.is_let_in if writes else [])


@pytest.mark.parametrize("row", ROWS_OF_THINGS, ids=str)
def test_another_tenants_thing_is_not_there(town, row):
    theirs, ours_at_theirs = address_of(row, town.sur, at=town.norte), address_of(row, town.norte, at=town.sur)

    for name in row.is_let_in:
        for path in (theirs, ours_at_theirs):
            answer = town.visit(name, path, row.method, posted(row, town.norte))
            assert (name, path, answer.status, answer.wrote) == (name, path, EVERYBODY_SEES_IT_IS_NOT_THERE, {})


@pytest.mark.parametrize("url", sorted(set(RULES) - POSTED_TO))
def test_page_without_a_post_row_writes_nothing_when_posted_to(town, url):
    row = next(row for row in ROWS if row.url == url)

    answer = town.visit("ugel_head", address_of(row, town.norte), "POST", {"full_name": "x", "email": "x@example.pe"})

    assert answer.wrote == {}


@pytest.mark.parametrize("row", [row for row in ROWS if RULES[row.url].place == "tenant"], ids=str)
def test_page_of_a_ugel_is_nowhere_else(town, row):
    path = address_of(row, town.norte).removeprefix(f"/{town.norte.ugel.code}")

    assert town.visit("ugel_head", path, row.method).status == 404


@pytest.mark.parametrize("url", sorted(name for name, rule in RULES.items() if rule.place == "global"))
def test_page_of_no_ugel_takes_nothing_inside_one(town, url):
    row = next(row for row in ROWS if row.url == url)

    assert town.visit("ugel_head", f"/230008{address_of(row, town.norte)}", "POST").status == 404
