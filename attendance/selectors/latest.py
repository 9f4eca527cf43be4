"""What stands where rows are only added: of each thing the row told last."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def latest(rows: QuerySet[Row], *key: str) -> QuerySet[Row]:
    """Of `rows` the last told for each value of `key`, to be filtered and summed further."""
    last = rows.order_by(*key, "-recorded_at", "-pk").distinct(*key)
    return rows.model._default_manager.filter(pk__in=last.values("pk"))
