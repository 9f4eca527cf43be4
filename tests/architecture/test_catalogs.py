"""The check of the catalogs lets nothing through that a partner would read in the wrong language, or not at all."""

import importlib.util

import pytest
from django.conf import settings

PAGE = """
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WORDS = _("Hola, %(name)s.")
COUNTS = ngettext("%(n)d entrega", "%(n)d entregas", 2)
SPARE = [_ for _ in ("nada",)]
"""
WHOLE = {"Hola, %(name)s.": "Hello, %(name)s.", "%(n)d entrega": ("%(n)d delivery", "%(n)d deliveries")}


@pytest.fixture
def catalogs(tmp_path, monkeypatch):
    """The tool on a tree of one page and one language."""
    spec = importlib.util.spec_from_file_location("catalogs", settings.BASE_DIR / "tools" / "catalogs.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for name, value in {"ROOT": tmp_path, "SOURCES": ("*.py",), "LANGUAGES": ("en",)}.items():
        monkeypatch.setattr(tool, name, value)
    (tmp_path / "page.py").write_text(PAGE)
    tool.gather()
    return tool


def fill(catalogs, words):
    """As a translator does."""
    catalog = catalogs.read("en")
    for message in catalogs.texts(catalog):
        message.string = words[message.id if isinstance(message.id, str) else message.id[0]]
    catalogs.store(catalog, catalogs.path_of("en"))


def test_a_whole_catalog_passes_and_holds_the_page_s_strings_only(catalogs):
    fill(catalogs, WHOLE)

    catalogs.check()
    assert len(catalogs.read("en")) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({**WHOLE, "Hola, %(name)s.": ""}, "not translated: 'Hola"),
        ({**WHOLE, "%(n)d entrega": ("%(n)d delivery", "")}, "not translated: '%(n)d entrega'"),
        ({**WHOLE, "Hola, %(name)s.": "Hello."}, "%(name)s is lost"),
        ({**WHOLE, "Hola, %(name)s.": "Hello, %(nmae)s."}, "unknown named placeholder"),
    ],
)
def test_a_gap_or_a_lost_placeholder_is_red(catalogs, words, said):
    fill(catalogs, words)

    with pytest.raises(SystemExit, match=said.replace("(", r"\(").replace(")", r"\)")):
        catalogs.check()


def test_a_string_written_since_is_red_until_it_is_gathered_and_translated(catalogs, tmp_path):
    fill(catalogs, WHOLE)
    (tmp_path / "page.py").write_text(PAGE.replace("Hola", "Buenos días"))

    with pytest.raises(SystemExit, match="not translated: 'Buenos"):
        catalogs.check()
    catalogs.gather()
    assert "Hola" not in catalogs.path_of("en").read_text()


def test_a_guess_is_red(catalogs):
    fill(catalogs, WHOLE)
    path = catalogs.path_of("en")
    path.write_text(path.read_text().replace('msgid "Hola', '#, fuzzy\nmsgid "Hola'))

    with pytest.raises(SystemExit, match="Hola"):
        catalogs.check()


def test_a_country_says_its_own_terms_and_nothing_else(catalogs):
    fill(catalogs, {**WHOLE, "Hola, %(name)s.": "Hello, %(name)s of UGEL and UGELs."})

    own = catalogs.in_terms(catalogs.read("en"), {"UGELs": "offices", "UGEL": "office"})

    assert [message.string for message in catalogs.texts(own)] == ["Hello, %(name)s of office and offices."]


def test_a_file_beside_the_house_is_not_read(catalogs, tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "page.py").write_text(PAGE)
    catalogs.SOURCES = ("**/*.py",)

    assert catalogs.sources() == [tmp_path / "page.py"]


@pytest.mark.parametrize(
    ("string", "is_another"), [("Quarters told", True), ("Кварталы", False), ("WhatsApp", False), ("listy.pdf", False)]
)
def test_words_of_another_script_are_no_translation(catalogs, string, is_another):
    message = catalogs.Catalog(locale="ru").add("WhatsApp", string)

    assert catalogs.is_in_another_script(message, "ru") is is_another
    assert not catalogs.is_in_another_script(message, "en")
