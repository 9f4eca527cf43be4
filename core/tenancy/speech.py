"""In which words somebody reads: their language, with the terms of the UGEL's country (`locale/terms/`)."""

from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format


def speech_of(ugel, language: str = "") -> str:
    """The code to activate: «ky» at a district of Kyrgyzstan is «ky-x-kg»; without a language it is the UGEL's own.

    Not «ky-kg»: the C library takes plain Kyrgyz for that, so every other country would read its terms.
    """
    language = language or ugel.language
    country = ugel.region.country.lower()
    return f"{language}-x-{country}" if country in settings.COUNTRIES_WITH_TERMS else language


@contextmanager
def speaking(ugel, language: str = ""):
    """Speak to people of `ugel` (or to one of them, who reads `language`) while the block lasts."""
    with translation.override(speech_of(ugel, language)):
        yield


def written_day(day: date | None) -> str:
    """A day in figures as the reader writes it: «12/05/2026» in Spanish, “12 May 2026” in English; empty for none."""
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""
