"""Which school a row of the padrón belongs to: decided per local, in plain Python, without the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

TOGETHER = "together"
SEPARATE = "separate"


class KnownSchool(NamedTuple):
    id: int
    codlocal: str
    codinst: str
    joined: tuple[str, ...]
    key: str

    def answers_to(self, codinst):
        return codinst == self.codinst or codinst in self.joined


@dataclass(frozen=True)
class Place:
    """Where the rows of one (CODLOCAL, CODINST) go: to a known school, or to a new one under `key`.

    `by_service`: a service already at the local stays with its school.
    """

    codlocal: str
    codinst: str
    school_id: int | None
    key: str
    school_codinst: str
    joined: tuple[str, ...] = ()
    by_service: bool = False


@dataclass(frozen=True)
class Question:
    """A local whose institutions only the UGEL can tell apart; options are answers, the default is stated."""

    codlocal: str
    codinsts: tuple[str, ...]
    school_id: int | None
    options: tuple[str, ...]
    default: str


@dataclass
class Resolution:
    places: list[Place] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    new_services: int = 0
    # Of the padrón and still in the cut: how many are known, and how many of those the file has.
    known_services: int = 0
    present_services: int = 0


def resolve_places(
    incoming: Mapping[str, Sequence[str]],
    known: Mapping[str, Sequence[KnownSchool]],
    *,
    shared: Callable[[str], Mapping[tuple[int, str], int]],
    answers: Mapping[str, str],
) -> Resolution:
    """Give every (CODLOCAL, CODINST) of a cut its school.

    `incoming` lists the CODINST of each local ("" where a row has none); `shared(codlocal)` counts the services that
    a known school and a CODINST have in common; `answers` are the UGEL's, by CODLOCAL.
    """
    resolution = Resolution()
    for codlocal, codinsts in incoming.items():
        _Local(codlocal, codinsts, known.get(codlocal, ()), shared, answers).resolve(resolution)
    return resolution


class _Local:
    def __init__(self, codlocal, codinsts, schools, shared, answers):
        self.codlocal, self.schools, self.answers = codlocal, schools, answers
        self.given = sorted(filter(None, codinsts))
        self.has_blank = "" in codinsts
        self._shared = shared
        self.matched = {c: s for c in self.given for s in schools if s.answers_to(c)}
        self.loose = [c for c in self.given if c not in self.matched]
        taken = {school.id for school in self.matched.values()}
        self.free = [school for school in schools if school.id not in taken]

    def resolve(self, resolution):
        places = {c: self._keep(school, c) for c, school in self.matched.items()}
        if len(self.given) > 1 and self.loose:
            question = self._question()
            answer = self.answers.get(self.codlocal, question.default)
            resolution.questions.append(question)
            places |= self._answered(answer if answer in question.options else question.default)
        elif self.loose:
            places |= self._continued(self.loose[0] if self._continues(self.loose[0]) else "")
        if self.has_blank:
            places[""] = self._blank(places)
        resolution.places.extend(places.values())

    def _continues(self, codinst):
        """A CODINST that appears on a known local keeps its school; a different one must share a service."""
        if not self.free:
            return False
        school = self.free[0]
        return not school.codinst or self._shared(self.codlocal).get((school.id, codinst), 0) > 0

    def _question(self):
        options = [f"{SEPARATE}:{c}" for c in self.loose] if self.free else []
        default = SEPARATE
        if self.free:
            counts = self._shared(self.codlocal)
            best = max(self.loose, key=lambda c: counts.get((self.free[0].id, c), 0))
            if counts.get((self.free[0].id, best), 0):
                default = f"{SEPARATE}:{best}"
        school = self.free[0].id if self.free else None
        return Question(self.codlocal, tuple(self.given), school, (*options, SEPARATE, TOGETHER), default)

    def _answered(self, answer):
        if answer != TOGETHER:
            return self._continued(answer.partition(":")[2])
        hosts = [*self.matched.values(), *self.free]
        if hosts:
            host = hosts[0]
            first = host.codinst or self.loose[0]
            joined = tuple(sorted({*host.joined, *self.loose} - {first}))
            key = f"{self.codlocal}-{first}"
            return {
                c: Place(self.codlocal, c, host.id, key, first, joined)
                for c in self.given
                if c in self.loose or self.matched[c] is host
            }
        first, *rest = self.loose
        key = f"{self.codlocal}-{first}"
        return {c: Place(self.codlocal, c, None, key, first, tuple(rest)) for c in self.loose}

    def _continued(self, heir):
        """Every loose CODINST by itself; the heir, if any, takes over the known school."""
        return {c: self._keep(self.free[0], c) if c == heir else self._found(c) for c in self.loose}

    def _keep(self, school, codinst):
        own = school.codinst if school.answers_to(codinst) and school.codinst else codinst
        return Place(self.codlocal, codinst, school.id, f"{self.codlocal}-{own}", own, tuple(school.joined))

    def _found(self, codinst):
        return Place(self.codlocal, codinst, None, f"{self.codlocal}-{codinst}", codinst)

    def _blank(self, places):
        """Rows that name no institution: the local's only school, or the one their service is already in."""
        if len(self.given) == 1:
            only = places[self.given[0]]
            return Place(self.codlocal, "", only.school_id, only.key, only.school_codinst, only.joined)
        if self.given:
            first = places[self.given[0]]
            return Place(
                self.codlocal, "", first.school_id, first.key, first.school_codinst, first.joined, by_service=True
            )
        if self.schools:
            school = self.schools[0]
            several = len(self.schools) > 1
            return Place(self.codlocal, "", school.id, school.key, school.codinst, school.joined, by_service=several)
        return Place(self.codlocal, "", None, self.codlocal, "")
