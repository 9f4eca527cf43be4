"""When a cut was taken: written in the official file name, else the latest FECHA_ACT of its rows."""

import re
from datetime import date

_IN_NAME = re.compile(r"(?<!\d)(20\d{2})[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_ISO = re.compile(r"(\d{4})[-/]?(\d{2})[-/]?(\d{2})")
_PERUVIAN = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def cut_date_in(name: str) -> date | None:
    """The date in a name such as Padron_web_20260918.zip."""
    match = _IN_NAME.search(name)
    return _date(*match.groups()) if match else None


def read_date(text: str) -> date | None:
    """A date written as 20260918, 2026-09-18 or 18/09/2026."""
    if match := _ISO.match(text):
        return _date(*match.groups())
    if match := _PERUVIAN.match(text):
        return _date(*reversed(match.groups()))
    return None


def _date(year, month, day):
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
