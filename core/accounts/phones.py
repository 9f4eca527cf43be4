"""Telephone numbers of the two countries."""

import re

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import PhoneNumber

from core.tenancy.enums import Country
from core.tenancy.errors import DomainError

AS_WRITTEN = re.compile(r"\s*\+?[\d\s().-]+")


class NotAPhone(DomainError):
    message = _("El teléfono no parece completo. Escriba los 9 dígitos del celular, o con el código del país: +51 …")


def parse_phone(text, country: str = Country.PERU) -> PhoneNumber:
    """A number as people write it, completed with the UGEL's country; raises NotAPhone."""
    # The parser would take the first of two numbers and drop the rest without a word.
    if not AS_WRITTEN.fullmatch(str(text)):
        raise NotAPhone
    try:
        number = PhoneNumber.from_string(str(text).strip(), region=country)
    except phonenumbers.NumberParseException as error:
        raise NotAPhone from error
    if not number.is_valid():
        raise NotAPhone
    return number


def readings(text) -> list[str]:
    """Every number a text may mean where the country is not known yet, most likely first; raises NotAPhone."""
    found = []
    for country in Country:
        try:
            found.append(parse_phone(text, country).as_e164)
        except NotAPhone:
            continue
    if not found:
        raise NotAPhone
    return list(dict.fromkeys(found))


def dial_url(phone: PhoneNumber) -> str:
    return f"tel:{phone.as_e164}"


def as_typed(phone: PhoneNumber | None, country: str = Country.PERU) -> str:
    """Without the plus a spreadsheet would take for a formula, and still read back as the same number."""
    if not phone:
        return ""
    is_home = phone.country_code == phonenumbers.country_code_for_region(country)
    return phone.as_national if is_home else f"00{phone.as_e164.removeprefix('+')}"
