"""What a chart is given: dicts (a frozen report keeps JSON), tuples or these records, all read alike."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Bar:
    label: str
    value: float | None = None  # None prints «sin dato», no bar
    text: str = ""  # what is written at its end; the value by default


@dataclass(frozen=True)
class Segment:
    tone: str
    label: str
    count: int = 0


@dataclass(frozen=True)
class Pair:
    label: str
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True)
class Dot:
    label: str
    value: float | None = None


@dataclass(frozen=True)
class Step:
    label: str
    count: int = 0


@dataclass(frozen=True)
class District:
    name: str
    rings: tuple = ()  # GeoJSON rings: lists of (lon, lat), the first the outline
    code: str = ""


@dataclass(frozen=True)
class Place:
    label: str
    lon: float | None = None
    lat: float | None = None
    tone: str = "none"
    state: str = ""
    url: str = ""


def read(kind, rows):
    """Every row as `kind`; a row that is a dict may hold more than the chart needs."""
    names = [field.name for field in fields(kind)]
    return [_one(kind, names, row) for row in rows or ()]


def _one(kind, names, row):
    if isinstance(row, kind):
        return row
    if isinstance(row, dict):
        return kind(**{name: row[name] for name in names if name in row})
    if isinstance(row, list | tuple):
        return kind(*row)
    return kind(**{name: getattr(row, name) for name in names if hasattr(row, name)})
