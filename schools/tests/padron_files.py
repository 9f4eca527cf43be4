"""Small padrón files in every format, written the way the state writes them."""

import struct
import zipfile
from pathlib import Path

from openpyxl import Workbook

from schools.readers.columns import _A, VINTAGE_B, VINTAGE_C

COLUMNS = {
    "A": list(_A),
    "B": [name for name in ["CODINST", *_A, "NRORUC", "RZSOCIAL", "PROMOTOR"] if name in VINTAGE_B],
    "C": [name for name in ["CODINST", *_A, "NRORUC", "RZSOCIAL", "PROMOTOR"] if name in VINTAGE_C],
}
DEFAULTS = {
    "ANEXO": "0", "CODLOCAL": "700001", "CEN_EDU": "43005 BOROGUEÑA", "NIV_MOD": "B0", "D_NIV_MOD": "Primaria",
    "D_FORMA": "Escolarizada", "COD_CAR": "1", "D_COD_CAR": "Unidocente", "TIPSSEXO": "3", "D_TIPSSEXO": "Mixto",
    "GESTION": "1", "D_GESTION": "Pública de gestión directa", "GES_DEP": "A1", "D_GES_DEP": "Sector Educación",
    "DIRECTOR": "QUISPE MAMANI, JOSÉ", "TELEFONO": "952000111", "EMAIL": "jose@example.pe",
    "DIR_CEN": "CALLE ÚNICA S/N",
    "CODCP_INEI": "2303020019", "CEN_POB": "BOROGUEÑA", "AREA_CENSO": "2", "DAREACENSO": "Rural", "CODGEO": "230302",
    "D_DPTO": "TACNA", "D_PROV": "JORGE BASADRE", "D_DIST": "ILABAYA", "CODOOII": "230008", "D_DREUGEL": "UGEL NORTE",
    "NLAT_IE": "-17.434510", "NLONG_IE": "-70.515062", "COD_TUR": "11", "D_COD_TUR": "Mañana", "ESTADO": "1",
    "D_ESTADO": "Activa", "D_FTE_DATO": "Declarado", "TALUM_HOM": "6", "TALUM_MUJ": "7", "TALUMNO": "13",
    "TDOCENTE": "1", "TSECCION": "6", "FECHAREG": "20100101", "FECHA_ACT": "20260918",
}  # fmt: skip


def row(cod_mod="7000003", **changes):
    """One service as the padrón prints it; what a test does not say is an active rural primary school."""
    return {**DEFAULTS, "COD_MOD": cod_mod, **changes}


def write_csv(path: Path, rows, *, vintage="A", separator=";", encoding="latin-1", columns=None) -> Path:
    names = columns or COLUMNS[vintage]
    lines = [separator.join(names), *(separator.join(quoted(r.get(n, ""), separator) for n in names) for r in rows)]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def quoted(value, separator):
    value = str(value)
    return '"' + value.replace('"', '""') + '"' if separator in value or '"' in value or "\n" in value else value


def dbf_bytes(rows, *, vintage="C", encoding="cp850", padding=b"\x00") -> bytes:
    names = COLUMNS[vintage]
    widths = [max(12, *(len(str(r.get(n, "")).encode(encoding)) for r in rows)) if rows else 12 for n in names]
    header = struct.pack("<BBBBIHH20x", 3, 126, 9, 18, len(rows), 32 * (len(names) + 1) + 1, 1 + sum(widths))
    fields = b"".join(struct.pack("<11sc4xBB14x", n.encode(), b"C", w, 0) for n, w in zip(names, widths, strict=True))
    records = b"".join(
        b" "
        + b"".join(str(r.get(n, "")).encode(encoding).ljust(w, padding) for n, w in zip(names, widths, strict=True))
        for r in rows
    )
    return header + fields + b"\r" + records + b"\x1a"


def write_dbf(path: Path, rows, **options) -> Path:
    path.write_bytes(dbf_bytes(rows, **options))
    return path


def write_xlsx(path: Path, rows, *, vintage="B", title_rows=0) -> Path:
    """As Excel saves it: codes that look like numbers have become numbers."""
    book = Workbook()
    sheet = book.active
    for _ in range(title_rows):
        sheet.append(["Padrón de instituciones educativas"])
    sheet.append(COLUMNS[vintage])
    for r in rows:
        values = [r.get(name, "") for name in COLUMNS[vintage]]
        sheet.append([int(v) if str(v).isdecimal() else v for v in values])
    book.save(path)
    return path


def write_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path
