"""The page that says what is kept of people is open to everybody, and says what the UGEL's settings say."""

import pytest

from core.home.privacy import Kept, kept_here
from core.strategies import registry
from core.strategies.registry import KeptData, Setting
from core.strategies.settings import change


@pytest.fixture
def told(monkeypatch):
    """One line with a setting, as an app declares it."""
    pieces = {
        "privacy": [KeptData("Nombres", "La escuela", "%(n)s días", setting="cases.days")],
        "settings": [Setting("cases.days", 365, "Días")],
    }
    for module in ("core.home.privacy", "core.strategies.settings"):
        monkeypatch.setattr(f"{module}.collect", pieces.__getitem__)


def test_a_line_says_the_days_of_this_ugel(told, norte):
    assert kept_here() == [Kept("Nombres", "La escuela", "365 días")]
    change(name="cases.days", new_value=90)
    assert kept_here() == [Kept("Nombres", "La escuela", "90 días")]


def test_without_a_ugel_the_days_are_those_declared(told, db):
    assert kept_here() == [Kept("Nombres", "La escuela", "365 días")]


def test_everybody_reads_it_also_before_signing_in(visit, client, norte_closed):
    page = client.get("/privacidad/").content.decode()

    assert "testigo de la comunidad" in page
    assert visit(None, "privacy").status_code == 200


@pytest.mark.parametrize("app", ["people", "partners", "commitments", "guardians", "networks", "attendance"])
def test_every_app_that_keeps_people_says_so(app):
    declared = {contribution.app: contribution.privacy for contribution in registry.contributions()}
    assert declared[app]
