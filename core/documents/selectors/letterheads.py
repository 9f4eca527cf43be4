from dataclasses import dataclass

from core.documents.models import LetterStyle, YearName
from core.tenancy.scope import current_ugel

# As decreed for all of Peru; a UGEL may set its own for a year that is not here yet.
PERU_YEAR_NAMES = {
    2024: "Año del Bicentenario, de la consolidación de nuestra Independencia, y de la conmemoración de las heroicas "
    "batallas de Junín y Ayacucho",
    2025: "Año de la Recuperación y Consolidación de la Economía Peruana",
    2026: "Año de la Esperanza y Fortalecimiento de la Democracia",
}


@dataclass(frozen=True)
class Letterhead:
    """What stands at the top of every paper of a UGEL."""

    ugel: str
    region: str
    year_name: str


def letterhead(year: int) -> Letterhead:
    """The head of a paper dated in `year`; an unknown year has no name rather than a made-up one."""
    ugel = current_ugel()
    own = YearName.objects.filter(year=year).values_list("name", flat=True).first()
    official = PERU_YEAR_NAMES.get(year, "") if ugel.region.country == "PE" else ""
    return Letterhead(ugel=ugel.name, region=ugel.region.name, year_name=own or official)


def letter_style() -> LetterStyle:
    """How this UGEL signs and numbers; empty fields until somebody fills them in."""
    return LetterStyle.objects.first() or LetterStyle()
