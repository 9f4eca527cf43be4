"""Who may say that something happened before now: demos and imports of history, never a page or an endpoint."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOORS = ("views", "viewsets", "api", "tasks", "receivers", "forms", "resources")
NO_MOMENT_OF_THE_PAST = {"asked_at", "typed_at", "photo_at", "daily_at", "due_at"}  # shown, compared, or to come


def backdated(source: str) -> list[str]:
    """Keywords of calls that name the moment of what is done: `at=`, `verified_at=` … with anything but None."""
    return [
        keyword.arg
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg
        and (keyword.arg == "at" or keyword.arg.endswith("_at"))
        and keyword.arg not in NO_MOMENT_OF_THE_PAST
        if not (isinstance(keyword.value, ast.Constant) and keyword.value.value is None)
    ]


def doors():
    for declared in sorted([*ROOT.glob("*/apps.py"), *ROOT.glob("core/*/apps.py"), *ROOT.glob("*/strategy.py")]):
        for kind in DOORS:
            yield from declared.parent.glob(f"{kind}.py")
            yield from declared.parent.glob(f"{kind}/**/*.py")


def test_no_page_and_no_endpoint_says_when_something_happened():
    found = {
        str(path.relative_to(ROOT)): moments
        for path in set(doors())
        if (moments := backdated(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("call", ["verify(at=moment)", "services.submit_check(check=c, submitted_at=form.day)"])
def test_a_door_that_backdates_is_seen(call):
    assert len(backdated(call)) == 1


def test_filters_on_what_has_no_moment_yet_are_free():
    assert backdated("get(TargetList, pk=pk, frozen_at=None)\nissue_card(asked_at=data['asked_at'])") == []
