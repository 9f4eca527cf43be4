"""Many small questions in one statement: a home asks the database as often with twenty apps as with one."""

from django.db.models import Exists, Expression, IntegerField, QuerySet, Subquery

from core.tenancy.models import Ugel
from core.tenancy.scope import current_ugel_id


class RowCount(Subquery):
    """How many rows a queryset has, as a value of another query."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet):
        super().__init__(rows.order_by().values("pk"))


def count_all(rows: dict[str, QuerySet]) -> dict[str, int]:
    """How many rows each queryset has, by its name."""
    counted = _ask({name: RowCount(found) for name, found in rows.items()})
    return {name: count or 0 for name, count in counted.items()}


def exist_all(rows: dict[str, QuerySet]) -> dict[str, bool]:
    """Whether each queryset has a row, by its name."""
    return {name: bool(answer) for name, answer in _ask({n: Exists(found) for n, found in rows.items()}).items()}


def _ask(expressions: dict[str, Expression]) -> dict:
    if not expressions:
        return {}
    # Keys of pieces hold dots; columns may not.
    columns = {f"answer_{number}": expression for number, expression in enumerate(expressions.values())}
    row = Ugel.objects.filter(pk=current_ugel_id()).values(**columns).get()
    return dict(zip(expressions, row.values(), strict=True))
