from django.db import models

from core.tenancy.models import TenantModel


class SettingValue(TenantModel):
    """A rule's number that this UGEL changed; absent means the declared default."""

    name = models.CharField(max_length=80)
    value = models.JSONField()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "name"], name="strategies_setting_once"),
        ]

    def __str__(self):
        return f"{self.name} = {self.value}"
