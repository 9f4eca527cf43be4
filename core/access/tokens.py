"""Tokens of links that need no account: a row's number, and letters that follow from SECRET_KEY and the row's salt."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.crypto import salted_hmac

from core.tenancy.ids import CODE_ALPHABET

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class LinkLetters:
    """The letters of one kind of link: kept in no table, so that the UGEL can show a link again and a thief cannot.

    `purpose` keeps the kinds apart; `spell` writes a digest as letters. The rows have `ugel_id` and `salt`.
    """

    purpose: str
    spell: Callable[[bytes], str]

    def of(self, row, secret: str | None = None) -> str:
        said = f"{row.ugel_id}:{row.pk}:{row.salt}"
        return self.spell(salted_hmac(self.purpose, said, secret=secret, algorithm="sha256").digest())

    def row_with(self, rows: QuerySet[Row], number: str, letters: str) -> Row | None:
        """The row with this number, where the letters are its own, under today's SECRET_KEY or one it replaced."""
        row = rows.filter(pk=number).first()
        # The letters are compared even where the number is nobody's, so that both refusals take as long.
        against = row or rows.model(pk=0, salt="", ugel_id=0)
        known = [self.of(against, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
        fits = [secrets.compare_digest(one, letters) for one in known]
        return row if any(fits) else None


def readable(digest: bytes, length: int) -> str:
    """The first letters of a digest in the alphabet that is read aloud and typed from paper."""
    number, letters = int.from_bytes(digest, "big"), ""
    for _place in range(length):
        number, rest = divmod(number, len(CODE_ALPHABET))
        letters += CODE_ALPHABET[rest]
    return letters
