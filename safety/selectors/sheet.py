"""Where each school of the ámbito stands in every ESYA figure: sheet.sql behind improvement.sql, in one statement."""

from pathlib import Path

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from core.strategies.indicators import Frame, Tally
from safety.selectors.improvement import STATEMENT, parameters_of
from schools.models import School
from schools.selectors import target_schools

COLUMNS = Path(__file__).with_name("sheet.sql").read_text(encoding="utf-8")
NOBODY = "SELECT NULL::int AS ugel_id, NULL::bigint AS school_id WHERE false"


def read_sheet(frame: Frame) -> tuple[str, list]:
    """One row a school of the ámbito of every UGEL in the open scope, one boolean column a part of a figure."""
    try:
        target, of_target = target_schools(frame).order_by().values_list("ugel_id", "pk").query.sql_with_params()
    except EmptyResultSet:
        target, of_target = NOBODY, ()
    named = f"SELECT t.ugel_id, t.school_id FROM ({target}) AS t (ugel_id, school_id)"  # noqa: S608
    return STATEMENT + COLUMNS.format(target=named), [*parameters_of(frame), *of_target]


SHEET = Tally(read_sheet)


def schools_in(frame: Frame, column: str) -> QuerySet[School]:
    """The schools of one part: a column of sheet.sql."""
    rows, parameters = read_sheet(frame)
    found = RawSQL(f"SELECT id FROM ({rows}) AS sheet WHERE {column}", parameters)  # noqa: S608, S611
    return School.objects.filter(pk__in=found)
