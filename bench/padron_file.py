"""An invented national padrón as the ministry distributes it: a DBF of 45 fields in cp850, partly padded with NUL."""

import struct
from pathlib import Path

from bench.nation import Size, ugel_code

FIELDS = [
    ("CODINST", 20), ("COD_MOD", 20), ("ANEXO", 20), ("CODLOCAL", 20), ("CEN_EDU", 80), ("NIV_MOD", 20),
    ("D_NIV_MOD", 40), ("D_FORMA", 30), ("TIPSSEXO", 20), ("D_TIPSSEXO", 30), ("GESTION", 20), ("D_GESTION", 40),
    ("GES_DEP", 20), ("D_GES_DEP", 40), ("DIRECTOR", 60), ("TELEFONO", 20), ("EMAIL", 60), ("PAGWEB", 60),
    ("DIR_CEN", 80), ("LOCALIDAD", 60), ("CODCP_INEI", 20), ("CODCCPP", 20), ("CEN_POB", 60), ("AREA_CENSO", 20),
    ("DAREACENSO", 30), ("CODGEO", 20), ("D_DPTO", 30), ("D_PROV", 30), ("D_DIST", 30), ("D_REGION", 30),
    ("CODOOII", 20), ("D_DREUGEL", 60), ("NLAT_IE", 20), ("NLONG_IE", 20), ("TIPOPROG", 20), ("D_TIPOPROG", 30),
    ("COD_TUR", 20), ("D_COD_TUR", 30), ("NRORUC", 20), ("RZSOCIAL", 80), ("PROMOTOR", 80), ("ESTADO", 20),
    ("D_ESTADO", 30), ("FECHAREG", 20), ("FECHA_ACT", 20),
]  # fmt: skip
PADDED_WITH_NUL = {"DIR_CEN", "CEN_POB"}
LEVELS = [("B0", "Primaria"), ("A2", "Inicial - Jardín"), ("F0", "Secundaria")]
SERVICES_A_SCHOOL = 3


def write_padron(path: Path, size: Size) -> Path:
    """Write it once; three services a school, the schools dealt to the UGELs in turn."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    record_length = 1 + sum(width for _, width in FIELDS)
    with draft.open("wb") as file:
        head_length = 33 + 32 * len(FIELDS)
        file.write(struct.pack("<BBBBIHH20x", 3, 126, 9, 18, size.padron_services, head_length, record_length))
        for name, width in FIELDS:
            file.write(struct.pack("<11sc4xBB14x", name.encode(), b"C", width, 0))
        file.write(b"\r")
        for number in range(size.padron_services):
            values = service(number, size.ugels)
            file.write(b" " + b"".join(cell(name, width, values.get(name, "")) for name, width in FIELDS))
        file.write(b"\x1a")
    draft.rename(path)
    return path


def cell(name: str, width: int, value: str) -> bytes:
    return value.encode("cp850")[:width].ljust(width, b"\0" if name in PADDED_WITH_NUL else b" ")


def with_check_digit(number: int) -> str:
    """Luhn's, as the códigos modulares of schools have it."""
    digits = [int(digit) for digit in reversed(str(number))]
    doubled = (2 * digit - 9 * (digit > 4) for digit in digits[::2])
    return f"{number}{-(sum(doubled) + sum(digits[1::2])) % 10}"


def service(number: int, ugels: int) -> dict[str, str]:
    school, turn = divmod(number, SERVICES_A_SCHOOL)
    ugel, level = school % ugels, LEVELS[turn]
    is_rural = school % 10 < 7
    return {
        "CODINST": f"{90_000_000 + school}",
        "COD_MOD": with_check_digit(100_000 + number),
        "ANEXO": "0",
        "CODLOCAL": f"{100_000 + school}",
        "CEN_EDU": f"{school} SAN MARTÍN DE LA PEÑA",
        "NIV_MOD": level[0],
        "D_NIV_MOD": level[1],
        "D_FORMA": "Escolarizada",
        "TIPSSEXO": "3",
        "D_TIPSSEXO": "Mixto",
        "GESTION": "1",
        "D_GESTION": "Pública de gestión directa",
        "GES_DEP": "A1",
        "D_GES_DEP": "Sector Educación",
        "DIR_CEN": f"JIRÓN UNIÓN {school}",
        "CODCP_INEI": f"{2_303_020_000 + school % 9000}",
        "CEN_POB": f"CENTRO {school % 500}",
        "AREA_CENSO": "2" if is_rural else "1",
        "DAREACENSO": "Rural" if is_rural else "Urbana",
        "CODGEO": f"{100_000 + ugel * 10 + school % 6:06d}",
        "D_DPTO": f"DEPARTAMENTO {ugel % 25}",
        "D_PROV": f"PROVINCIA {ugel}",
        "D_DIST": f"DISTRITO {ugel}-{school % 6}",
        "D_REGION": f"DRE {ugel % 26}",
        "CODOOII": ugel_code(ugel + 1),
        "D_DREUGEL": f"UGEL {ugel + 1}",
        "NLAT_IE": f"{-0.1 - school % 18000 / 1000:.6f}",
        "NLONG_IE": f"{-69 - school % 12000 / 1000:.6f}",
        "COD_TUR": "11",
        "D_COD_TUR": "Mañana",
        "ESTADO": "1" if number % 30 else "2",
        "D_ESTADO": "Activa" if number % 30 else "Inactiva",
        "FECHAREG": "20100101",
        "FECHA_ACT": "20260918",
    }
