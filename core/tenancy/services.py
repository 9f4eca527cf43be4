import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from core.tenancy.models import Region, Ugel


class BadUgelCode(DomainError):
    message = _("El código de la UGEL tiene 6 dígitos (CODOOII) o 8 (SOATE). Revise el código.")


class UgelExists(DomainError):
    message = _("Ya existe una UGEL con ese código.")


@transaction.atomic
def create_ugel(*, code: str, name: str, region: Region, **facts) -> Ugel:
    """Make a tenant: one row, no table. Only the owner role may.

    `facts` are further columns of Ugel (kind, time_zone, language, currency). Raises BadUgelCode and UgelExists.
    """
    check_code_is_free(code)
    return Ugel.objects.create(code=code, name=name, region=region, **facts)


def check_code_is_free(code: str) -> None:
    """Raise BadUgelCode or UgelExists for a code no new tenant can have."""
    if not re.fullmatch(r"\d{6}|\d{8}", code):
        raise BadUgelCode
    if Ugel.objects.filter(code=code).exists():
        raise UgelExists
