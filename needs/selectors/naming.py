"""Which school a row of somebody's sheet means, when it gives a code, a number, or a name and a place."""

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from needs.readers import plain
from schools.models import School, Service

# Words every school has in front of its name; they tell nothing apart.
IDLE = frozenset(
    "ie iei i e iiee institucion educativa nro no n escuela colegio jardin pronoei de la el los las".split()  # noqa: SIM905
)
SUGGESTIONS = 6
LIKELY = 0.55


@dataclass(frozen=True)
class Named:
    """What a row says of its school; `key` is the same for rows that say the same."""

    codlocal: str = ""
    codigo_modular: str = ""
    name: str = ""
    centre: str = ""

    @property
    def key(self) -> str:
        return plain(" ".join((self.codlocal, self.codigo_modular, self.name, self.centre)))[:200]

    @property
    def words(self) -> str:
        """As it stands in the sheet, to show."""
        return " · ".join(part for part in (self.codlocal, self.codigo_modular, self.name, self.centre) if part)


@dataclass(frozen=True)
class Place:
    pk: int
    name: str
    codlocal: str
    centre: str
    district: str

    def __str__(self):
        return " · ".join(part for part in (self.name, self.centre, self.district.title(), self.codlocal) if part)


@dataclass
class Schools:
    """The working schools of the UGEL, findable by what people write; two queries."""

    places: dict[int, Place] = field(default_factory=dict)
    by_codlocal: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_service: dict[str, int] = field(default_factory=dict)
    by_number: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    tokens: dict[int, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Schools":
        found = cls()
        columns = ("pk", "name", "codlocal", "centre", "district__name")
        for pk, name, codlocal, centre, district in School.objects.current().values_list(*columns):
            found.add(Place(pk, name, codlocal, centre, district or ""))
        services = Service.objects.filter(school__in=list(found.places))
        found.by_service = dict(services.values_list("codigo_modular", "school_id"))
        return found

    def add(self, place: Place):
        self.places[place.pk] = place
        self.tokens[place.pk] = _tokens(place.name)
        if place.codlocal:
            self.by_codlocal[place.codlocal].add(place.pk)
        for token in self.tokens[place.pk]:
            if token.isdecimal():
                self.by_number[token.lstrip("0")].add(place.pk)

    def find(self, named: Named) -> int | None:
        """The one school that is meant, or None where it is unknown or could be several."""
        found = self.candidates(named)
        return found[0] if len(found) == 1 else None

    def candidates(self, named: Named) -> list[int]:
        """Schools the row certainly points at: one when it is clear, several when it is not."""
        if named.codigo_modular and (pk := self.by_service.get(named.codigo_modular.zfill(7))):
            return [pk]
        local = self.by_codlocal.get(named.codlocal.zfill(6), set()) if named.codlocal else set()
        if len(local) == 1:
            return list(local)
        tokens = _tokens(named.name)
        numbers = [self.by_number.get(token.lstrip("0"), set()) for token in tokens if token.isdecimal()]
        pool = local or set().union(*numbers) or {pk for pk, known in self.tokens.items() if tokens and tokens == known}
        if len(pool) > 1:
            pool = self._nearest(pool, named) or pool
        return sorted(pool)

    def _nearest(self, pool, named):
        """Of several, those whose place or whole name the row says too."""
        there = plain(named.centre)
        said = _tokens(named.name)
        by_place = {pk for pk in pool if there and there in _where(self.places[pk])}
        by_name = {pk for pk in by_place or pool if said and self.tokens[pk] <= said | {""} and said <= self.tokens[pk]}
        return by_name or by_place

    def suggestions(self, named: Named) -> list[Place]:
        """The likeliest schools for a person to choose from, best first."""
        pool = self.candidates(named)
        if pool:
            return [self.places[pk] for pk in pool[:SUGGESTIONS]]
        said, there = " ".join(sorted(_tokens(named.name))), plain(named.centre)
        scored = []
        for pk, place in self.places.items():
            score = SequenceMatcher(None, said, " ".join(sorted(self.tokens[pk]))).ratio() if said else 0
            score += 0.3 if there and there in _where(place) else 0
            scored.append((score, pk))
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return [self.places[pk] for score, pk in scored[:SUGGESTIONS] if score >= LIKELY]


def _tokens(name) -> frozenset[str]:
    return frozenset(plain(name).split()) - IDLE


def _where(place: Place) -> str:
    return plain(f"{place.centre} {place.district}")
