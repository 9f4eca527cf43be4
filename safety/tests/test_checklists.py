import shutil
from collections import Counter

import pytest

from safety.enums import Dimension, JmpRole, SdgComponent
from safety.models import ChecklistItem, ChecklistVersion
from safety.selectors.checklists import current_version
from safety.services.checklists import FOLDER, ChecklistFileError, load_checklists, read_checklist
from tests.world import as_owner

ITEM = """
[[items]]
code = "AG-01"
dimension = "water"
text = "¿Hay agua?"
source = "INEI CIE 2013, P2_D_5"
options = [{ code = "2", value = 2, label = "Sí" }, { code = "0", value = 0, label = "No" }]
"""
HEAD = 'family = "esya"\nnumber = 9\ntitle = "Ficha"\npublished_date = 2027-01-01\n'


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_published_checklist_covers_what_issue_and_norms_ask(db):
    items = list(current_version().items.all())
    assert len(items) >= 40
    assert set(Counter(item.dimension for item in items)) == set(Dimension.values)
    assert {item.jmp_role for item in items} - {""} == set(JmpRole.values)
    # e, f and g are the basic JMP rungs, so no item carries them
    assert {item.sdg_component for item in items} - {""} == set(SdgComponent.values) - {"e", "f", "g"}
    assert [item.code for item in items if not item.source] == []
    assert sum("socioemocional" in item.source + item.help for item in items) >= 3


@pytest.mark.parametrize(
    ("code", "list_name"), [("AG-01", "P2_D_5_agua"), ("SA-01", "P2_D_9_desague"), ("SA-09", "P2_F_1_basura")]
)
def test_choices_are_the_official_lists(db, code, list_name):
    official = {
        "P2_D_5_agua": set("123456"),
        "P2_D_9_desague": set("1234567"),
        "P2_F_1_basura": {str(number) for number in range(1, 11)},
    }[list_name]
    codes = {option["code"].rstrip("ab") for option in current_version().items.get(code=code).options}
    assert codes - {"0"} == official


@pytest.mark.parametrize(
    ("code", "improved"),
    [
        (
            "AG-01",
            {
                "1": True, "2": True, "3": True, "4a": True, "4b": False, "5a": True, "5b": False, "6": None,
                "0": False,
            },
        ),
        (
            "SA-01",
            {
                "1": True, "2": True, "3a": True, "3b": False, "4a": True, "4b": False, "5": False,
                "6a": True, "6b": False, "7": False,
            },
        ),
    ],
)  # fmt: skip
def test_jmp_reading_of_each_choice(db, code, improved):
    options = current_version().items.get(code=code).options
    assert {option["code"]: option.get("improved") for option in options} == improved


def test_loading_again_publishes_nothing(db, folder):
    with as_owner():
        assert load_checklists(folder=folder) == []


def test_a_later_version_is_a_new_file(db, folder):
    (folder / "esya-9.toml").write_text(HEAD + ITEM, encoding="utf-8")
    with as_owner():
        assert load_checklists(folder=folder) == ["esya-9.toml"]
    assert (current_version().number, current_version().items.get().code) == (9, "AG-01")
    assert ChecklistVersion.objects.count() == 2


def test_a_published_version_never_changes(db, folder):
    path = folder / "esya-1.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("weight = 3", "weight = 4", 1), encoding="utf-8")
    with as_owner(), pytest.raises(ChecklistFileError, match=r"esya-1\.toml: this version is published"):
        load_checklists(folder=folder)
    assert not ChecklistItem.objects.filter(weight=4).exists()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"water"', '"earth"', "AG-01: unknown dimension"),
        ("INEI CIE 2013, P2_D_5", "", "AG-01: no source"),
        ("value = 2", "value = 3", "AG-01: an option is worth something else than 0, 1 or 2"),
        ('code = "0"', 'code = "2"', "AG-01: an option code is used twice"),
        ("value = 0", "value = 1", "AG-01: no option is worth 0 or none is worth 2"),
        ("text =", 'jmp = "tap"\ntext =', "AG-01: unknown JMP role"),
        ("text =", 'colour = "red"\ntext =', "AG-01: unknown key"),
    ],
)
def test_a_file_that_breaks_a_rule_is_named(tmp_path, old, new, problem):
    path = tmp_path / "esya-9.toml"
    path.write_text(HEAD + ITEM.replace(old, new), encoding="utf-8")
    with pytest.raises(ChecklistFileError, match=problem):
        read_checklist(path)


def test_the_same_code_twice_is_refused(tmp_path):
    path = tmp_path / "esya-9.toml"
    path.write_text(HEAD + ITEM + ITEM, encoding="utf-8")
    with pytest.raises(ChecklistFileError, match="code is used twice"):
        read_checklist(path)
