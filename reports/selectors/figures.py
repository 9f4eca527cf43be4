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

from core.strategies.indicators import Frame, Indicator, Kind, Tally

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
    amounts: Sequence[tuple] = field(default_factory=list)


# Numerator = achieved and eligible: a school outside the denominator is in neither part. Parts meet by grouping, never
# by a join: the planner cannot know the size of a declared queryset, and would loop over it.
SHARE = """
SELECT ugel_id, count(*) FILTER (WHERE is_in AND has_it), count(*) FILTER (WHERE is_in),
       {hits}, {everybody}, NULL::jsonb{asides}
FROM (SELECT ugel_id, id, bool_or(part = 0) AS is_in, bool_or(part = 1) AS has_it{flags}
      FROM ({parts}) AS p (part, ugel_id, id) GROUP BY ugel_id, id) AS m
GROUP BY ugel_id
"""
COUNT = """
SELECT ugel_id, count(*) FILTER (WHERE has_it), NULL::bigint, {hits}, '{{}}'::bigint[], NULL::jsonb{asides}
FROM (SELECT ugel_id, id, true AS is_in, bool_or(part = 1) AS has_it{flags}
      FROM ({parts}) AS p (part, ugel_id, id) GROUP BY ugel_id, id) AS m
GROUP BY ugel_id
"""
PART = "SELECT {at}, ugel_id, id FROM ({rows}) AS q (ugel_id, id)"
MEMBERS = "coalesce(array_agg(id ORDER BY id) FILTER (WHERE {condition}), '{{}}')"
# A row that lacks either amount is unknown: it is in no sum, and listed apart.
RATIO = """
SELECT ugel_id, sum(top) FILTER (WHERE known), sum(bottom) FILTER (WHERE known),
       coalesce(array_agg(id ORDER BY id) FILTER (WHERE known), '{{}}'),
       coalesce(array_agg(id ORDER BY id) FILTER (WHERE NOT known), '{{}}'),
       jsonb_agg(jsonb_build_array(id, top, bottom) ORDER BY id) FILTER (WHERE known)
FROM (SELECT ugel_id, id, top, bottom, top IS NOT NULL AND bottom IS NOT NULL AS known
      FROM ({amounts}) AS q (ugel_id, id, top, bottom)) AS r GROUP BY ugel_id
"""
SUM = """
SELECT ugel_id, sum(top), NULL::numeric, coalesce(array_agg(id ORDER BY id) FILTER (WHERE top IS NOT NULL), '{{}}'),
       coalesce(array_agg(id ORDER BY id) FILTER (WHERE top IS NULL), '{{}}'),
       jsonb_agg(jsonb_build_array(id, top) ORDER BY id) FILTER (WHERE top IS NOT NULL)
FROM ({amounts}) AS q (ugel_id, id, top) GROUP BY ugel_id
"""
TALLY = "SELECT ugel_id, {members} FROM ({rows}) AS s GROUP BY ugel_id"
NO_ROWS = "SELECT NULL::int, NULL::bigint{amounts} WHERE false"


def compute(indicator: Indicator, frame: Frame, ugel_ids: Iterable[int]) -> list[Figure]:
    """The figure of every UGEL in `ugel_ids`, which the open scope must cover; one statement in all."""
    sql, params = statement(indicator, frame)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = {ugel_id: values for ugel_id, *values in cursor.fetchall()}
    return [_figure(indicator, ugel_id, found.get(ugel_id)) for ugel_id in ugel_ids]


def statement(indicator: Indicator, frame: Frame) -> tuple[str, list]:
    """The SQL of one figure over every tenant of the open scope."""
    if indicator.kind == Kind.RATIO_OF_SUMS:
        amounts, params = _sql(indicator.amounts(frame), "numerator_amount", "denominator_amount")
        return RATIO.format(amounts=amounts), [*params]
    if indicator.kind == Kind.SUM:
        amounts, params = _sql(indicator.amounts(frame), "numerator_amount")
        return SUM.format(amounts=amounts), [*params]
    if indicator.kind not in (Kind.SHARE, Kind.COUNT):
        raise ValueError(f"Indicator '{indicator.code}' is {indicator.kind}: it is printed, not computed.")
    eligible = [indicator.eligible] if indicator.kind == Kind.SHARE else [None]
    asides = [rows for _label, rows in indicator.apart.values()]
    parts, params = _tagged([*eligible, indicator.achieved, *asides], frame)
    names = [f"aside_{at}" for at in range(len(asides))]
    template = SHARE if indicator.kind == Kind.SHARE else COUNT
    sql = template.format(
        parts=parts,
        hits=MEMBERS.format(condition="is_in AND has_it"),
        everybody=MEMBERS.format(condition="is_in"),
        flags="".join(f", bool_or(part = {at}) AS {name}" for at, name in enumerate(names, start=2)),
        asides="".join(f", {MEMBERS.format(condition=name)}" for name in names),
    )
    return sql, params


def compute_tally(tally: Tally, indicators: Sequence[Indicator], frame: Frame, ugel_ids: Iterable[int]) -> list[Figure]:
    """All figures that are read from one tally, of every UGEL in `ugel_ids`: one statement for all of them."""
    rows, params = tally.read(frame)
    conditions = ["true", *(condition for indicator in indicators for condition in _conditions(indicator))]
    members = ", ".join(MEMBERS.format(condition=condition) for condition in conditions)
    with connection.cursor() as cursor:
        cursor.execute(TALLY.format(members=members, rows=rows), params)
        found = {ugel_id: lists for ugel_id, *lists in cursor.fetchall()}
    nobody = [[] for _ in conditions]
    return [
        figure for ugel_id in ugel_ids for figure in _figures_of_tally(indicators, ugel_id, found.get(ugel_id, nobody))
    ]


def _conditions(indicator):
    tallied = indicator.tallied
    return [tallied.achieved, *(tallied.apart[key] for key in indicator.apart)]


def _figures_of_tally(indicators, ugel_id, lists):
    everybody, *lists = lists
    found = iter(lists)
    for indicator in indicators:
        hits = next(found)
        is_share = indicator.kind == Kind.SHARE
        yield Figure(
            ugel_id=ugel_id,
            indicator=indicator,
            numerator=len(hits),
            denominator=len(everybody) if is_share else None,
            numerator_ids=hits,
            denominator_ids=everybody if is_share else [],
            apart={key: next(found) for key in indicator.apart},
        )


def _tagged(sources, frame):
    """All querysets under one another, each row with the number of the part it comes from."""
    texts, params = [], []
    for at, rows in enumerate(sources):
        if rows is not None:
            sql, own = _sql(rows(frame))
            texts.append(PART.format(at=at, rows=sql))
            params += own
    return " UNION ALL ".join(texts), params


def _sql(rows: QuerySet, *amounts: str) -> tuple[str, Sequence]:
    try:
        return rows.order_by().values_list("ugel_id", "pk", *amounts).query.sql_with_params()
    except EmptyResultSet:
        return NO_ROWS.format(amounts=", NULL::numeric" * len(amounts)), ()


def _figure(indicator, ugel_id, found):
    # Counted, and there was none: that is known to be zero; a sum of nothing is unknown.
    nothing = {Kind.SHARE: (0, 0), Kind.COUNT: (0, None)}.get(indicator.kind, (None, None))
    numerator, denominator, hits, ids, amounts, *asides = found or (
        *nothing,
        [],
        [],
        None,
        *[[] for _ in indicator.apart],
    )
    if indicator.kind.sums_amounts:
        asides, ids = [ids], hits if indicator.kind.has_percent else []
    return Figure(
        ugel_id=ugel_id,
        indicator=indicator,
        numerator=numerator,
        denominator=denominator,
        numerator_ids=hits,
        denominator_ids=ids,
        apart=dict(zip(_keys(indicator), asides, strict=True)),
        amounts=json.loads(amounts) if amounts else [],
    )


def _keys(indicator):
    return [UNKNOWN] if indicator.kind.sums_amounts else list(indicator.apart)
