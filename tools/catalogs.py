"""Catalogs of translations: `make messages` gathers what is to translate, --check refuses gaps, --compile makes .mo.

Spanish is what stands in the code; every string of every page is in every language. A country's own terms
(`locale/terms/<country>.toml`) are written over each language when the .mo files are made: «ky» becomes «ky_X-kg».
"""

import ast
import re
import sys
import tomllib
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
SOURCES = ("*/**/*.py", "*/**/templates/**/*.html", "*/**/templates/**/*.txt", "templates/**/*.html")
NO_SOURCES = {"tests", "migrations", "tools", "bench", "var", "docs", "static"}
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
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)  # a template's indentation is not Python's
PLACES = re.compile(r"%(?:\(\w+\)|[sd])")
CYRILLIC = {"ky", "ru"}
LETTERS = re.compile(r"[Ѐ-ӿ]")
LATIN = re.compile(r"%\(\w+\)s|<[^>]*>|\{\w*\}|([A-Za-z]{3,})")
STAYS = {"UGEL", "DRE", "DNI", "RUC", "WhatsApp"}
FILES = (".pdf", ".xlsx")
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
            if is_in_another_script(message, language):
                problems.append(f"{name}: {first!r}: not a letter of its language")
        if not path_of(language).exists() or as_po(catalog) != path_of(language).read_bytes():
            problems.append(f"{name}: is not what the sources say: make messages")
    if problems:
        sys.exit("\n".join(problems))


def compile_all() -> None:
    """Write the .mo files Django reads; they are made on each machine and never kept in the history."""
    spoken = {"es": spanish(), **{language: read(language) for language in LANGUAGES}}
    for language in LANGUAGES:
        write_compiled(spoken[language], language)
    for path in sorted((ROOT / "locale" / "terms").glob("*.toml")):
        for language, terms in tomllib.loads(path.read_text()).items():
            write_compiled(in_terms(spoken[language], terms), f"{language}_X-{path.stem.lower()}")


def spanish() -> Catalog:
    """The sources as their own translation, for the countries that name things otherwise."""
    catalog = Catalog(locale="es")
    for message in texts(extracted()):
        catalog.add(message.id, message.id, context=message.context)
    return catalog


def in_terms(catalog: Catalog, terms: dict[str, str]) -> Catalog:
    """Only what a country says otherwise: the rest is read from the language below it."""
    spelled = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, terms))})(?!\w)")

    def said(text: str) -> str:
        return spelled.sub(lambda found: terms[found.group()], text)

    own = Catalog(locale=catalog.locale, header_comment="")
    own.mime_headers = catalog.mime_headers
    for message in texts(catalog):
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if any(said(form) != form for form in forms):
            told = said(message.string) if isinstance(message.string, str) else tuple(said(form) for form in forms)
            own.add(message.id, told, context=message.context)
    return own


def write_compiled(catalog: Catalog, name: str) -> None:
    path = path_of(name).with_suffix(".mo")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        write_mo(out, catalog)


def extracted() -> Catalog:
    """Every string of SOURCES, with the files it stands in."""
    catalog = Catalog(fuzzy=False)
    for path in sources():
        name = str(path.relative_to(ROOT))
        for line, told, comments, context in strings_of(path):
            catalog.add(told, locations=[(name, line)], auto_comments=comments, context=context)
    return catalog


def sources() -> list[Path]:
    """Every file people read from, whatever app it is in."""
    found = {path for pattern in SOURCES for path in ROOT.glob(pattern)}
    return sorted(path for path in found if not is_beside(path.relative_to(ROOT)))


def is_beside(path: Path) -> bool:
    return bool(NO_SOURCES & set(path.parts)) or any(part.startswith(".") for part in path.parts)


def strings_of(path: Path) -> Iterator[tuple]:
    text = path.read_text()
    if path.suffix == ".py":
        keywords = {**KEYWORDS, **short_names(text)}
    else:
        text, keywords = INDENT.sub("", templatize(text, origin=str(path))), {**KEYWORDS, "_": None}
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
    for message in texts(catalog):
        if not PLACES.search(message.id if isinstance(message.id, str) else message.id[1]):
            message.flags.discard("python-format")  # Babel takes «10 % de» for a place
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


def is_in_another_script(message, language: str) -> bool:
    """Another language's words under this one's name; what stays as it is (a name) and names of files are nobody's."""
    if language not in CYRILLIC:
        return False
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    told = [form for form in forms if form != message.id and not form.endswith(FILES) and not LETTERS.search(form)]
    return any(set(LATIN.findall(form)) - STAYS - {""} for form in told)


def path_of(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    main(sys.argv[1:])
