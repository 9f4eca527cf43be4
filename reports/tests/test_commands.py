import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from core.tenancy.scope import scope
from reports.models import Report
from reports.tests.conftest import make_schools
from tests.world import make_person


@pytest.fixture
def town(norte_closed, declared, at_noon):
    with scope(norte_closed):
        make_schools(wet=5, dry=3)
    make_person("hilda", "ugel_head", ugel=norte_closed)
    return norte_closed


def run(*arguments, start="2026-01-01", end="2026-12-31", ugel="230008"):
    out = io.StringIO()
    call_command("achievement_report", "--ugel", ugel, "--from", start, "--to", end, *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_last_line_is_one_object_and_the_files_are_written(town, tmp_path):
    pdf, xlsx = tmp_path / "a.pdf", tmp_path / "a.xlsx"

    lines = run("--pdf", str(pdf), "--xlsx", str(xlsx), "--json")

    (line,) = lines
    said = json.loads(line)
    assert said["indicators"] == [
        {"code": "rivers.water", "version": 1, "kind": "share", "numerator": 5, "denominator": 8, "percent": 63},
        {"code": "rivers.points", "version": 1, "kind": "count", "numerator": 8, "denominator": None, "percent": None},
        {
            "code": "rivers.teachers",
            "version": 2,
            "kind": "ratio_of_sums",
            "numerator": None,
            "denominator": None,
            "percent": None,
        },
    ]
    assert (said["state"], said["number"]) == ("draft", None)
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert openpyxl.load_workbook(xlsx).sheetnames[0] == "Cifras"


def test_words_come_before_the_last_line(town):
    lines = run()

    assert lines[0] == "Informe de logros 2026 · Del 01/01/2026 al 31/12/2026 · avance al 23/11/2026"
    assert lines[1] == "  Escuelas con agua: 63\u00a0% (5 de 8)"


def test_freezing_issues_and_running_again_counts_a_new_one(town):
    first = json.loads(run("--freeze", "--json")[-1])
    draft = json.loads(run("--json")[-1])
    again = json.loads(run("--json")[-1])

    assert (first["state"], first["number"], len(first["snapshot_sha256"])) == ("issued", "N.º 001-2026", 64)
    assert (draft["state"], draft["report"]) == ("draft", again["report"])
    with scope(town):
        assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ugel": "999999"}, "No existe la UGEL 999999. Créela primero con create_ugel."),
        ({"start": "2026-02-30"}, "«2026-02-30» no es una fecha. Escríbala como 2026-12-31."),
        ({"start": "2026-12-31", "end": "2026-01-01"}, "El periodo termina antes de empezar. Revise las dos fechas."),
        ({"start": "2027-01-01", "end": "2027-12-31"}, "El periodo todavía no empieza: no hay nada que contar."),
    ],
)
def test_refused_input_says_its_sentence_and_leaves_nothing(town, wrong, sentence):
    with pytest.raises(CommandError) as refusal:
        run(**wrong)

    assert str(refusal.value) == sentence
    with scope(town):
        assert not Report.objects.exists()


def test_folder_that_is_not_there_is_refused_before_anything_is_counted(town):
    with pytest.raises(CommandError, match="No existe la carpeta /no/where"):
        run("--pdf", "/no/where/a.pdf")
    with scope(town):
        assert not Report.objects.exists()


def test_ugel_without_a_head_is_refused(norte_closed, declared, at_noon):
    with pytest.raises(CommandError, match="La UGEL no tiene a nadie en su dirección"):
        run()
