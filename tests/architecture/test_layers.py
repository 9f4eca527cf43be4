"""References between models go down the house like imports do; a string foreign key is invisible to a linter."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
FACES = ["reports", "field", "portal"]
BELOW_STRATEGIES = [
    "commitments", "partners", "needs", "schools", "people", "documents", "notifications", "files", "jobs", "access",
    "audit", "submissions", "strategies", "accounts", "tenancy",
]  # fmt: skip
SIDE_BY_SIDE = {"notifications", "files"}


def own_models():
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.split(".")[0] not in FOREIGN]


FOREIGN = {"django", "allauth", "axes", "rest_framework", "drf_spectacular", "import_export"}


def rank(label):
    """Higher may point to lower; strategies share a rank."""
    if label in FACES:
        return len(BELOW_STRATEGIES) + 1
    if label in BELOW_STRATEGIES:
        return len(BELOW_STRATEGIES) - 1 - BELOW_STRATEGIES.index(label)
    return len(BELOW_STRATEGIES)


def upward(source, target):
    """Would a reference from app `source` to app `target` climb, or cross to a neighbour?"""
    if source == target:
        return False
    if {source, target} <= SIDE_BY_SIDE:
        return True
    return rank(target) >= rank(source)


def references():
    for model in own_models():
        for field in model._meta.get_fields(include_hidden=True):
            if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.model is model:
                yield model, field


def test_references_go_down():
    own = {model._meta.app_label for model in own_models()}
    climbing = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model, field in references()
        if field.related_model._meta.app_label in own
        and upward(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert climbing == []


@pytest.mark.parametrize(
    ("source", "target", "climbs"),
    [
        ("safety", "schools", False),
        ("reports", "safety", False),
        ("schools", "safety", True),
        ("safety", "water", True),
        ("tenancy", "accounts", True),
        ("jobs", "documents", True),
        ("files", "documents", True),
        ("files", "notifications", True),
        ("documents", "files", False),
        ("files", "accounts", False),
    ],
)
def test_the_rule_itself(source, target, climbs):
    assert upward(source, target) is climbs


def test_every_app_is_ranked():
    """A new app above core is a strategy (it has a strategy.py), a face, or named here."""
    strategies = {path.parent.name for path in ROOT.glob("*/strategy.py")}
    own = {c.label for c in apps.get_app_configs() if c.module.__file__.startswith(str(ROOT)) and ".venv" not in c.path}

    assert own - strategies - set(FACES) - set(BELOW_STRATEGIES) - {"ui", "home"} == set()


def test_no_generic_and_no_plain_many_to_many():
    """A commitment or photo of «anything» has no key the database can hold."""
    generic = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.__class__.__name__ == "GenericForeignKey"
    ]
    plain = [
        f"{model._meta.label}.{field.name}"
        for model, field in references()
        if isinstance(field, models.ManyToManyField) and field.remote_field.through._meta.auto_created
    ]

    assert (generic, plain) == ([], [])
