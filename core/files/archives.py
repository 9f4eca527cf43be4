"""A ZIP (a workbook is one too) measured by what its directory announces, before anything is unpacked."""

from collections.abc import Sequence
from dataclasses import dataclass
from zipfile import ZipInfo

SMALL = 16 << 20  # below this a high ratio is a sheet of zeros, not a bomb


@dataclass(frozen=True)
class Limits:
    """What a reader takes on: bytes unpacked in all, entries, and times its packed size once it is not small."""

    unpacked: int
    entries: int = 2000
    ratio: int = 200
    shared_strings: int = 64 << 20  # openpyxl holds these in memory whole


def fits(entries: Sequence[ZipInfo], limits: Limits) -> bool:
    """May these entries be unpacked? zipfile itself reads no more of an entry than it announces."""
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    strings = sum(entry.file_size for entry in entries if entry.filename.lower().endswith("sharedstrings.xml"))
    return (
        len(entries) <= limits.entries
        and total <= limits.unpacked
        and strings <= limits.shared_strings
        and (total <= SMALL or total <= packed * limits.ratio)
    )
