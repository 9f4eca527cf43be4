"""Numbers that follow each other within a UGEL: of receipts, needs, papers."""

from django.db import connection

from core.tenancy.models import NumberSeries
from core.tenancy.scope import current_ugel_id


def next_number(series: type[NumberSeries], **key) -> int:
    """The next number of the open UGEL's series, in one question.

    `key` names the row where a UGEL has several (a type and a year). Its row is held until the caller commits, so ask
    late; a rollback gives the number back.
    """
    table = connection.ops.quote_name(series._meta.db_table)
    row = {"ugel_id": current_ugel_id(), **key}
    names = ", ".join(connection.ops.quote_name(name) for name in row)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}, last_number) VALUES ({', '.join(['%s'] * len(row))}, 1) "  # noqa: S608
            f"ON CONFLICT ({names}) DO UPDATE SET last_number = {table}.last_number + 1 RETURNING last_number",
            list(row.values()),
        )
        return cursor.fetchone()[0]
