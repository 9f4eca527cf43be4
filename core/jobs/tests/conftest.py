import pytest

from core.jobs import registry


@pytest.fixture(autouse=True)
def only_our_kinds(monkeypatch):
    """The sweeper plans every app's periodic jobs; these tests speak of their own only."""
    ours = {name: kind for name, kind in registry._kinds.items() if name.startswith("jobs.test_")}
    monkeypatch.setattr(registry, "_kinds", ours)
