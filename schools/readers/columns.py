"""Columns of the padrón: the union of its three vintages, and what this product reads of them."""

from dataclasses import dataclass


def _names(text) -> tuple[str, ...]:
    return tuple(text.split())


# Vintages by the years that used them: A 2018-2022, B 2023-2024, C 2026.
_A = _names("""
    COD_MOD ANEXO CODLOCAL CEN_EDU NIV_MOD D_NIV_MOD D_FORMA COD_CAR D_COD_CAR TIPSSEXO D_TIPSSEXO GESTION
    D_GESTION GES_DEP D_GES_DEP DIRECTOR TELEFONO EMAIL PAGWEB DIR_CEN REFERENCIA LOCALIDAD CODCP_INEI CODCCPP
    CEN_POB AREA_CENSO DAREACENSO CODGEO D_DPTO D_PROV D_DIST D_REGION CODOOII D_DREUGEL NLAT_IE NLONG_IE
    TIPOPROG D_TIPOPROG COD_TUR D_COD_TUR ESTADO D_ESTADO D_FTE_DATO TALUM_HOM TALUM_MUJ TALUMNO TDOCENTE
    TSECCION FECHAREG FECHA_ACT
""")
_ONLY_IN_A_AND_B = _names("COD_CAR D_COD_CAR TALUM_HOM TALUM_MUJ TALUMNO TDOCENTE TSECCION D_FTE_DATO")
VINTAGE_A = frozenset(_A)
VINTAGE_B = (VINTAGE_A | set(_names("CODINST NRORUC RZSOCIAL PROMOTOR"))) - {"REFERENCIA"}
VINTAGE_C = VINTAGE_B - set(_ONLY_IN_A_AND_B)
KNOWN = VINTAGE_A | VINTAGE_B | VINTAGE_C

REQUIRED = _names("COD_MOD ANEXO CEN_EDU NIV_MOD CODOOII CODGEO ESTADO")
PERSONAL = _names("DIRECTOR TELEFONO EMAIL PROMOTOR")

# What the row parser unpacks, in this order; the rest of the file is never cut out.
READ = _names("""
    COD_MOD ANEXO CODLOCAL CODINST CEN_EDU NIV_MOD D_FORMA COD_CAR D_COD_CAR TIPSSEXO GESTION GES_DEP DIR_CEN
    CODCP_INEI CEN_POB AREA_CENSO CODGEO D_DPTO D_PROV D_DIST CODOOII D_DREUGEL NLAT_IE NLONG_IE D_TIPOPROG
    COD_TUR D_COD_TUR ESTADO D_FTE_DATO TALUM_HOM TALUM_MUJ TALUMNO TDOCENTE TSECCION FECHA_ACT
    DIRECTOR TELEFONO EMAIL PROMOTOR
""")


@dataclass(frozen=True)
class Columns:
    """The header of one file, matched with what the padrón is known to hold."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, header):
        return cls(tuple(normal(name) for name in header))

    @property
    def lacking(self):
        """Columns without which no row can be understood."""
        return [name for name in REQUIRED if name not in self.names]

    @property
    def missing(self):
        """Columns of the nearest vintage that this file does not have."""
        return sorted(self._nearest[1] - set(self.names))

    @property
    def unknown(self):
        return [name for name in self.names if name and name not in KNOWN]

    @property
    def vintage(self):
        return self._nearest[0]

    @property
    def _nearest(self):
        present = set(self.names) & KNOWN
        vintages = {"A": VINTAGE_A, "B": VINTAGE_B, "C": VINTAGE_C}
        return min(vintages.items(), key=lambda item: len(item[1] ^ present))

    def positions(self, wanted=READ):
        """Index of each wanted column in this file, None where it is lacking; of a pair, the first."""
        return [self.names.index(name) if name in self.names else None for name in wanted]


def normal(name) -> str:
    """A header as the vocabulary writes it."""
    return str(name or "").replace("\ufeff", "").replace("\x00", "").strip().strip('"').upper()
