"""Files, functions, templates and comments stay small enough to read; the soft size is a hint, the hard one fails."""

import ast
import re
from pathlib import Path

from tree import files, finish, name

FILE, TEST_FILE, TEMPLATE, FUNCTION = (250, 400), (400, 600), (80, 150), (30, 60)
COMMENT_LINES = 3


def main() -> None:
    hard: list[str] = []
    for path in files(".py", ".css", ".js", ".html"):
        text = path.read_text(encoding="utf-8")
        if "migrations" in path.parts:
            continue
        measure(hard, name(path), text.count("\n"), limits(path))
        if path.suffix == ".py":
            functions(hard, path, text)
            comments(hard, path, text)
    finish(hard, "Split it: one file per noun, one function per step (docs/architecture.md, sizes).")


def limits(path: Path) -> tuple[int, int]:
    if path.suffix == ".html":
        return TEMPLATE
    return TEST_FILE if "tests" in path.parts else FILE


def measure(hard: list[str], what: str, lines: int, limit: tuple[int, int]) -> None:
    soft, most = limit
    if lines > most:
        hard.append(f"{what}: {lines} lines, at most {most}")
    elif lines > soft:
        print(f"  over the soft size: {what}: {lines} lines, better {soft}")


def functions(hard: list[str], path: Path, text: str) -> None:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            measure(hard, f"{name(path)}:{node.lineno} {node.name}()", lines, FUNCTION)


def comments(hard: list[str], path: Path, text: str) -> None:
    for found in re.finditer(rf"(?:^[ \t]*#[^\n]*\n){{{COMMENT_LINES + 1},}}", text, re.MULTILINE):
        line = text.count("\n", 0, found.start()) + 1
        hard.append(f"{name(path)}:{line}: a comment of more than {COMMENT_LINES} lines")


if __name__ == "__main__":
    main()
