"""Numbers of the rules: declared by the apps, changed by a UGEL, stored with what they decided."""

from django.db.models import FloatField, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from core.strategies.models import SettingValue
from core.strategies.registry import Setting, collect
from core.tenancy.errors import DomainError


class UnknownSetting(KeyError):
    """No app declares a setting of this name."""


def declared(name: str) -> Setting:
    for setting in collect("settings"):
        if setting.name == name:
            return setting
    raise UnknownSetting(name)


def value(name: str):
    """This UGEL's value, or the declared default."""
    row = SettingValue.objects.filter(name=name).values_list("value", flat=True).first()
    return declared(name).default if row is None else row


def values(names) -> dict:
    """Several settings at once, for storing beside a result."""
    stored = dict(SettingValue.objects.filter(name__in=names).values_list("name", "value"))
    return {name: stored.get(name, declared(name).default) for name in names}


def expression(name: str, *, ugel: str = "ugel_id"):
    """The setting as a SQL number, correlated on the outer row's tenant; for one query over many UGELs."""
    stored = SettingValue.objects.filter(ugel_id=OuterRef(ugel), name=name)
    number = Cast(Cast(Subquery(stored.values("value")[:1]), TextField()), FloatField())
    return Coalesce(number, Value(float(str(declared(name).default))), output_field=FloatField())


def change(*, name: str, new_value) -> SettingValue:
    """Store this UGEL's value of a declared number; raises DomainError for anything that is not one."""
    default = declared(name).default
    if isinstance(new_value, bool) != isinstance(default, bool) or not isinstance(new_value, int | float):
        raise DomainError(_("El valor debe ser un número."))
    return SettingValue.objects.update_or_create(name=name, defaults={"value": new_value})[0]
