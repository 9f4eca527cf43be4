"""The indicator engine: one SQL statement a figure, for every tenant of the open scope at once.

Raw SQL, because the declared querysets are joined as wholes, which the ORM cannot say. Values are parameters; the
only text put together here is SQL that Django's compiler wrote.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from core.strategies.indicators import Frame, Indicator, Kind

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Figure:
    """One indicator of one UGEL, with its members by id."""

    ugel_id: int
    indicator: Indicator
    numerator: int | Decimal | None
    denominator: int | Decimal | None
    numerator_ids: Sequence[int] = ()
    denominator_ids: Sequence[int] = ()
    apart: Mapping[str, Sequence[int]] = field(default_factory=dict)
    amounts: Sequence[tuple] = ()


# Numerator = achieved and eligible: a school outside the denominator is in neither part.
SHARE = """
SELECT '' AS part, e.ugel_id, count(a.id) AS numerator, count(*) AS denominator,
       coalesce(array_agg(a.id ORDER BY a.id) FILTER (WHERE a.id IS NOT NULL), '{{}}') AS hits,
       array_agg(e.id ORDER BY e.id) AS ids, NULL::jsonb AS amounts
FROM (SELECT DISTINCT ugel_id, id FROM ({eligible}) AS q (ugel_id, id)) AS e
LEFT JOIN (SELECT DISTINCT ugel_id, id FROM ({achieved}) AS q (ugel_id, id)) AS a USING (ugel_id, id)
GROUP BY e.ugel_id
"""
COUNT = """
SELECT '' AS part, ugel_id, count(*) AS numerator, NULL::bigint AS denominator,
       array_agg(id ORDER BY id) AS hits, '{{}}'::bigint[] AS ids, NULL::jsonb AS amounts
FROM (SELECT DISTINCT ugel_id, id FROM ({achieved}) AS q (ugel_id, id)) AS a GROUP BY ugel_id
"""
# A row that lacks either amount is unknown: it is in no sum, and listed apart.
RATIO = """
SELECT '' AS part, ugel_id, sum(top) FILTER (WHERE known) AS numerator, sum(bottom) FILTER (WHERE known) AS denominator,
       coalesce(array_agg(id ORDER BY id) FILTER (WHERE known), '{{}}') AS hits,
       coalesce(array_agg(id ORDER BY id) FILTER (WHERE NOT known), '{{}}') AS ids,
       jsonb_agg(jsonb_build_array(id, top, bottom) ORDER BY id) FILTER (WHERE known) AS amounts
FROM (SELECT ugel_id, id, top, bottom, top IS NOT NULL AND bottom IS NOT NULL AS known
      FROM ({amounts}) AS q (ugel_id, id, top, bottom)) AS r GROUP BY ugel_id
"""
APART = """
SELECT %s AS part, ugel_id, NULL, NULL, array_agg(id ORDER BY id), NULL, NULL
FROM (SELECT DISTINCT ugel_id, id FROM ({rows}) AS q (ugel_id, id)) AS p GROUP BY ugel_id
"""
NO_ROWS = "SELECT NULL::int, NULL::bigint WHERE false"
NO_AMOUNTS = "SELECT NULL::int, NULL::bigint, NULL::numeric, NULL::numeric WHERE false"


def compute(indicator: Indicator, frame: Frame, ugel_ids: Iterable[int]) -> list[Figure]:
    """The figure of every UGEL in `ugel_ids`, which the open scope must cover; one statement in all."""
    sql, params = statement(indicator, frame)
    found: dict[int, dict] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for part, ugel_id, *values in cursor.fetchall():
            found.setdefault(ugel_id, {})[part] = values
    return [_figure(indicator, ugel_id, found.get(ugel_id, {})) for ugel_id in ugel_ids]


def statement(indicator: Indicator, frame: Frame) -> tuple[str, list]:
    """The SQL of one figure over every tenant of the open scope."""
    if indicator.kind == Kind.SHARE:
        parts = [_fill(SHARE, eligible=indicator.eligible(frame), achieved=indicator.achieved(frame))]
    elif indicator.kind == Kind.COUNT:
        parts = [_fill(COUNT, achieved=indicator.achieved(frame))]
    elif indicator.kind == Kind.RATIO_OF_SUMS:
        parts = [_fill(RATIO, amounts=indicator.amounts(frame))]
    else:
        raise ValueError(f"Indicator '{indicator.code}' is {indicator.kind}: it is printed, not computed.")
    for key, (_label, rows) in indicator.apart.items():
        sql, params = _fill(APART, rows=rows(frame))
        parts.append((sql, [key, *params]))
    return "\nUNION ALL\n".join(sql for sql, _params in parts), [p for _sql, params in parts for p in params]


def _fill(template, **querysets):
    compiled = {name: _sql(rows, amounts=name == "amounts") for name, rows in querysets.items()}
    sql = template.format(**{name: text for name, (text, _params) in compiled.items()})
    return sql, [param for _text, params in compiled.values() for param in params]


def _sql(rows: QuerySet, *, amounts: bool) -> tuple[str, Sequence]:
    columns = ["ugel_id", "pk", "numerator_amount", "denominator_amount"] if amounts else ["ugel_id", "pk"]
    try:
        return rows.order_by().values_list(*columns).query.sql_with_params()
    except EmptyResultSet:
        return NO_AMOUNTS if amounts else NO_ROWS, ()


def _figure(indicator, ugel_id, parts):
    numerator, denominator, hits, ids, amounts = parts.get("", (None, None, [], [], None))
    apart = {key: parts[key][2] if key in parts else [] for key in indicator.apart}
    if indicator.kind == Kind.RATIO_OF_SUMS:
        apart, ids = {**apart, UNKNOWN: ids}, hits
    elif not parts.get(""):
        # Counted, and there was none: that is known to be zero.
        numerator, denominator = 0, (0 if indicator.kind == Kind.SHARE else None)
    return Figure(
        ugel_id=ugel_id,
        indicator=indicator,
        numerator=numerator,
        denominator=denominator,
        numerator_ids=hits,
        denominator_ids=ids,
        apart=apart,
        amounts=json.loads(amounts) if isinstance(amounts, str) else amounts or [],
    )
