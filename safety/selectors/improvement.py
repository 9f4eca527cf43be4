"""«Mejoró», set-based: one statement (improvement.sql) for every school of every tenant the reader may see.

The rule is written once more as plain functions in `scoring`; a property test holds both to the same answer.
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import connection

from core.strategies.indicators import Frame
from core.strategies.settings import declared
from safety.enums import BASIC_DIMENSIONS

RULE_SETTINGS = ("safety.conforming_from", "safety.in_progress_from", "safety.improved_points")
STATEMENT = Path(__file__).with_name("improvement.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Verdict:
    """What became of one school between its two checks."""

    school_id: int
    before_id: int
    after_id: int
    is_up: bool
    is_down: bool

    @property
    def has_improved(self) -> bool:
        return self.is_up and not self.is_down


@dataclass(frozen=True)
class Change:
    """One dimension of one school, before and after, over what both checklists ask."""

    school_id: int
    dimension: str
    before_score: Decimal
    after_score: Decimal
    before_rank: int
    after_rank: int


def verdicts(frame: Frame, school_id: int | None = None) -> list[Verdict]:
    """The pair of checks and the verdict, of every evaluated school in scope or of one."""
    sql = f"{STATEMENT} SELECT school_id, before_id, after_id, is_up, is_down FROM verdict"  # noqa: S608
    return [Verdict(*row) for row in _rows(sql, frame, school_id)]


def changes(frame: Frame, school_id: int | None = None) -> list[Change]:
    """Every compared dimension, welcome included, of every evaluated school in scope or of one."""
    columns = "school_id, dimension, before_score, after_score, before_rank, after_rank"
    sql = f"{STATEMENT} SELECT {columns} FROM change"  # noqa: S608
    return [Change(*row) for row in _rows(sql, frame, school_id)]


def _rows(sql, frame, school_id):
    parameters = parameters_of(frame)
    if school_id is not None:
        sql, parameters = f"{sql} WHERE school_id = %s", [*parameters, school_id]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def parameters_of(frame: Frame) -> list:
    """What the placeholders of improvement.sql stand for, in their order."""
    defaults = [declared(name).default for name in RULE_SETTINGS]
    basic = [dimension.value for dimension in BASIC_DIMENSIONS]
    return [frame.period_start, frame.period_end, frame.cut_off, basic, *defaults]
