"""All ESYA figures of one UGEL and of the nation, against one hand-written statement that stores the same."""

import json
import sys
from datetime import date

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
ground.enter(SIZE)

from django.db import connection, transaction  # noqa: E402
from psycopg.types.json import Jsonb  # noqa: E402

from bench.nation import SIZES  # noqa: E402
from core.strategies.registry import indicators  # noqa: E402
from core.tenancy.models import Ugel  # noqa: E402
from core.tenancy.scope import region_scope, scope  # noqa: E402
from reports.models import IndicatorResult  # noqa: E402
from reports.services.computing import compute_everywhere, compute_here, frame_of  # noqa: E402
from safety.selectors.improvement import STATEMENT, parameters_of  # noqa: E402
from schools.models import School  # noqa: E402

FRAME = frame_of(period_start=date(2026, 3, 1), period_end=date(2026, 10, 31), time_zone="America/Lima")
OURS = [indicator for indicator in indicators() if indicator.app == "safety"]
TAIL = (ground.ROOT / "bench" / "sql" / "figures.sql").read_text()
ROUNDS = {"small": 7, "full": 3}[SIZE]

# code: (kind, condition of the numerator, {apart: condition}); the denominator is the ámbito.
RUNGS = {"limited": "= 'limited'", "none": "= 'none'", "unknown": "= 'unknown'"}
FIGURES = {
    "safety.improved": (
        "is_up AND NOT is_down",
        {
            "worse": "is_down",
            "unchanged": "NOT is_up AND NOT is_down",
            "not_verified": "NOT has_pair AND is_waiting",
            "not_evaluated": "NOT has_pair AND NOT is_waiting AND is_counted",
            "never_checked": "NOT has_pair AND NOT is_waiting AND NOT is_counted",
        },
    ),
    "safety.checked": ("is_checked", {"unchecked": "NOT is_checked"}),
    "safety.at_risk": ("is_risky", {"unchecked": "NOT is_checked"}),
    **{
        f"safety.basic_{name}": (
            f"{name}_rung = 'basic'",
            {**{key: f"{name}_rung {test}" for key, test in RUNGS.items()}, "unchecked": "NOT is_checked"},
        )
        for name in ("water", "sanitation", "hygiene")
    },
    **{
        f"safety.sdg_4a1_{letter}": (
            f"sdg_met @> ARRAY['{letter}']::varchar[]",
            {"unknown": f"sdg_unknown @> ARRAY['{letter}']::varchar[]", "unchecked": "NOT is_checked"},
        )
        for letter in "abcdefg"
    },
}
STORE = """
INSERT INTO reports_indicatorresult (ugel_id, code, version, kind, period_start, period_end, cut_off, numerator,
    denominator, numerator_ids, denominator_ids, apart, amounts, settings, computed_at)
VALUES (%s, %s, 1, %s, %s, %s, %s, %s, %s, %s, %s, %s, '[]', '{}', now())
ON CONFLICT (ugel_id, report_id, code, period_start, period_end) DO UPDATE SET numerator = EXCLUDED.numerator,
    denominator = EXCLUDED.denominator, numerator_ids = EXCLUDED.numerator_ids,
    denominator_ids = EXCLUDED.denominator_ids, apart = EXCLUDED.apart, computed_at = EXCLUDED.computed_at
"""


def members(condition: str) -> str:
    return f"coalesce(array_agg(id ORDER BY id) FILTER (WHERE {condition}), '{{}}')"


def statement() -> str:
    columns = ["ugel_id", members("true")]
    for numerator, apart in FIGURES.values():
        columns += [members(numerator), *(members(condition) for condition in apart.values())]
    return f"{TAIL} SELECT {', '.join(columns)} FROM s GROUP BY ugel_id"


def by_hand(cursor) -> list[tuple]:
    """(ugel, code, numerator ids, denominator ids, apart) of every figure of every UGEL in scope."""
    named = {f"p{at}": value for at, value in enumerate(parameters_of(FRAME))}
    head = STATEMENT
    for name in named:
        head = head.replace("%s", f"%({name})s", 1)
    frame = {"year": FRAME.year, **{n: getattr(FRAME, n) for n in ("cut_off", "period_start", "period_end")}}
    cursor.execute(head + statement(), {**named, **frame})
    rows = []
    for ugel_id, everybody, *lists in cursor.fetchall():
        found = iter(lists)
        for code, (_, apart) in FIGURES.items():
            hits = next(found)
            rows.append((ugel_id, code, hits, everybody, {key: next(found) for key in apart}))
    return rows


def store(cursor, rows: list[tuple]) -> None:
    dates = (FRAME.period_start, FRAME.period_end, FRAME.cut_off)
    parameters = []
    for ugel_id, code, hits, everybody, apart in rows:
        counts = code == "safety.at_risk"
        whole = [] if counts else everybody
        kind, denominator = ("count", None) if counts else ("share", len(everybody))
        figure = (len(hits), denominator, hits, whole, Jsonb(apart))
        parameters.append((ugel_id, f"hand.{code}", kind, *dates, *figure))
    cursor.executemany(STORE, parameters)


def nation_by_hand() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        with region_scope(UGELS):
            rows = by_hand(cursor)
        of_ugel: dict[int, list] = {}
        for row in rows:
            of_ugel.setdefault(row[0], []).append(row)
        for ugel_id, own in of_ugel.items():
            cursor.execute("SELECT set_config('comuset.ugel', %s, true)", [str(ugel_id)])
            store(cursor, own)


def one_by_hand() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('comuset.ugel', %s, true)", [str(UGEL.pk)])
        store(cursor, by_hand(cursor))


def one_by_us() -> None:
    with scope(UGEL):
        compute_here(frame=FRAME, indicators=OURS)


def refuse_differences() -> None:
    """A limit that computes something else is no limit."""
    for ugel in UGELS[:: max(1, len(UGELS) // 8)]:
        with scope(ugel):
            fields = ("code", "numerator", "denominator", "numerator_ids", "denominator_ids", "apart")
            stored = {row[0]: row[1:] for row in IndicatorResult.objects.filter(report=None).values_list(*fields)}
        for code in FIGURES:
            if stored[code] != stored[f"hand.{code}"]:
                sys.exit(f"{ugel} {code}: ours {stored[code][:2]}, by hand {stored[f'hand.{code}'][:2]}")


UGELS = list(Ugel.objects.order_by("pk"))
with region_scope(UGELS):
    sizes = {ugel.pk: 0 for ugel in UGELS}
    for ugel_id in School.objects.values_list("ugel_id", flat=True):
        sizes[ugel_id] += 1
UGEL = min(UGELS, key=lambda ugel: abs(sizes[ugel.pk] - 300))


def main() -> None:
    compute_everywhere(frame=FRAME, ugels=UGELS, indicators=OURS)
    nation_by_hand()
    refuse_differences()
    nation = interleaved(
        lambda: compute_everywhere(frame=FRAME, ugels=UGELS, indicators=OURS), nation_by_hand, rounds=ROUNDS
    )
    one = interleaved(one_by_us, one_by_hand, rounds=9, warm=2)
    against = "one hand-written statement under the same roles, storing the same rows"
    notes = {"figures": len(OURS), "UGELs": len(UGELS), "schools": SIZES[SIZE].schools}
    rows = [
        Result("indicators of all UGELs, stored", *nation, 1.3, against, notes=notes),
        Result("indicators of one UGEL, stored", *one, 2, against, notes={"schools": sizes[UGEL.pk]}),
    ]
    print(json.dumps([row.as_row() for row in rows]))


if __name__ == "__main__":
    main()
