"""Who may be the same organisation under another spelling; only ever a question to a person."""

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from partners.models import Partner
from schools.readers.text import searchable

# Words that say what kind of body it is, not which one; «Mun. Dist. de Ite» and «Municipalidad Distrital de Ite».
GENERIC = frozenset(
    [
        "a",
        "al",
        "de",
        "del",
        "e",
        "el",
        "en",
        "la",
        "las",
        "los",
        "para",
        "por",
        "y",
        "n",
        "nro",
        "no",
        "numero",
        "municipalidad",
        "muni",
        "mun",
        "municipal",
        "distrital",
        "dist",
        "distrito",
        "provincial",
        "prov",
        "provincia",
        "regional",
        "gobierno",
        "red",
        "salud",
        "microred",
        "puesto",
        "centro",
        "hospital",
        "apafa",
        "jass",
        "conei",
        "asociacion",
        "asoc",
        "comite",
        "junta",
        "comunidad",
        "campesina",
        "empresa",
        "minera",
        "mina",
        "compania",
        "cia",
        "corporacion",
        "sac",
        "sa",
        "saa",
        "srl",
        "eirl",
        "scrl",
        "sociedad",
        "anonima",
        "cerrada",
        "ong",
        "institucion",
        "educativa",
        "ie",
        "ii",
        "ee",
        "ejercito",
        "peru",
        "peruano",
        "policia",
        "nacional",
        "pnp",
        "comisaria",
        "parroquia",
    ]
)
SPELLED_ALIKE = 0.85
SHOWN = 5


@dataclass(frozen=True)
class Likeness:
    """What a name is compared by: its words, those that tell which one it is, the kind and the short name."""

    kind: str
    words: tuple[str, ...]
    telling: frozenset[str]
    short: str

    @classmethod
    def of(cls, name: str, kind: str, short_name: str = "") -> "Likeness":
        words = tuple(re.findall(r"\w+", searchable(name).replace(".", "")))
        return cls(kind, words, frozenset(words) - GENERIC, searchable(short_name).strip())

    def is_like(self, other: "Likeness") -> bool:
        """The same short name, or a name that tells the same body, or almost the same letters."""
        if self.short and self.short == other.short:
            return True
        if not (self.telling and other.telling):
            return _alike(self.words, other.words)
        is_one_kind = self.kind == other.kind
        if is_one_kind and (self.telling == other.telling or self._is_part_of(other) or other._is_part_of(self)):
            return True
        mine, theirs = sorted(self.telling), sorted(other.telling)
        return _alike(mine, theirs) and (is_one_kind or _alike(self.words, other.words))

    def _is_part_of(self, other):
        return len(self.telling) > 1 and self.telling < other.telling


def _alike(words, others) -> bool:
    return SequenceMatcher(None, " ".join(words), " ".join(others), autojunk=False).ratio() >= SPELLED_ALIKE


def similar_to(
    *, name: str, kind: str, short_name: str = "", ruc: str = "", except_for: int | None = None
) -> list[Partner]:
    """Known partners that may be the one of this name or RUC; asked before it is saved."""
    wanted = Likeness.of(name, kind, short_name)
    known = Partner.objects.not_merged().exclude(pk=except_for).order_by("name")
    found = [partner for partner in known if (ruc and partner.ruc == ruc) or wanted.is_like(_of(partner))]
    return found[:SHOWN]


def twins() -> list[tuple[Partner, Partner]]:
    """Pairs of known partners that may be one, the older first; only those that share the beginning of a word."""
    partners = list(Partner.objects.not_merged().order_by("pk"))
    blocks: dict[str, list[int]] = defaultdict(list)
    told = [_of(partner) for partner in partners]
    for place, one in enumerate(told):
        for key in {word[:3] for word in one.telling or one.words} | {one.short or f"#{place}"}:
            blocks[key].append(place)
    pairs = {pair for places in blocks.values() for pair in combinations(places, 2)}
    return [(partners[a], partners[b]) for a, b in sorted(pairs) if told[a].is_like(told[b])]


def _of(partner):
    return Likeness.of(partner.name, partner.kind, partner.short_name)
