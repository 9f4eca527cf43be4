"""Every check of `make check` is shown a bad sample: a check that cannot fail proves nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
CLASSES = "class Tool:\n    pass\n"


def run_check(tool, tree):
    command = [sys.executable, str(TOOLS / f"{tool}.py"), str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.fixture
def tree(tmp_path):
    """plant({path: text}): a small house in which every check passes before something bad is added."""

    def plant(files):
        for path, text in files.items():
            target = tmp_path / path
            for folder in target.relative_to(tmp_path).parents:
                if path.endswith(".py") and folder != Path() and not (tmp_path / folder / "__init__.py").exists():
                    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
                    (tmp_path / folder / "__init__.py").touch()
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return tmp_path

    plant(
        {
            "comuset/settings.py": "",
            "core/tenancy/models.py": CLASSES,
            "core/access/decorators.py": CLASSES,
            "schools/models.py": "from core.tenancy.models import Tool\n",
            "books/models.py": "from schools.models import Tool\n",
            "books/strategy.py": "import books.models\n",
            "songs/strategy.py": "",
            "reports/views.py": "import core.access.decorators\n",
        }
    )
    return plant


IMPORTS = {
    "a strategy imports another": (
        {"songs/services.py": "import books.models\n"},
        "songs is not allowed to import books",
    ),
    "a lower app imports a strategy": (
        {"schools/views.py": "import books.models\n"},
        "schools is not allowed to import books",
    ),
    "core imports the registry of schools": (
        {"core/tenancy/scope.py": "import schools.models\n"},
        "core.tenancy is not allowed to import schools",
    ),
    "a strategy imports the faces": (
        {"books/tasks.py": "import reports.views\n"},
        "books is not allowed to import reports",
    ),
    "somebody imports the wiring": (
        {"books/tasks.py": "import comuset.settings\n"},
        "books is not allowed to import comuset",
    ),
    "a late import is seen too": (
        {"schools/services.py": "def f():\n    import books.models\n"},
        "schools is not allowed to import books",
    ),
    "a model imports a service": (
        {"books/services.py": CLASSES, "books/models.py": "import books.services\n"},
        "books.models is not allowed to import books.services",
    ),
    "a service imports a view": (
        {"books/views.py": CLASSES, "books/services.py": "import books.views\n"},
        "books.services is not allowed to import books.views",
    ),
    "two doors import each other": (
        {"books/views.py": CLASSES, "books/api.py": "import books.views\n"},
        "books.api is not allowed to import books.views",
    ),
    "an unknown kind of file": ({"books/utils.py": CLASSES}, "not listed as layers: - books.utils"),
}


def test_imports_of_the_small_house_pass(tree):
    assert run_check("lint_imports", tree({})) == (0, "")


@pytest.mark.parametrize("bad", IMPORTS)
def test_wrong_import_is_named(tree, bad):
    files, message = IMPORTS[bad]

    code, output = run_check("lint_imports", tree(files))

    assert code == 1
    assert message in output


LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 60
BAD_FILES = [
    ("check_sizes", "books/models.py", "x = 1\n" * 401, "books/models.py: 401 lines, at most 400"),
    (
        "check_sizes",
        "books/tests/test_models.py",
        "x = 1\n" * 601,
        "books/tests/test_models.py: 601 lines, at most 600",
    ),
    ("check_sizes", "books/models.py", LONG_FUNCTION, "books/models.py:1 f(): 61 lines, at most 60"),
    ("check_sizes", "templates/page.html", "<p>\n" * 151, "templates/page.html: 151 lines, at most 150"),
    ("check_sizes", "static/site.css", "a{}\n" * 401, "static/site.css: 401 lines, at most 400"),
    ("check_sizes", "books/models.py", "# a\n" * 4, "books/models.py:1: a comment of more than 3 lines"),
    ("lint_sql", "books/services.py", "cursor.execute('SELECT 1')\n", "books/services.py:1: raw SQL outside"),
    ("lint_sql", "books/services.py", "Book.objects.raw('SELECT 1')\n", "books/services.py:1: raw SQL outside"),
    ("lint_sql", "books/services.py", "x = RawSQL('1', [])\n", "books/services.py:1: raw SQL outside"),
    (
        "lint_sql",
        "books/services.py",
        "from django.db import connection\nconnection.cursor()\n",
        "books/services.py:2: raw",
    ),
    ("lint_late_imports", "books/services.py", "def f():\n    import json\n", "books/services.py:2: a late import"),
    ("lint_browser", "static/a.css", "a { color: oklch(1 0 0) }\n", "static/a.css:1: «oklch(»: Chrome 111"),
    ("lint_browser", "static/a.css", "a { b { color: red } }\n", "static/a.css:1: a rule inside a rule: Chrome 112"),
    (
        "lint_browser",
        "static/a.css",
        "@media print {\n a { &:hover { color: red } } }\n",
        "static/a.css:2: a rule inside",
    ),
    ("lint_browser", "static/a.css", "a { background: url(//x.pe/a.png) }\n", "a request to another machine"),
    ("lint_browser", "static/a.js", "\nObject.groupBy(a, b)\n", "static/a.js:2: «Object.groupBy»: Chrome 117"),
    ("lint_browser", "static/a.css", "@container style(--a: 1) { a { color: red } }\n", "Chrome 111"),
    ("lint_browser", "static/a.css", "a:nth-child(1 of .b) { color: red }\n", "Chrome 111"),
    ("lint_browser", "static/a.css", "a { text-wrap: balance }\n", "Chrome 114"),
    ("lint_browser", "static/a.css", "a { transition-timing-function: linear(0, 1) }\n", "Chrome 113"),
    ("lint_browser", "static/a.js", "a.toSorted()\n", "Chrome 110"),
    ("lint_browser", "static/a.js", "list.with(0, 1)\n", "Chrome 110"),
    ("lint_browser", "static/a.js", "new Set(a).union(b)\n", "Chrome 122"),
    ("lint_browser", "static/a.js", "const a = /[a--b]/v;\n", "Chrome 112"),
    ("lint_browser", "static/a.js", 'import a from "./a.json" with { type: "json" };\n', "Chrome 123"),
    ("lint_browser", "static/a.js", 'setTimeout("go()", 1)\n', "the content security policy"),
    ("lint_browser", "static/a.js", 'a.setAttribute("style", b)\n', "the content security policy"),
    ("lint_browser", "templates/a.html", "<p ONCLICK=go()>\n", "the content security policy"),
    ("lint_browser", "templates/a.html", '<a href="javascript:go()">\n', "the content security policy"),
    ("lint_browser", "templates/a.html", "<p hx-trigger='click[ctrlKey]'>\n", "htmx would need eval"),
    ("lint_browser", "templates/a.html", '<details name="a">\n', "Chrome 120"),
    ("lint_browser", "static/a.js", "eval('1')\n", "the content security policy"),
    ("lint_browser", "static/a.js", "fetch('https://x.pe/a')\n", "a request to another machine"),
    ("lint_browser", "templates/a.html", "<p style='color:red'>\n", "the content security policy"),
    ("lint_browser", "templates/a.html", '<p onclick="go()">\n', "the content security policy"),
    ("lint_browser", "templates/a.html", "<script>go()</script>\n", "the content security policy"),
    ("lint_browser", "templates/a.html", '<img src="https://x.pe/a.png">\n', "a request to another machine"),
    ("check_templates", "templates/a.html", "{%if x%}{{x}}{%endif%}\n", "make fix formats them"),
    (
        "check_templates",
        "templates/a.html",
        '{% include "ui/error_summary.html" %}\n{{ form }}\n',
        "says its errors itself",
    ),
]
# What looks like the bad sample and is fine.
GOOD_FILES = [
    ("check_sizes", "books/models.py", "x = 1\n" * 240 + "# a\n" * 3),
    ("lint_sql", "books/tests/test_models.py", "cursor.execute('SELECT 1')\n"),
    ("lint_sql", "books/services.py", "import shutil\nshutil.copy('a', 'b')\n{}.copy()\n"),
    ("lint_late_imports", "books/apps.py", "class A:\n    def ready(self):\n        import json\n"),
    ("lint_late_imports", "books/services.py", "def f():\n    import json  # slow: only the export needs it\n"),
    ("lint_browser", "static/a.css", "/* oklch( */\n@media print { a { color: red } }\n"),
    ("lint_browser", "static/a.js", "// eval(1)\nconst a = [1].sort();\n"),
    ("lint_browser", "templates/a.html", '<a href="https://www.gob.pe">x</a><script src="/a.js"></script>\n'),
    ("check_templates", "templates/a.html", "{% if x %}{{ x }}{% endif %}\n"),
]


@pytest.mark.parametrize(("tool", "path", "text", "message"), BAD_FILES)
def test_bad_sample_is_named(tree, tool, path, text, message):
    code, output = run_check(tool, without_named_modules(tree({path: text}), tool))

    assert code == 1
    assert message in output


@pytest.mark.parametrize(("tool", "path", "text"), GOOD_FILES)
def test_good_sample_passes(tree, tool, path, text):
    code, output = run_check(tool, without_named_modules(tree({path: text}), tool))

    assert (code, output) == (0, "")


def without_named_modules(tree, tool):
    """The list of modules with raw SQL is about our own tree; give the small one the same modules."""
    if tool == "lint_sql":
        sys.path.insert(0, str(TOOLS))
        try:
            from lint_sql import RAW_SQL
        finally:
            sys.path.remove(str(TOOLS))
        for module in RAW_SQL:
            (tree / module).parent.mkdir(parents=True, exist_ok=True)
            (tree / module).write_text("cursor.execute('SELECT 1')\n")
    return tree


ALLOWED = """
@layer a { .b:has(.c) { inset: 0; translate: 1px; } } @container (width > 1px) { .d { width: 10cqw; height: 1dvh; } }
.e { background: linear-gradient(red, blue); scrollbar-gutter: stable; aspect-ratio: 1; color: rgb(0 0 0 / 50%); }
"""
ALLOWED_SCRIPT = """
const a = list.at(-1), b = structuredClone(a), c = list.findLast((one) => one / 2 > 1 / v);
fetch(url, { signal: AbortSignal.timeout(9) }); await navigator.locks.request("a", work);
"""


def test_what_chrome_109_knows_is_allowed(tree):
    place = tree(
        {"static/a.css": ALLOWED, "static/a.js": ALLOWED_SCRIPT, "templates/a.html": "<dialog inert></dialog>\n"}
    )

    assert run_check("lint_browser", place)[0] == 0
