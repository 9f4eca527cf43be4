"""One folder adds a strategy: made in a copy of the project, it runs, and nothing else had to change."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", "node_modules", "docs")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the project with a new strategy «books», made as a developer would."""
    tree = tmp_path_factory.mktemp("house") / "comuset"
    shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
    shutil.copytree(ROOT / "var" / "assets", tree / "var" / "assets")
    before = fingerprint(tree)
    run(tree, "tools/new_strategy.py", "books", str(tree))
    return tree, before


def run(tree, *command, check=True):
    addresses = {
        name: urlsplit(os.environ[name])._replace(path="/comuset_new_strategy").geturl()
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL")
    }
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))},
        **addresses,
        "COMUSET_LOCAL": "1",
        "SECRET_KEY": "only for this copy of the project, and long enough",
        "CASE_KEYS": "names of nobody in this copy of the project",
        "VAR_DIR": str(tree / "var"),
    }
    done = subprocess.run(
        [sys.executable, *command], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def fingerprint(tree):
    return {
        str(path.relative_to(tree)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(tree.rglob("*"))
        if path.is_file() and path.suffix != ".pyc" and ".ruff_cache" not in path.parts
    }


def test_nothing_else_changed(house):
    tree, before = house

    after = {name: digest for name, digest in fingerprint(tree).items() if not name.startswith("books/")}

    assert after == before


def test_its_own_tests_and_the_wall_around_it_pass(house):
    """On a database migrated with it: its tests, its tables in the catalogue, its rows in the isolation matrix."""
    tree, _ = house
    quiet = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist")

    done = run(tree, *quiet, "-rA", "books", "tests/tenancy", "-k", "books or test_catalogue")

    for what in ("books/tests/", "tests/tenancy/test_catalogue.py", "tests/tenancy/test_urls.py"):
        assert f"PASSED {what}" in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "check"),
        ("manage.py", "makemigrations", "--check", "--dry-run"),
        ("tools/lint_imports.py",),
        ("tools/lint_late_imports.py",),
        ("tools/lint_sql.py",),
        ("tools/lint_browser.py",),
        ("tools/check_sizes.py",),
        ("-m", "ruff", "check", "books"),
        ("-m", "ruff", "format", "--check", "books"),
    ],
    ids=lambda command: command[-1] if command[0].startswith("-") else command[0].split("/")[-1] + command[-1],
)
def test_new_strategy_passes_every_check(house, command):
    tree, _ = house

    assert run(tree, *command).returncode == 0


def test_registry_knows_it(house):
    tree, _ = house
    script = (
        "import django; django.setup();"
        "from core.strategies.registry import strategies;"
        "from django.urls import reverse;"
        "print('books' in [s.slug for s in strategies()], reverse('books:activity_list'))"
    )

    done = run(tree, "-c", f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'comuset.settings'; {script}")

    assert done.stdout.split() == ["True", "/books/"]


@pytest.mark.parametrize("name", ["", "Books", "2books", "class", "json", "schools", "a" * 21, "../books"])
def test_impossible_name_is_refused_with_a_sentence(house, name):
    tree, _ = house

    done = run(tree, "tools/new_strategy.py", name, str(tree), check=False)

    assert done.returncode == 1
    assert done.stderr.strip().endswith(("make new-strategy NAME=books", "Choose another noun."))
