"""Tax codes as people type them, made comparable."""

from django.utils.translation import gettext_lazy as _

from core.tenancy.enums import Country
from core.tenancy.errors import DomainError

RUC_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# SUNAT: 10 natural persons, 15, 16 and 17 persons with another document, 20 legal persons.
RUC_STARTS = ("10", "15", "16", "17", "20")
INN_LENGTH = 14


class NotARuc(DomainError):
    message = _("El RUC tiene 11 dígitos y su último dígito no coincide: revíselo, o déjelo en blanco.")


class NotAnInn(DomainError):
    message = _("El INN tiene 14 dígitos: revíselo, o déjelo en blanco.")


def parse_ruc(text, country: str = Country.PERU) -> str:
    """The digits of a tax code (RUC in Peru, INN in Kyrgyzstan), or "" for none; raises NotARuc or NotAnInn."""
    code = "".join(str(text or "").replace("-", "").split())
    if not code:
        return ""
    if country == Country.KYRGYZSTAN:
        if not (code.isascii() and code.isdecimal() and len(code) == INN_LENGTH):
            raise NotAnInn
        return code
    if not is_ruc(code):
        raise NotARuc
    return code


def is_ruc(code: str) -> bool:
    """Whether the check digit (modulus 11) fits."""
    if not (code.isascii() and code.isdecimal() and len(code) == 11 and code.startswith(RUC_STARTS)):
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(code, RUC_WEIGHTS, strict=False)) % 11
    return int(code[-1]) == rest % 10
