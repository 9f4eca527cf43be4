"""What must be read again is kept encrypted: secrets with SECRET_KEY, names of children with keys of their own."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

SECRETS, NAMES = b"core.access.sealing:", b"core.access.sealing.names:"


def seal(data: bytes) -> bytes:
    return _box(SECRETS, _secret_keys()).encrypt(data)


def unseal(sealed: bytes) -> bytes:
    """Also what was sealed with a SECRET_KEY that SECRET_KEY_FALLBACKS still names."""
    return _box(SECRETS, _secret_keys()).decrypt(sealed)


def seal_name(data: bytes) -> bytes:
    """With the first of CASE_KEYS, whose loss alone loses every name; `name_key` says which it was."""
    return _box(NAMES, settings.CASE_KEYS).encrypt(data)


def unseal_name(sealed: bytes) -> bytes:
    """With whichever of CASE_KEYS sealed it; raises InvalidToken where that key is no longer among them."""
    return _box(NAMES, settings.CASE_KEYS).decrypt(sealed)


def name_key() -> str:
    """A short mark of the key that seals now, kept beside what it sealed; the key cannot be found from it."""
    return hashlib.sha256(b"mark:" + _drawn_from(NAMES, settings.CASE_KEYS[0])).hexdigest()[:16]


def _secret_keys():
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def _box(purpose, keys):
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_drawn_from(purpose, key))) for key in keys])


def _drawn_from(purpose, key):
    return hashlib.sha256(purpose + key.encode()).digest()
