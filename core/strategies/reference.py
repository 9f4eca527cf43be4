"""Reference pages written from the declarations themselves, so that they cannot lag behind the code."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils import translation

from core.accounts.enums import Role
from core.strategies.registry import contributions

NOTE = "<!-- Written by `make docs` from the code; edit the declarations, not this page. -->"


def pages() -> dict[str, str]:
    """File name → text, in Spanish where people read it."""
    with translation.override("es"):
        return {
            "indicators.md": _page("Indicators", _indicators()),
            "permissions.md": _page("Permissions", _permissions()),
            "settings.md": _page("Settings of the rules", _settings()),
            "states.md": _page("States and their transitions", _states()),
        }


def _page(title, blocks) -> str:
    return "\n\n".join([f"# {title}", NOTE, *blocks]) + "\n"


def _indicators():
    for contribution in contributions():
        for indicator in contribution.indicators:
            apart = [f"{key}: {label}" for key, (label, _rows) in indicator.apart.items()]
            facts = [f"kind `{indicator.kind}`", f"unit `{indicator.unit}`", f"better {indicator.better}"]
            lines = [f"## `{indicator.code}` v{indicator.version} · {indicator.name}", str(indicator.definition)]
            facts += [f"settings {', '.join(f'`{name}`' for name in indicator.settings)}"] * bool(indicator.settings)
            lines.append(" · ".join(facts))
            yield "\n\n".join(lines + [f"Stands apart: {'; '.join(apart)}."] * bool(apart))


def _permissions():
    roles = [role for role in Role if any(role in c.grants for c in contributions())]
    head = ["permission", "what it allows", *(str(role.label) for role in roles)]
    for contribution in contributions():
        if not contribution.permissions:
            continue
        rows = [
            [f"`{name}`", str(words), *("●" if name in contribution.grants.get(role, ()) else "" for role in roles)]
            for name, words in contribution.permissions.items()
        ]
        yield f"## {contribution.label}\n\n{_table(head, rows)}"


def _settings():
    rows = [
        [f"`{setting.name}`", str(setting.label), str(setting.default), str(setting.help)]
        for contribution in contributions()
        for setting in contribution.settings
    ]
    yield _table(["setting", "label", "default", "help"], rows)


def _states():
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.enums") is None:
            continue
        enums = import_module(f"{config.name}.enums")
        for name, table in vars(enums).items():
            if name.endswith("TRANSITIONS") and isinstance(table, dict):
                yield _diagram(config.label, table)


def _diagram(app, table) -> str:
    kind: Any = type(next(iter(table)))
    states = list(kind)
    lines = [f"    {state.value}: {state.label}" for state in states]
    lines += [f"    {a.value} --> {b.value}" for a in states for b in states if b in table.get(a, ())]
    return f"## {app}: {kind.__name__}\n\n```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```"


def _table(head, rows) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
