from django.db import models

from core.tenancy.constraints import CompositeReference
from core.tenancy.scope import current_ugel_id


class UgelForeignKey(models.ForeignKey):
    """Whose a row is; that the open scope's own UGEL exists needs no question to the database."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs

    def validate(self, value, model_instance):
        if value != current_ugel_id():
            super().validate(value, model_instance)


class TenantForeignKey(models.ForeignKey):
    """A reference between two tenant tables, held by the composite key `(ugel_id, x_id)`.

    The plain key is left out (`db_constraint=False`): it would let a row point at another tenant's.
    """

    def __init__(self, to, on_delete, **kwargs):
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def contribute_to_class(self, cls, name, private_only=False, **kwargs):
        super().contribute_to_class(cls, name, private_only=private_only, **kwargs)
        meta = cls._meta
        # Migrations' historical models bring their constraints with them.
        if meta.abstract or cls.__module__ == "__fake__":
            return
        key = CompositeReference(name=f"{meta.app_label}_{meta.model_name}_{name}_fk"[:63], field=name)
        meta.constraints = [*meta.constraints, key]
        meta.original_attrs["constraints"] = meta.constraints
