"""make new-strategy NAME=books: a folder that runs; nothing else has to change."""

import keyword
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = Path(__file__).resolve().parent / "strategy_template"
LONGEST = 20  # PostgreSQL names end at 63 characters


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    root = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else ROOT
    if refusal := refuse(name, root):
        sys.exit(refusal)
    target = root / name
    shutil.copytree(TEMPLATE, target, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "templates" / "newstrategy").rename(target / "templates" / name)
    for path in target.rglob("*"):
        if path.is_file():
            path.write_text(fill(path.read_text(encoding="utf-8"), name, next_order(root)), encoding="utf-8")
    tidy(target)
    run = [sys.executable, "manage.py", "makemigrations", name]
    if subprocess.run(run, cwd=root, stdout=subprocess.DEVNULL, check=False).returncode:
        sys.exit(f"{name}/ is written, but its first migration is not; see above, then: make migrations")
    tidy(target)
    print(f"{name}/ runs. Next: make test TESTS={name}, rename Activity to your noun, write {name}/README.md.")


def refuse(name: str, root: Path) -> str:
    """Why this name will not do, or nothing."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name) or len(name) > LONGEST:
        return f"Give a plural English noun in lower case, at most {LONGEST} letters: make new-strategy NAME=books"
    if (root / name).exists() or name in sys.stdlib_module_names or find_spec(name) is not None:
        return f"«{name}» is taken by a folder or a Python package. Choose another noun."
    return ""


def fill(text: str, name: str, order: int) -> str:
    camel = "".join(part.capitalize() for part in name.split("_"))
    label = name.replace("_", " ").capitalize()
    words = {
        "NewStrategyConfig": f"{camel}Config",
        "newstrategy": name,
        "newslug": name.replace("_", "-"),
        "Nueva estrategia": label,
        "order=1000": f"order={order}",
    }
    for old, new in words.items():
        text = text.replace(old, new)
    return text


def next_order(root: Path) -> int:
    """Ten after the last strategy, so that one fits in between; what stands below the strategies begins at 90."""
    found = (re.search(r"\border=(\d+)", path.read_text()) for path in root.glob("*/strategy.py"))
    return min(max([int(match[1]) for match in found if match and match[1] != "1000"], default=0) + 10, 89)


def tidy(target: Path) -> None:
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent))
    if ruff:
        subprocess.run([ruff, "check", "--fix", "--quiet", target], cwd=target.parent, check=False)
        subprocess.run([ruff, "format", "--quiet", target], cwd=target.parent, check=False)


if __name__ == "__main__":
    main()
