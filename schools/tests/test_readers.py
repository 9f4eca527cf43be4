import io
import zipfile
from datetime import date
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.files import archives
from schools.readers import PadronRow, Rejection, errors, open_padron
from schools.readers.cut_date import cut_date_in, read_date
from schools.readers.rows import luhn
from schools.readers.text import clean, searchable
from schools.tests.padron_files import (
    COLUMNS,
    dbf_bytes,
    row,
    write_csv,
    write_dbf,
    write_xlsx,
    write_zip,
)

COMPARED = (
    "codigo_modular",
    "anexo",
    "codlocal",
    "name",
    "level",
    "district_code",
    "centre",
    "lat",
    "lon",
    "is_active",
)


def read(path, **options):
    with open_padron(path, **options) as opened:
        return rows_of(opened)


def rows_of(opened, **options):
    """Rows and rejections in the order of the file."""
    blocks = list(opened.blocks(**options))
    return sorted((row for block in blocks for row in (*block.rows(), *block.rejections)), key=attrgetter("number"))


def only(path, **options):
    (found,) = read(path, **options)
    return found


# --- formats, encodings, vintages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp850", "utf-16"])
def test_text_is_read_in_every_separator_and_encoding(tmp_path, separator, encoding):
    path = write_csv(tmp_path / "p.csv", [row()], separator=separator, encoding=encoding)

    found = only(path)

    assert (found.name, found.address, found.number) == ("43005 BOROGUEÑA", "CALLE ÚNICA S/N", 2)


@pytest.mark.parametrize("write", [write_csv, write_dbf, write_xlsx])
@pytest.mark.parametrize("vintage", ["A", "B", "C"])
def test_every_format_and_vintage_says_the_same(tmp_path, write, vintage):
    path = write(tmp_path / "padron", [row()], vintage=vintage)

    found = only(path)

    assert {name: getattr(found, name) for name in COMPARED} == {
        "codigo_modular": "7000003",
        "anexo": "0",
        "codlocal": "700001",
        "name": "43005 BOROGUEÑA",
        "level": "B0",
        "district_code": "230302",
        "centre": "BOROGUEÑA",
        "lat": -17.43451,
        "lon": -70.515062,
        "is_active": True,
    }


@pytest.mark.parametrize(("vintage", "pupils"), [("A", (6, 7, 13)), ("B", (6, 7, 13)), ("C", (None, None, None))])
def test_vintages_are_recognised_and_carry_enrolment_or_not(tmp_path, vintage, pupils):
    path = write_csv(tmp_path / "p.csv", [row()], vintage=vintage)

    with open_padron(path) as opened:
        found = rows_of(opened)[0]
        assert (opened.columns.vintage, opened.columns.unknown, opened.columns.missing) == (vintage, [], [])
    assert (found.boys, found.girls, found.pupils) == pupils


def test_unknown_and_missing_columns_are_reported(tmp_path):
    names = [name for name in COLUMNS["A"] if name != "PAGWEB"] + ["RURALIDAD"]
    path = write_csv(tmp_path / "p.csv", [row(RURALIDAD="Rural 1")], columns=names)

    with open_padron(path) as opened:
        assert (opened.columns.unknown, opened.columns.missing) == (["RURALIDAD"], ["PAGWEB"])


def test_header_below_title_rows_in_lower_case_with_trailing_separators(tmp_path):
    path = write_csv(tmp_path / "p.csv", [row()])
    head, rest = path.read_bytes().split(b"\r\n", 1)
    path.write_bytes(b"Padron 2026\r\n\r\n" + head.lower() + b"\r\n" + rest.rstrip() + b";;\r\n\r\n")

    assert only(path).number == 4


def test_workbook_with_title_rows_gives_codes_their_zeros_back(tmp_path):
    path = write_xlsx(tmp_path / "p.xlsx", [row("0234567", CODLOCAL="012345", CODGEO="010101")], title_rows=3)

    found = only(path)

    assert (found.codigo_modular, found.codlocal, found.district_code, found.number) == (
        "0234567",
        "012345",
        "010101",
        5,
    )


def test_deleted_dbf_records_are_passed_over(tmp_path):
    content = dbf_bytes([row("7000003"), row("7000011")])
    first = int.from_bytes(content[8:10], "little")
    path = tmp_path / "p.dbf"
    path.write_bytes(content[:first] + b"*" + content[first + 1 :])

    assert [found.codigo_modular for found in read(path)] == ["7000011"]


def test_official_zip_gives_its_padron_and_not_its_neighbours(tmp_path):
    path = write_zip(
        tmp_path / "Padron_web_20260918.zip",
        {
            "Instituciones_apoyo.dbf": dbf_bytes([row("7000011")]).replace(b"COD_MOD", b"COD_APO"),
            "docs/Diccionario.xlsx": b"PK\x03\x04 not really",
            "Padron_web.dbf": dbf_bytes([row()]),
        },
    )

    with open_padron(path) as opened:
        assert (opened.format, opened.named_cut_date) == ("zip/dbf", date(2026, 9, 18))
        assert [found.codigo_modular for found in rows_of(opened)] == ["7000003"]


@pytest.mark.parametrize(("name", "write"), [("padron.csv", write_csv), ("padron.xlsx", write_xlsx)])
def test_zip_may_hold_text_or_a_workbook(tmp_path, name, write):
    inner = write(tmp_path / name, [row()])
    path = write_zip(tmp_path / "p.zip", {name: inner.read_bytes()})

    assert only(path).name == "43005 BOROGUEÑA"


def test_given_encoding_overrides_the_guess(tmp_path):
    path = write_dbf(tmp_path / "p.dbf", [row()], encoding="latin-1")

    assert (only(path).name, only(path, encoding="latin-1").name) == ("43005 BOROGUEÐA", "43005 BOROGUEÑA")


# --- the rules of a row --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"COD_MOD": "234567"}, "codigo_modular", "0234567"),
        ({"CODLOCAL": "1.345"}, "codlocal", "010345"),
        ({"CODLOCAL": ""}, "codlocal", ""),
        ({"CODLOCAL": "000000"}, "codlocal", ""),
        ({"CODGEO": "30302"}, "district_code", "030302"),
        ({"CEN_EDU": "IE\x00 SAN   JOSÉ\x07 "}, "name", "IE SAN JOSÉ"),
        ({"ESTADO": "2"}, "is_active", False),
        ({"D_ESTADO": "Inactiva"}, "is_active", True),
        ({"ESTADO": "1", "D_ESTADO": "Activo"}, "is_active", True),
        ({"GESTION": "2"}, "management", "public_private"),
        ({"AREA_CENSO": "1"}, "area", "urban"),
        ({"COD_CAR": "a", "D_COD_CAR": "No aplica"}, "characteristic", None),
        ({"D_COD_TUR": "Mañana-Tarde"}, "shift", "morning_afternoon"),
        ({"TALUM_HOM": "6.0"}, "boys", 6),
        ({"TALUM_HOM": "-3"}, "boys", None),
        ({"FECHA_ACT": "18/09/2026"}, "cut_date", date(2026, 9, 18)),
        ({"DIRECTOR": "QUISPE"}, "director", None),
    ],
)
def test_a_value_is_understood(tmp_path, changes, field, value):
    assert getattr(only(write_csv(tmp_path / "p.csv", [row(**changes)])), field) == value


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"COD_MOD": ""}, "codigo_modular"),
        ({"COD_MOD": "12345678"}, "codigo_modular"),
        ({"COD_MOD": "ABC1234"}, "codigo_modular"),
        ({"ANEXO": "12"}, "anexo"),
        ({"CODLOCAL": "1234567"}, "codlocal"),
        ({"CODGEO": ""}, "ubigeo"),
        ({"CODGEO": "2303020"}, "ubigeo"),
        ({"CODOOII": ""}, "ugel"),
        ({"CODOOII": "23X008"}, "ugel"),
        ({"NIV_MOD": ""}, "level"),
        ({"ESTADO": ""}, "state"),
        ({"CEN_EDU": "X" * 201}, "name"),
    ],
)
def test_a_row_is_rejected_with_its_number_and_reason(tmp_path, changes, reason):
    _fine, rejected = read(write_csv(tmp_path / "p.csv", [row("7000011"), row(**changes)]))

    assert (rejected.number, rejected.reason) == (3, reason)


def test_a_row_with_too_many_cells_is_rejected_and_the_next_is_read(tmp_path):
    path = write_csv(tmp_path / "p.csv", [row(), row("7000011")])
    lines = path.read_bytes().split(b"\r\n")
    path.write_bytes(b"\r\n".join([lines[0], lines[1] + b";de;mas", *lines[2:]]))

    broken, fine = read(path)

    assert (broken, fine.codigo_modular) == (Rejection(2, "cells"), "7000011")


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [
        ("-17.434510", "-70.515062", (-17.43451, -70.515062)),
        ("-17,434510", "-70,515062", (-17.43451, -70.515062)),
        ("-18.4", "-81.4", (-18.4, -81.4)),
        ("-0.03", "-68.6", (-0.03, -68.6)),
        ("-18.41", "-70.5", (None, None)),
        ("-17.4", "-68.59", (None, None)),
        ("-17", "-70", (None, None)),
        ("-17", "-70.5", (-17.0, -70.5)),
        ("0", "0", (None, None)),
        ("", "", (None, None)),
        ("norte", "-70.5", (None, None)),
        ("nan", "nan", (None, None)),
    ],
)
def test_coordinates_count_only_inside_peru_and_not_truncated(tmp_path, lat, lon, point):
    found = only(write_csv(tmp_path / "p.csv", [row(NLAT_IE=lat, NLONG_IE=lon)]))

    assert (found.lat, found.lon) == point


@pytest.mark.parametrize(
    ("changes", "remarks"),
    [
        ({}, []),
        ({"COD_MOD": "7000009"}, ["luhn"]),
        ({"COD_MOD": "7000009", "NIV_MOD": "A5"}, []),
        ({"COD_MOD": "7000009", "D_FORMA": "No escolarizada"}, []),
        ({"CEN_EDU": "IE JOS\ufffd"}, ["name_damaged"]),
        ({"CEN_EDU": ""}, ["name_empty"]),
        ({"NLAT_IE": "5"}, ["coordinates"]),
        ({"TALUM_HOM": "seis"}, ["count"]),
    ],
)
def test_a_row_is_taken_with_its_remarks(tmp_path, changes, remarks):
    found = only(write_csv(tmp_path / "p.csv", [row(**changes)], encoding="utf-8"))

    assert [str(remark) for remark in found.remarks] == remarks


def test_personal_data_come_only_when_asked_for(tmp_path):
    path = write_csv(tmp_path / "p.csv", [row()])

    with open_padron(path) as opened:
        found = rows_of(opened, with_contacts=True)[0]

    assert (found.director, found.phone, found.email) == ("QUISPE MAMANI, JOSÉ", "952000111", "jose@example.pe")


def test_codlocal_and_codinst_group_two_institutions_of_one_local(tmp_path):
    rows = [row("7000003", CODINST="25255585"), row("7000011", CODINST="25255586")]

    found = read(write_csv(tmp_path / "p.csv", rows, vintage="B"))

    assert [(f.codlocal, f.codinst) for f in found] == [("700001", "25255585"), ("700001", "25255586")]


# --- files that are refused ----------------------------------------------------------------------------------------


def refused(path, refusal, **options):
    with pytest.raises(refusal) as caught:
        read(path, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.EmptyFile),
        (b"%PDF-1.7\n" + b"x" * 100, errors.WrongType),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, errors.OldExcel),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 600, errors.WrongType),
        (b"\x00" * 4096, errors.WrongType),
        (b"hola\nmundo\n", errors.WrongType),
        (b"\n\n\n", errors.NoRows),
        (b"PK\x03\x04broken", errors.BrokenArchive),
        (b"NOMBRE;DIRECCION\nIE 1;CALLE\n", errors.MissingColumns),
    ],
)
def test_a_file_that_is_no_padron_is_refused(tmp_path, content, refusal):
    path = tmp_path / "padron.dbf"
    path.write_bytes(content)

    assert refused(path, refusal)


def test_missing_columns_are_named(tmp_path):
    names = [name for name in COLUMNS["A"] if name not in ("ESTADO", "CODGEO")]
    path = write_csv(tmp_path / "p.csv", [row()], columns=names)

    assert "CODGEO, ESTADO" in refused(path, errors.MissingColumns)


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_truncated_dbf_says_how_much_is_there(tmp_path, wrapped):
    content = dbf_bytes([row("7000003"), row("7000011"), row("7000029")])
    content = content[: len(content) - 100]
    path = tmp_path / "Padron_web.dbf"
    path.write_bytes(content)
    if wrapped:
        path = write_zip(tmp_path / "p.zip", {"Padron_web.dbf": content})

    assert "anuncia 3 servicios y trae 2" in refused(path, errors.TruncatedDbf)


def test_a_dbf_without_rows_is_refused(tmp_path):
    assert refused(write_dbf(tmp_path / "p.dbf", []), errors.NoRows)


def test_a_csv_without_rows_is_refused(tmp_path):
    assert refused(write_csv(tmp_path / "p.csv", []), errors.NoRows)


def test_an_unclosed_quote_does_not_swallow_the_file(tmp_path):
    path = write_csv(tmp_path / "p.csv", [row()] * 2000)
    text = path.read_bytes().replace(b"43005 BOROGUE", b'"43005 BOROGUE', 1)
    path.write_bytes(text)

    assert "comilla" in refused(path, errors.BrokenText)


def test_an_encrypted_zip_is_refused(tmp_path):
    path = write_zip(tmp_path / "p.zip", {"Padron_web.dbf": dbf_bytes([row()])})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(content)

    assert refused(path, errors.EncryptedArchive)


def test_a_zip_cut_off_in_the_middle_is_refused(tmp_path):
    path = write_zip(tmp_path / "p.zip", {"Padron_web.dbf": dbf_bytes([row()] * 50)})
    path.write_bytes(path.read_bytes()[:-200])

    assert refused(path, errors.BrokenArchive)


def test_a_zip_with_damaged_content_is_refused(tmp_path):
    path = write_zip(tmp_path / "p.zip", {"Padron_web.dbf": dbf_bytes([row(f"{n:07}") for n in range(500)])})
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)

    assert refused(path, errors.PadronRefused)


def test_a_zip_without_a_padron_is_refused(tmp_path):
    assert refused(write_zip(tmp_path / "p.zip", {"leeme.pdf": b"%PDF"}), errors.NoPadronInside)


def test_a_bomb_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "SMALL", 1 << 20)
    path = write_zip(tmp_path / "p.zip", {"Padron_web.csv": b"COD_MOD;" + b" " * (8 << 20)})

    assert refused(path, errors.ArchiveTooLarge)


def test_a_workbook_bomb_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "SMALL", 1 << 20)
    path = write_xlsx(tmp_path / "p.xlsx", [row()])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * (8 << 20))

    assert refused(path, errors.ArchiveTooLarge)


def test_a_workbook_with_entities_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "p.xlsx", [row()])
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxx">]><worksheet><sheetData>&x;</sheetData></worksheet>'
    copy = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, evil if "sheet1" in entry.filename else old.read(entry))
    path.write_bytes(copy.getvalue())

    assert refused(path, errors.BrokenArchive)


def test_an_unknown_encoding_is_named(tmp_path):
    assert "klingon" in refused(write_csv(tmp_path / "p.csv", [row()]), errors.UnknownEncoding, encoding="klingon")


# --- small pieces ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Padron_web_20260918.zip", date(2026, 9, 18)),
        ("padron 2026-09-18.csv", date(2026, 9, 18)),
        ("padron_v2022.csv", None),
        ("Padron_20261399.zip", None),
        ("Padron_20260230.zip", None),
    ],
)
def test_cut_date_in_a_name(name, found):
    assert cut_date_in(name) == found


@pytest.mark.parametrize(("text", "found"), [("20260918", (2026, 9, 18)), ("1/9/2026", (2026, 9, 1)), ("ayer", None)])
def test_read_date(text, found):
    assert read_date(text) == (found and date(*found))


@pytest.mark.parametrize(("code", "passes"), [("9900010", True), ("9900011", False), ("0000000", True)])
def test_luhn(code, passes):
    assert luhn(code) is passes


def test_searchable_takes_accents_off():
    assert searchable("BOROGUEÑA Ángel Жаңы-Жер") == "boroguena angel жаңы-жер"


@given(st.text())
def test_clean_leaves_nothing_postgresql_refuses(text):
    cleaned = clean(text)

    assert "\x00" not in cleaned and cleaned == cleaned.strip() and clean(cleaned) == cleaned


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "dbf", "csv", "zip"]))
def test_no_content_whatever_breaks_the_reader(tmp_path_factory, content, disguise):
    """Any bytes are read or refused with a sentence; nothing else ever comes out."""
    path = tmp_path_factory.mktemp("padron") / "p"
    head = {"dbf": dbf_bytes([row()])[:1600], "csv": b"COD_MOD;ANEXO\n", "zip": b"PK\x03\x04", "": b""}[disguise]
    path.write_bytes(head + content)

    try:
        found = read(path)
    except errors.PadronRefused as refusal:
        assert str(refusal)
    else:
        assert all(isinstance(item, PadronRow | Rejection) for item in found)
