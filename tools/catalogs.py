"""Catalogs of translations: `make messages` gathers what is to translate, --check refuses gaps, --compile makes .mo.

Spanish is what stands in the code. Other languages are offered page by page: SOURCES names everything a partner reads,
because a contact chooses the language. A page joins by joining SOURCES.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ky", "ru")
SOURCES = (
    "commitments/enums.py",
    "commitments/forms/attesting.py",
    "commitments/forms/partner.py",
    "commitments/resources.py",
    "commitments/services/*.py",
    "alliances/forms/offering.py",
    "alliances/services/calls.py",
    "alliances/services/offering.py",
    "alliances/services/telling.py",
    "alliances/services/open_offers.py",
    "alliances/templates/alliances/door/*.html",
    "alliances/views/answering.py",
    "commitments/templates/commitments/door/*.html",
    "commitments/views/door.py",
    "commitments/views/sheets.py",
    "commitments/views/thanks.py",
    "core/access/links.py",
    "core/access/services/wrong_codes.py",
    "core/files/audio.py",
    "core/files/forms.py",
    "core/files/images.py",
    "core/files/pdfs.py",
    "core/files/services.py",
    "core/notifications/services/delivery.py",
    "core/notifications/templates/notifications/mail.txt",
    "core/submissions/*.py",
    "core/submissions/templates/submissions/*.html",
    "core/tenancy/errors.py",
    "core/tenancy/forms.py",
    "dialogues/enums.py",
    "dialogues/forms/reading.py",
    "dialogues/services/circulating.py",
    "dialogues/forms/invited.py",
    "dialogues/services/inviting.py",
    "dialogues/services/locking.py",
    "dialogues/services/telling.py",
    "dialogues/templates/dialogues/door/*.html",
    "dialogues/views/invited.py",
    "networks/services/calling.py",
    "networks/templates/networks/door/*.html",
    "partners/services/answers.py",
    "reports/report_sections.py",
    "reports/selectors/stated.py",
    "reports/templates/reports/_programmes.html",
    "reports/templates/reports/sections/reported.html",
    "templates/layouts/entrance.html",
    "templates/layouts/message.html",
)
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Kyrgyz says a number and then the noun unchanged, so one form is enough; Django's own catalog does the same.
PLURALS = {"ky": "nplurals=1; plural=0;"}
WIDTH = 120
NAMES = re.compile(r"%\((\w+)\)")


def main(arguments: list[str]) -> None:
    if arguments == ["--compile"]:
        compile_all()
    elif arguments == ["--check"]:
        check()
    else:
        gather()


def gather() -> None:
    """Bring every catalog to what stands in the sources: new strings empty, strings no longer there away."""
    template = extracted()
    for language in LANGUAGES:
        catalog = updated(language, template)
        store(catalog, path_of(language))
        missing = sum(1 for message in texts(catalog) if not is_translated(message))
        print(f"{language}: {len(catalog)} strings, {missing} to translate")


def check() -> None:
    """Exit with every gap: a string without translation, a placeholder lost, a catalog older than its sources."""
    template = extracted()
    problems = []
    for language in LANGUAGES:
        catalog = updated(language, template)
        name = path_of(language).relative_to(ROOT)
        for message in texts(catalog):
            first = message.id if isinstance(message.id, str) else message.id[0]
            if not is_translated(message) or message.fuzzy:
                problems.append(f"{name}: not translated: {first!r}")
            problems += [f"{name}: {first!r}: {error}" for error in [*message.check(catalog), *lost_names(message)]]
        if not path_of(language).exists() or as_po(catalog) != path_of(language).read_bytes():
            problems.append(f"{name}: is not what the sources say: make messages")
    if problems:
        sys.exit("\n".join(problems))


def compile_all() -> None:
    """Write the .mo files Django reads; they are made on each machine and never kept in the history."""
    for language in LANGUAGES:
        with path_of(language).with_suffix(".mo").open("wb") as out:
            write_mo(out, read(language))


def extracted() -> Catalog:
    """Every string of SOURCES, with the files it stands in."""
    catalog = Catalog(fuzzy=False)
    for path in sources():
        name = str(path.relative_to(ROOT))
        for line, told, comments, context in strings_of(path):
            catalog.add(told, locations=[(name, line)], auto_comments=comments, context=context)
    return catalog


def sources() -> list[Path]:
    found = []
    for pattern in SOURCES:
        paths = sorted(path for path in ROOT.glob(pattern) if path.name != "__init__.py")
        if not paths:
            sys.exit(f"tools/catalogs.py: nothing is called {pattern}")
        found += paths
    return found


def strings_of(path: Path) -> Iterator[tuple]:
    text = path.read_text()
    if path.suffix == ".py":
        keywords = {**KEYWORDS, **short_names(text)}
    else:
        text, keywords = templatize(text, origin=str(path)), {**KEYWORDS, "_": None}
    return extract("python", BytesIO(text.encode()), keywords, comment_tags=("i18n:",), options={"encoding": "utf-8"})


def short_names(text: str) -> dict:
    """What a module calls the functions of translation: `_` alone says nothing about a loop's spare variable."""
    names = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {one.asname: KEYWORDS[one.name] for one in node.names if one.asname and one.name in KEYWORDS}
    return names


def updated(language: str, template: Catalog) -> Catalog:
    """The language's catalog with the strings of the template, nothing guessed and nothing kept beside them."""
    catalog = read(language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def read(language: str) -> Catalog:
    path = path_of(language)
    known = path.read_bytes() if path.exists() else header_of(language, Catalog(locale=language).plural_forms)
    return read_po(BytesIO(known), locale=language)


def store(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_po(catalog))


def as_po(catalog: Catalog) -> bytes:
    """Sorted, and without dates and line numbers: a change of code is not a change of every catalog."""
    out = BytesIO()
    write_po(out, catalog, width=WIDTH, sort_output=True, include_lineno=False, omit_header=True)
    return header_of(str(catalog.locale), catalog.plural_forms) + out.getvalue()


def header_of(language: str, plural_forms: str) -> bytes:
    lines = [
        'msgid ""',
        'msgstr ""',
        f'"Language: {language}\\n"',
        f'"Plural-Forms: {PLURALS.get(language, plural_forms)}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    ]
    return "\n".join([*lines, "", ""]).encode()


def texts(catalog: Catalog) -> list:
    return [message for message in catalog if message.id]


def is_translated(message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


def lost_names(message) -> list[str]:
    """What a translation leaves out; a plural may say «one» without its number."""
    if not isinstance(message.id, str) or not message.string:
        return []
    lost = set(NAMES.findall(message.id)) - set(NAMES.findall(message.string))
    return [f"%({one})s is lost" for one in sorted(lost)]


def path_of(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    main(sys.argv[1:])
