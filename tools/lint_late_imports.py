"""An import inside a function needs its reason on the line, or stands in an AppConfig.ready()."""

import ast
from pathlib import Path

from tree import TREE, files, finish, name

OUTSIDE = {"tests", "migrations", "tools", "bench"}


def main() -> None:
    problems = []
    for path in files(".py"):
        if OUTSIDE.intersection(path.relative_to(TREE).parts) or path.name == "conftest.py":
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        problems += [
            f"{name(path)}:{line}: a late import without its reason"
            for line in late_imports(ast.parse(text), path)
            if not explained(lines, line)
        ]
    finish(problems, "Move it to the top, or say why on the line or above it (a slow library, models in ready()).")


def late_imports(module: ast.Module, path: Path) -> list[int]:
    """The first line of every run of imports inside a function."""
    found: set[int] = set()
    for function in ast.walk(module):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if path.name == "apps.py" and function.name == "ready":
            continue
        for node in ast.walk(function):
            for block in ("body", "orelse", "finalbody"):
                found.update(first_of_runs(getattr(node, block, [])))
    return sorted(found)


def first_of_runs(statements: list[ast.stmt] | ast.expr) -> list[int]:
    if not isinstance(statements, list):
        return []
    are_imports = [isinstance(statement, ast.Import | ast.ImportFrom) for statement in statements]
    pairs = zip(statements, are_imports, [False, *are_imports], strict=False)
    return [statement.lineno for statement, is_import, follows in pairs if is_import and not follows]


def explained(lines: list[str], line: int) -> bool:
    comment = lines[line - 1].partition("#")[2] or (lines[line - 2] if lines[line - 2].lstrip().startswith("#") else "")
    return len(comment.replace("noqa", "").strip("#: PLC0415")) > 10


if __name__ == "__main__":
    main()
