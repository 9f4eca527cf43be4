"""Codes people carry: how they are made, printed, read back and hashed. They begin with the UGEL's own code."""

import re
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from core.access.enums import KeyKind
from core.tenancy.ids import CODE_ALPHABET, public_code

SALT = "core.access.codes"
# Letters of a card carry 4.9 bits each; a code read aloud is digits only, short, and gone after ten minutes.
LETTERS = {KeyKind.CARD: 12, KeyKind.MAILED: 20}
DIGITS = 8


@dataclass(frozen=True)
class TypedCode:
    """What somebody typed, taken apart: the UGEL's code and the secret."""

    ugel_code: str
    secret: str


def make_secret(kind: KeyKind) -> str:
    if kind == KeyKind.SPOKEN:
        return "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    return public_code(LETTERS[kind])


def printed(ugel, secret: str) -> str:
    """As people read it, in groups: 230002 7K4M 9QXT 2BHC."""
    return " ".join([ugel.code, *(secret[start : start + 4] for start in range(0, len(secret), 4))])


def clean(text: str) -> str:
    """Capitals and digits only: spaces, hyphens and small letters do not matter."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())[:40]


def taken_apart(text: str) -> list[TypedCode]:
    """Every way to read a whole code: a UGEL has 6 digits, a district 8, and a spoken secret is digits as well."""
    code = clean(text)
    readings = [TypedCode(code[:length], code[length:]) for length in (6, 8)]
    return [one for one in readings if one.ugel_code.isdigit() and plausible(one.secret)]


def without_ugel(text: str, ugel) -> str:
    """The secret alone, whether or not the UGEL's code was typed before it."""
    code = clean(text)
    rest = code.removeprefix(ugel.code)
    return rest if plausible(rest) else code


def plausible(secret: str) -> bool:
    """Whether it could be one of ours at all."""
    if len(secret) == DIGITS:
        return secret.isdigit()
    return len(secret) in LETTERS.values() and all(letter in CODE_ALPHABET for letter in secret)


def hash_of(secret: str, key: str | None = None) -> str:
    """Keyed with SECRET_KEY: a stolen table alone cannot be searched through."""
    return salted_hmac(SALT, secret, secret=key, algorithm="sha256").hexdigest()


def hashes_of(secret: str) -> list[str]:
    """With today's SECRET_KEY and those it replaced."""
    return [hash_of(secret, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
