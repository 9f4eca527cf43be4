"""HTML to a tagged PDF. Nothing leaves the machine: the fetcher knows static files and the photos it is given."""

import mimetypes
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils._os import safe_join

# Never asked: only what relative addresses are completed with.
BASE_URL = "https://comuset.invalid/"
Photo = tuple[bytes, str]
# WeasyPrint tags every picture as a figure, which needs words: decoration gets a blank, which nobody reads aloud.
HIDDEN_DRAWING = re.compile(r'(<svg\b[^>]*aria-hidden="true"[^>]*>)')
BLANK_TITLE = r"\1<title> </title>"


def pdf_of(html: str, *, photo_at: Callable[[str], Photo | None] = lambda path: None) -> bytes:
    """Print HTML as PDF/UA-1; `photo_at(path)` gives the bytes and type of a picture that may be printed."""
    # Late import: WeasyPrint loads Pango, which web processes never need.
    from weasyprint import HTML

    fetcher = _fetcher(photo_at)
    spoken = HIDDEN_DRAWING.sub(BLANK_TITLE, html).replace(' alt=""', ' alt=" "')
    return HTML(string=spoken, base_url=BASE_URL, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")


def _fetcher(photo_at):
    # Late import: see pdf_of.
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class HouseFetcher(URLFetcher):
        """Static files, given photos and data: addresses; everything else is refused."""

        def fetch(self, url, headers=None):
            if url.startswith("data:"):
                return super().fetch(url, headers)
            content, content_type = _read(url, photo_at)
            return URLFetcherResponse(url, content, {"Content-Type": content_type})

    return HouseFetcher(allowed_protocols={"data"})


def _read(url, photo_at) -> Photo:
    path = urlsplit(url).path
    if not url.startswith(BASE_URL):
        raise ValueError(f"A PDF asked for {url}, which is not part of the house.")
    if path.startswith(settings.STATIC_URL):
        return _static(path.removeprefix(settings.STATIC_URL))
    if photo := photo_at(path):
        return photo
    raise ValueError(f"A PDF asked for {path}, which is neither a static file nor a photo that may be printed.")


def _static(name) -> Photo:
    found = finders.find(name) or safe_join(settings.STATIC_ROOT, name)
    return Path(found).read_bytes(), mimetypes.guess_type(name)[0] or "application/octet-stream"
