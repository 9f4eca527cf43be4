"""Imports only go down: the layers of the house, and inside every app the kinds of files (docs/architecture.md)."""

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

TREE = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()

# Top to bottom; one line may not import another above it, nor a neighbour behind a bar.
HOUSE = """
comuset
reports | field | portal
{strategies}
commitments
partners
needs
schools
core.home | core.people
core.ui
core.documents
core.notifications | core.files
core.jobs
core.access
core.audit | core.submissions
core.strategies
core.accounts
core.tenancy
"""
KINDS = """
(strategy) | (contribution)
(urls)
(views) | (api) | (admin) | (tasks) | (receivers)
(forms) | (tables) | (filters) | (resources) | (report_sections) | (field_forms) | (need_sources) | (timeline) \
| (map_layer) | (home) | (letters) | (demo)
(indicators)
(services)
(selectors)
(permissions)
(models)
(readers) | (rule)
(enums) | (signals)
"""
UNRANKED = ("apps", "migrations", "management", "templatetags", "tests")


def main() -> None:
    os.chdir(TREE)
    sys.path.insert(0, str(TREE))
    from importlinter.application.use_cases import lint_imports
    from importlinter.configuration import configure

    configure()
    with tempfile.NamedTemporaryFile("w", suffix=".ini") as file:
        file.write(contracts())
        file.flush()
        answer = io.StringIO()
        with contextlib.redirect_stdout(answer):
            kept = lint_imports(config_filename=file.name, cache_dir=None, no_logo=True)
    if not kept:
        print(answer.getvalue())
        print("A strategy never imports another; docs/architecture.md says how to ask for its needs and indicators.")
        sys.exit(1)


def contracts() -> str:
    """The two contracts for the packages that exist in this tree."""
    strategies = sorted(path.parent.name for path in TREE.glob("*/strategy.py"))
    layers = present(HOUSE.format(strategies=" | ".join(strategies)))
    names = [name.strip() for line in layers for name in line.split("|")]
    apps = [name for name in names if not name.startswith("core.") and name != "comuset"]
    house = [
        *("[importlinter]", "root_packages =", *indented(sorted({name.split(".")[0] for name in names}))),
        *("[importlinter:contract:house]", "name = The house: imports only go down", "type = layers"),
        *("layers =", *indented(layers)),
    ]
    kinds = [
        *("[importlinter:contract:kinds]", "name = Every app: known kinds of files, in their order", "type = layers"),
        *("exhaustive = true", "exhaustive_ignores =", *indented(UNRANKED)),
        *("layers =", *indented(KINDS.split("\n")), "containers =", *indented(apps)),
    ]
    return "\n".join([*house, *(kinds if apps else [])])


def present(text: str) -> list[str]:
    """The layers reduced to packages found on disk, so that an app may come later."""
    lines = []
    for line in text.split("\n"):
        found = [name.strip() for name in line.split("|") if name.strip() and package(name.strip())]
        lines += [" | ".join(found)] if found else []
    return lines


def package(name: str) -> bool:
    return (TREE / name.replace(".", "/") / "__init__.py").exists()


def indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line.strip()}" for line in lines if line.strip()]


if __name__ == "__main__":
    main()
