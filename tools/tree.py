"""The files a check looks at: what is written here, without environments, generated and ignored folders."""

import sys
from collections.abc import Iterator
from pathlib import Path

TREE = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
SKIPPED = {".venv", ".git", "var", "__pycache__", "node_modules", "vendor"}


def files(*suffixes: str) -> Iterator[Path]:
    """Every file with one of these endings, sorted, as a path below the tree."""
    for path in sorted(TREE.rglob("*")):
        part = path.relative_to(TREE)
        if path.suffix in suffixes and not SKIPPED.intersection(part.parts) and path.is_file():
            yield path


def finish(problems: list[str], advice: str) -> None:
    """Print what was found and fail when there is any."""
    if problems:
        print("\n".join(problems))
        print(advice)
        sys.exit(1)


def name(path: Path) -> str:
    return str(path.relative_to(TREE))
