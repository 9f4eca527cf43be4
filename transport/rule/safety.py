"""Is a vehicle safe for pupils on a day, and how many days of class were lost: pure answers from plain facts.

The papers, the licence class, the age and what is on board follow the rules for school transport that ATU published
(dossier §11); elsewhere the provincial municipality's hold, so that the age is a setting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from transport.enums import Direction, Equipment, LicenceClass, PaperKind, PaperState, SafetyState, Said, VehicleKind

ON_WHEELS = (VehicleKind.BUS, VehicleKind.VAN)
INSURANCE = (PaperKind.SOAT, PaperKind.CAT)
# Each line is answered by any of its papers.
REQUIRED: dict[VehicleKind, tuple[tuple[PaperKind, ...], ...]] = {
    VehicleKind.BUS: (INSURANCE, (PaperKind.CITV,)),
    VehicleKind.VAN: (INSURANCE, (PaperKind.CITV,)),
    VehicleKind.BOAT: ((PaperKind.BOAT,),),
    VehicleKind.BICYCLES: (),
}
A_IIB_OR_HIGHER = (LicenceClass.A_IIB, LicenceClass.A_IIIA, LicenceClass.A_IIIB, LicenceClass.A_IIIC)
LICENCES: dict[VehicleKind, tuple[LicenceClass, ...]] = {
    VehicleKind.BUS: A_IIB_OR_HIGHER,
    VehicleKind.VAN: A_IIB_OR_HIGHER,
    VehicleKind.BOAT: (LicenceClass.BOAT,),
    VehicleKind.BICYCLES: (),
}
ON_BOARD: dict[VehicleKind, tuple[Equipment, ...]] = {
    VehicleKind.BUS: tuple(one for one in Equipment if one != Equipment.VESTS),
    VehicleKind.VAN: tuple(one for one in Equipment if one != Equipment.VESTS),
    VehicleKind.BOAT: (Equipment.VESTS, Equipment.EXTINGUISHER, Equipment.FIRST_AID),
    VehicleKind.BICYCLES: (),
}


@dataclass(frozen=True)
class Paper:
    kind: str
    expires: date


@dataclass(frozen=True)
class Vehicle:
    """What is known of it; `equipment` is None until somebody looked."""

    kind: str
    made_year: int | None = None
    equipment: Sequence[str] | None = None
    papers: Sequence[Paper] = ()
    is_active: bool = True


@dataclass(frozen=True)
class Driver:
    licence_class: str
    licence_expires: date | None = None
    credential_expires: date | None = None


@dataclass(frozen=True)
class Limits:
    """Of the UGEL: how old a vehicle may be, and how long before an end one is warned."""

    oldest_years: int = 20
    warn_days: int = 30


@dataclass(frozen=True)
class Point:
    """One thing that was looked at: what, how it stands, until when."""

    label: object
    state: PaperState
    expires: date | None = None
    detail: object = ""


@dataclass(frozen=True)
class Verdict:
    state: SafetyState
    points: tuple[Point, ...] = ()

    @property
    def against(self) -> list[Point]:
        """What takes «segura» away, or is not known."""
        return [one for one in self.points if one.state not in (PaperState.IN_FORCE, PaperState.EXPIRING)]


def judge(vehicle: Vehicle | None, driver: Driver | None, *, day: date, limits: Limits | None = None) -> Verdict:
    """What vehicle and driver are together on a day: what is expired or wrong outweighs what nobody knows."""
    if vehicle is None:
        return Verdict(SafetyState.NO_VEHICLE)
    limits = limits or Limits()
    kind = VehicleKind(vehicle.kind)
    points = (*look_at(vehicle, day=day, limits=limits), *_licence(kind, driver, day, limits))
    return Verdict(_together(points), points)


def look_at(vehicle: Vehicle, *, day: date, limits: Limits) -> list[Point]:
    """The vehicle by itself: in use, papers, age, what is on board; who drives is the route's."""
    kind = VehicleKind(vehicle.kind)
    aboard = [*_age(kind, vehicle.made_year, day, limits), *_on_board(kind, vehicle.equipment)]
    return [*_retired(vehicle), *papers_of(vehicle, day=day, limits=limits), *aboard]


def papers_of(vehicle: Vehicle, *, day: date, limits: Limits | None = None) -> list[Point]:
    """The required papers alone, as of a day."""
    limits = limits or Limits()
    return [_paper(line, vehicle.papers, day, limits) for line in REQUIRED[VehicleKind(vehicle.kind)]]


def pupil_days_lost(words: Iterable[tuple[str, str, int]]) -> int:
    """Of (direction, said, pupils with a seat): those whose way in did not come. A way home lost is no day of class."""
    return sum(pupils for direction, said, pupils in words if direction == Direction.ENTRADA and said == Said.ABSENT)


def _together(points: Sequence[Point]) -> SafetyState:
    states = {one.state for one in points}
    if states & {PaperState.EXPIRED, PaperState.WRONG}:
        return SafetyState.UNSAFE
    if PaperState.MISSING in states:
        return SafetyState.UNKNOWN
    return SafetyState.EXPIRING if PaperState.EXPIRING in states else SafetyState.SAFE


def _until(expires: date | None, day: date, limits: Limits) -> PaperState:
    """A paper holds on its last day too."""
    if expires is None:
        return PaperState.MISSING
    if expires < day:
        return PaperState.EXPIRED
    return PaperState.EXPIRING if expires <= day + timedelta(days=limits.warn_days) else PaperState.IN_FORCE


def _paper(line: tuple[PaperKind, ...], papers: Sequence[Paper], day: date, limits: Limits) -> Point:
    last = max((one for one in papers if one.kind in line), key=lambda one: one.expires, default=None)
    label = (last and PaperKind(last.kind).label) or " / ".join(str(kind.label) for kind in line)
    return Point(label, _until(last and last.expires, day, limits), last and last.expires)


def _licence(kind: VehicleKind, driver: Driver | None, day: date, limits: Limits) -> list[Point]:
    allowed = LICENCES[kind]
    if not allowed:
        return []
    label = _("Licencia del conductor")
    if driver is None or not driver.licence_class:
        return [Point(label, PaperState.MISSING)]
    if driver.licence_class not in allowed:
        return [Point(label, PaperState.WRONG, driver.licence_expires, LicenceClass(driver.licence_class).label)]
    said = LicenceClass(driver.licence_class).label
    points = [Point(label, _until(driver.licence_expires, day, limits), driver.licence_expires, said)]
    if driver.credential_expires:  # not every municipality gives one: an expired one counts, none does not
        expires = driver.credential_expires
        points.append(Point(_("Credencial del conductor"), _until(expires, day, limits), expires))
    return points


def _retired(vehicle: Vehicle) -> list[Point]:
    """What was put out of use carries nobody, whatever its papers say."""
    return [] if vehicle.is_active else [Point(_("Fuera de uso"), PaperState.WRONG)]


def _age(kind: VehicleKind, made_year: int | None, day: date, limits: Limits) -> list[Point]:
    if kind not in ON_WHEELS:
        return []
    if made_year is None:
        return [Point(_("Año de fabricación"), PaperState.MISSING)]
    is_young = day.year - made_year <= limits.oldest_years
    return [Point(_("Año de fabricación"), PaperState.IN_FORCE if is_young else PaperState.WRONG, None, made_year)]


def _on_board(kind: VehicleKind, equipment: Sequence[str] | None) -> list[Point]:
    wanted = ON_BOARD[kind]
    if not wanted:
        return []
    if equipment is None:
        return [Point(_("Lo que lleva a bordo"), PaperState.MISSING)]
    lacking = [str(one.label) for one in wanted if one not in equipment]
    if lacking:
        return [Point(_("Lo que lleva a bordo"), PaperState.WRONG, None, _("falta: ") + ", ".join(lacking))]
    return [Point(_("Lo que lleva a bordo"), PaperState.IN_FORCE)]
