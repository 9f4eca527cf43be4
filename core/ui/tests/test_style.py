"""The sheet of styles: its budget, its contrast, and the strict content policy in the templates."""

import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from core.ui.charts import svg
from core.ui.tones import INK

BUDGET = 25 * 1024
SHEET = settings.BASE_DIR / "static" / "css" / "app.css"
TEMPLATES = [
    path
    for path in settings.BASE_DIR.glob("**/*.html")
    if not {"var", ".venv", "node_modules"} & set(path.relative_to(settings.BASE_DIR).parts)
]
GROUNDS = ("paper", "surface", "sunk", "tint")
PAIRS = [
    *((ink, ground) for ink in ("ink", "muted", "primary", "deep") for ground in GROUNDS),
    *(
        (ink, ground)
        for ink in ("done", "progress", "risk", "broken", "none", "clay")
        for ground in ("paper", "surface")
    ),
    *((tone, f"{tone}-tint") for tone in ("done", "progress", "risk", "broken", "none")),
    ("on-primary", "primary"),
    ("on-primary", "deep"),
    ("on-done", "done"),
    ("on-done", "broken"),
]


def tokens():
    """The custom properties in light and dark: two dicts."""
    light, dark = re.findall(r":root \{(.*?)\}", SHEET.read_text(), re.DOTALL)
    read = [dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", block)) for block in (light, dark)]
    return {"light": read[0], "dark": {**read[0], **read[1]}}


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_sheet_keeps_its_budget():
    assert SHEET.stat().st_size <= BUDGET


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_contrast_is_aa(scheme):
    colours = tokens()[scheme]
    weak = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_inputs_can_be_seen(scheme):
    colours = tokens()[scheme]
    assert all(contrast(colours["edge"], colours[ground]) >= 3 for ground in ("paper", "surface"))


def test_areas_of_states_differ_in_grey():
    ordered = sorted(luminance(colour) for colour in svg.FILL.values())
    assert all(b - a > 0.02 for a, b in pairwise(ordered))


def test_paper_prints_the_colours_of_the_page():
    light = tokens()["light"]
    named = {"done": "done", "progress": "progress", "risk": "risk", "broken": "broken", "none": "none", "open": "deep"}
    assert {tone: INK[tone] for tone in named} == {tone: light[token] for tone, token in named.items()}
    printed = {"ink": svg.INK, "muted": svg.MUTED, "line": svg.LINE, "edge": svg.EDGE, "bar": svg.BAR}
    assert {name: light[name] for name in printed} == printed


def test_templates_keep_the_strict_policy():
    forbidden = r"<style\b|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*(?:src=|application/json))"
    found = {}
    for path in TEMPLATES:
        text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
        if hits := re.findall(forbidden, text):
            found[str(path.relative_to(settings.BASE_DIR))] = hits
    assert found == {}


def test_every_static_file_a_template_names_exists():
    named = {name for path in TEMPLATES for name in re.findall(r'{% static "([^"]+)" %}', path.read_text())}
    assert {name for name in named if finders.find(name) is None} == set()
