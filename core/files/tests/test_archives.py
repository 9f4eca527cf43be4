import io
import zipfile

import pytest

from core.files import archives
from core.files.archives import Limits, fits

LIMITS = Limits(unpacked=8 << 20, entries=3, ratio=200, shared_strings=1 << 20)


def entries(contents):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return zipfile.ZipFile(out).infolist()


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ({"a": b"x" * 1000}, True),
        ({"a": b" " * (8 << 20)}, True),
        ({"a": b" " * (8 << 20), "b": b"x"}, False),
        ({"a": b"x", "b": b"x", "c": b"x", "d": b"x"}, False),
        ({"xl/sharedStrings.xml": b" " * ((1 << 20) + 1)}, False),
        ({}, True),
    ],
    ids=["small", "just fits", "too much", "too many", "strings held in memory", "empty"],
)
def test_an_archive_is_measured_by_its_directory(contents, expected):
    assert fits(entries(contents), LIMITS) is expected


def test_what_swells_is_refused_once_it_is_not_small(monkeypatch):
    swollen = entries({"a": b" " * (2 << 20)})
    assert fits(swollen, LIMITS)
    monkeypatch.setattr(archives, "SMALL", 1 << 20)
    assert not fits(swollen, LIMITS)
