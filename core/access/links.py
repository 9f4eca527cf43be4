"""Links for one person without an account: a row's number and letters in one token, slow to guess."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from core.access.services.wrong_codes import check_may_look, count_wrong_look
from core.access.tokens import LinkLetters, Row, readable
from core.tenancy.errors import DomainError

LENGTH = 12
NUMBER = re.compile(r"[0-9]{1,18}")


class LinkUnknown(DomainError):
    message = _("Este enlace no existe. Revise que esté completo, o pida otro a la UGEL.")


class LinkEnded(DomainError):
    message = _("Este enlace ya no abre: venció o se anuló. Pida otro a la UGEL.")


@dataclass(frozen=True)
class PersonalLinks:
    """The links of one kind, each bound to a row with `ugel_id` and `salt`; a new salt ends the link before."""

    purpose: str
    path: Callable[[str], str]

    def token_of(self, row: Model) -> str:
        """What the link carries: the row's number and its letters."""
        return f"{row.pk}-{self._letters.of(row)}"

    def printed_token(self, row: Model) -> str:
        """The same in groups, to be read aloud or typed from paper."""
        letters = self._letters.of(row)
        return "-".join([str(row.pk), *(letters[start : start + 4] for start in range(0, LENGTH, 4))])

    def path_of(self, row: Model) -> str:
        """Below the UGEL's address."""
        return self.path(self.token_of(row))

    def row_behind(self, token: str, rows: QuerySet[Row], *, address: str) -> Row:
        """The row a token opens, for a visitor from `address`; reads only. Raises TooManyWrongCodes, LinkUnknown."""
        check_may_look(address)
        number, *groups = re.split(r"[^0-9A-Z]+", token.strip().upper())
        row = self._letters.row_with(rows, number, "".join(groups)) if NUMBER.fullmatch(number) else None
        if row is None:
            count_wrong_look(address)
            raise LinkUnknown
        return row

    @property
    def _letters(self) -> LinkLetters:
        return LinkLetters(self.purpose, lambda digest: readable(digest, LENGTH))
