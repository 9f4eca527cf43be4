"""Secrets that must be read again are kept encrypted, with a key drawn from SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(data: bytes) -> bytes:
    return _box().encrypt(data)


def unseal(sealed: bytes) -> bytes:
    """Also what was sealed with a SECRET_KEY that SECRET_KEY_FALLBACKS still names."""
    return _box().decrypt(sealed)


def _box():
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_drawn_from(key))) for key in keys])


def _drawn_from(key):
    return hashlib.sha256(b"core.access.sealing:" + key.encode()).digest()
