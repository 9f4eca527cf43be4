"""Raw SQL lives in the modules named here: row-level security does not stop an injection."""

import ast
from pathlib import Path

from tree import TREE, files, finish, name

# module: why the ORM cannot say it. A module of this list that has no raw SQL left is an error too.
RAW_SQL = {
    "core/access/health.py": "asks whether the database answers",
    "core/access/management/commands/load_demo.py": "becomes the web role before it writes",
    "core/files/quarantine.py": "photos go in as bytes; the ORM writes them out as text twice as long",
    "core/jobs/pulse.py": "the heartbeat runs on a connection of its own, beside the job's transaction",
    "core/jobs/sweeper.py": "plans a periodic job for every tenant in one statement",
    "core/tenancy/catalogue.py": "reads PostgreSQL's catalogue",
    "core/tenancy/grants.py": "rights on tables",
    "core/tenancy/guard.py": "asks the server which role this is",
    "core/tenancy/numbers.py": "the next number of a UGEL, made or raised in one statement",
    "core/tenancy/roles.py": "makes roles, before Django has a connection",
    "core/tenancy/scope.py": "set_config and SET LOCAL ROLE",
    "schools/selectors/calendar.py": "school days of every school of a year, made by generate_series",
    "attendance/selectors/figures.py": "weeks due by the school calendar, whose days are SQL, against what was told",
    "attendance/selectors/weeks.py": "who had classes in a week, from the school calendar, whose days are SQL",
    "water/selectors/figures.py": "the days of a year of every school against what was told of them",
    "schools/services/padron_sql.py": "180 000 rows compared and merged set by set",
    "schools/services/padron_staging.py": "COPY into a temporary table",
    "reports/selectors/figures.py": "joins declared querysets as wholes, one statement a figure for all tenants",
    "safety/selectors/sheet.py": "where each school stands in every figure, in one statement",
    "safety/selectors/improvement.py": "two checks of each school compared in one statement, over common items",
    "transport/selectors/figures.py": "planned trips of each leg joined with the school calendar, whose days are SQL",
}
CALLS = {"execute", "executemany", "executescript", "raw", "extra", "copy", "cursor"}
NAMES = {"RawSQL", "RunSQL"}
OUTSIDE = {"tests", "migrations", "tools", "bench"}


def main() -> None:
    problems = []
    for path in files(".py"):
        if OUTSIDE.intersection(path.relative_to(TREE).parts) or path.name == "conftest.py":
            continue
        lines = raw_sql(path)
        if lines and name(path) not in RAW_SQL:
            problems.append(f"{name(path)}:{lines[0]}: raw SQL outside the named modules")
        if not lines and name(path) in RAW_SQL:
            problems.append(f"{name(path)}: is named as a module with raw SQL and has none")
    problems += [f"{module}: is named and does not exist" for module in RAW_SQL if not (TREE / module).exists()]
    finish(problems, "Use the ORM, or name the module with its reason in tools/lint_sql.py.")


def raw_sql(path: Path) -> list[int]:
    """Lines that hand SQL to the database themselves."""
    lines = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in CALLS and not harmless(called):
            lines.append(node.lineno)
        if isinstance(called, ast.Name | ast.Attribute) and getattr(called, "id", getattr(called, "attr", "")) in NAMES:
            lines.append(node.lineno)
    return lines


def harmless(called: ast.Attribute) -> bool:
    """copy() of shutil, copy and of dicts is no SQL; everything on a cursor or connection is."""
    if called.attr != "copy":
        return False
    return not (isinstance(called.value, ast.Name) and "cursor" in called.value.id)


if __name__ == "__main__":
    main()
