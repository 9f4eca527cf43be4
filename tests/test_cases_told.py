"""A solver is given every table, file, figure and report of two consecutive years and pins no number of 1 to 4."""

import csv
import io
import re
from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import DatabaseError, transaction
from ortools.sat.python import cp_model

from attendance import report_sections, services
from attendance.enums import CaseState, Cause, Outcome, Source
from attendance.models import Case, CaseQuarter, PublishedCount
from attendance.rule import Counts, Told
from attendance.services import publishing
from reports.services.computing import compute_here, frame_of
from schools.tests.factories import SchoolFactory

ROWS = ("back", "away", "ongoing")
# Cases by quarter of two years: (back, away, ongoing).
TOLD = {
    2025: [(7, 5, 6), (2, 1, 0), (6, 3, 0), (1, 0, 1)],
    2026: [(0, 4, 2), (9, 2, 8), (0, 0, 0), (5, 6, 3)],
}
MOST = 200
LIMA = ZoneInfo("America/Lima")


@pytest.fixture
def school(norte):
    return SchoolFactory()


def add_cases(school, by, told=None):
    """Cases that fell due in the middle of each quarter, closed as many days before."""
    rows, number = [], 0
    for year, quarters in (told or TOLD).items():
        for at, counts in enumerate(quarters):
            due = date(year, 3 * at + 2, 10)
            for row, count in zip(ROWS, counts, strict=True):
                for _n in range(count):
                    number += 1
                    rows.append(case_row(school, by, number, due, row))
    Case.objects.bulk_create(rows)


def case_row(school, by, number, due, row):
    told = {
        "school": school,
        "number": number,
        "source": Source.TEACHER,
        "causes": [Cause.WORK],
        "opened_on": due - timedelta(days=90),
        "due_date": due,
        "opened_by": by,
    }
    if row == "ongoing":
        return Case(**told)
    closed = datetime(due.year, due.month, due.day, 12, tzinfo=LIMA)
    told |= {"state": CaseState.CLOSED, "closed_at": closed, "closed_by": by}
    if row == "away":
        return Case(**told, outcome=Outcome.NOT_BACK)
    rule = {"returned_on": due, "rule_version": 1, "rule_percent": 80, "rule_weeks": 4}
    return Case(**told, outcome=Outcome.BACK, **rule)


class Reader:
    """Collects sums that somebody reads: {(year, quarter, row): …} as a set of cells, and the number told of them."""

    def __init__(self):
        self.sums: set[tuple[frozenset, int]] = set()

    def read(self, name, **numbers):
        for row, number in numbers.items():
            if number is not None:
                self.sums.add((cells_of(name, row), int(number)))

    def pinned(self, truth) -> dict:
        """Which sums of 1 to 4 have one possible value; every cell, row and column of the truth is asked."""
        asked = [frozenset({(*time, row)}) for time in truth for row in ROWS]
        asked += [frozenset((*time, row) for row in ROWS) for time in truth]
        for year, row in product({year for year, _quarter in truth}, ROWS):
            asked.append(frozenset((*time, row) for time in truth if time[0] == year))
        real = {cells: sum(truth[cell[:2]][ROWS.index(cell[2])] for cell in cells) for cells in asked}
        small = {cells: number for cells, number in real.items() if number in range(1, 5)}
        assert small, "the truth holds small numbers, or the test shows nothing"
        return {cells: number for cells, number in small.items() if self.range_of(cells, truth) == (number, number)}

    def range_of(self, cells, truth) -> tuple[int, int]:
        return tuple(self._best(cells, truth, sign) for sign in (1, -1))

    def _best(self, cells, truth, sign):
        model = cp_model.CpModel()
        unknown = {(*time, row): model.new_int_var(0, MOST, "") for time in truth for row in ROWS}
        for told, number in self.sums:
            model.add(sum(unknown[cell] for cell in told) == number)
        wanted = sum(unknown[cell] for cell in cells)
        model.minimize(sign * wanted)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        return round(sign * solver.objective_value)


def cells_of(name, row) -> frozenset:
    """The cells a printed line speaks of: «1.º a 2.º de 2026»."""
    first, *last, year = (int(number) for number in re.findall(r"\d+", name))
    rows = ROWS if row == "total" else (row,)
    return frozenset((year, quarter, one) for quarter in range(first, (last or [first])[0] + 1) for one in rows)


def read_page(reader, answer):
    for one in answer.context["rows"]:
        reader.read(str(one), **{row: getattr(one, row) for row in (*ROWS, "total")})
    for line in re.findall(r"<tr>\s*(<th scope=.row.>.*?)</tr>", answer.content.decode(), re.S):
        name, *cells = [re.sub(r"<[^>]+>", "", part).strip() for part in re.findall(r"<t[hd].*?</t[hd]>", line, re.S)]
        told = [int(cell) if cell.isdigit() else None for cell in cells]
        reader.read(name, **dict(zip((*ROWS, "total"), told, strict=True)))


def read_file(reader, answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    for name, total, back, away, ongoing, _version in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]:
        numbers = {"total": total, "back": back, "away": away, "ongoing": ongoing}
        reader.read(name, **{row: number or None for row, number in numbers.items()})


class Report:
    def __init__(self, frame):
        self.frame = frame


def read_report(reader, frame):
    """The section, and the figure with what it lists."""
    for one in report_sections.build_cases(Report(frame))["rows"]:
        reader.read(one["name"], **{row: one[row] for row in (*ROWS, "total")})
    (figure,) = [one for one in compute_here(frame=frame) if one.code == "attendance.rescued"]
    if figure.numerator is None:
        return
    names = [str(one) for one in PublishedCount.objects.filter(pk__in=figure.numerator_ids)]
    for row, number in (("back", figure.numerator), ("total", figure.denominator)):
        reader.sums.add((frozenset().union(*(cells_of(name, row) for name in names)), int(number)))
    for pk, top, bottom in figure.amounts:
        reader.read(str(PublishedCount.objects.get(pk=pk)), back=top, total=bottom)


def read_all(visit, hilda, norte) -> Reader:
    """Everything told of cases, each time something new could be: at every quarter's end, of quarters and years."""
    reader = Reader()
    for year, quarter in product(TOLD, range(4)):
        now = datetime(year + quarter // 3, (3 * quarter + 3) % 12 + 1, 2, 9, tzinfo=LIMA)
        with time_machine.travel(now):
            services.publish_quarters()
            read_page(reader, visit(hilda, "attendance:case_counts"))
            read_file(reader, visit(hilda, "attendance:case_export", "csv"))
            for first in (date(year, 1, 1), date(year, 3 * quarter + 1, 1), date(2025, 1, 1)):
                last = now.date() - timedelta(days=2)
                read_report(reader, frame_of(period_start=first, period_end=last, time_zone=norte.time_zone))
    return reader


def truth():
    return {(year, at + 1): counts for year, quarters in TOLD.items() for at, counts in enumerate(quarters)}


def test_a_solver_given_everything_pins_no_number_of_one_to_four(school, hilda, norte, visit):
    add_cases(school, hilda)

    reader = read_all(visit, hilda, norte)

    assert {str(one): (one.back, one.away, one.ongoing, one.total) for one in PublishedCount.objects.all()} == {
        "1.º trimestre de 2025": (7, 5, 6, 18),
        "2.º a 4.º de 2025": (9, None, None, 14),
        "1.º trimestre de 2026": (0, None, None, 6),
        "2.º trimestre de 2026": (9, None, None, 19),
        "3.º trimestre de 2026": (0, 0, 0, 0),
        "4.º trimestre de 2026": (5, None, None, 14),
    }
    assert reader.sums
    assert reader.pinned(truth()) == {}


def naive(counts):
    """What is often done: numbers below 5 are left out, and nothing else."""
    cells = {row: getattr(counts, row) for row in (*ROWS, "total")}
    return Told(**{row: None if number in range(1, 5) else number for row, number in cells.items()})


def test_the_solver_sees_a_naive_suppression(school, hilda, norte, visit, monkeypatch):
    add_cases(school, hilda)
    monkeypatch.setattr(publishing, "spans", lambda kept: [(at, at, naive(one)) for at, one in enumerate(kept)])

    found = read_all(visit, hilda, norte).pinned(truth())

    assert frozenset({(2026, 2, "away")}) in found


def test_what_was_told_is_never_taken_back(school, hilda, norte):
    add_cases(school, hilda)
    services.publish_quarters(date(2026, 4, 1))
    before = set(PublishedCount.objects.values_list("first_day", "last_day", "back", "total"))

    Case.objects.filter(due_date__year=2025).update(outcome="", state=CaseState.OPEN, closed_at=None, closed_by=None)
    assert (services.publish_quarters(date(2026, 4, 2)), services.publish_quarters(date(2026, 7, 1))) == (0, 1)

    assert before < set(PublishedCount.objects.values_list("first_day", "last_day", "back", "total"))
    for model in (PublishedCount, CaseQuarter):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()


def test_a_quarter_is_kept_as_it_stood_when_it_ended(school, hilda):
    add_cases(school, hilda, {2026: [(6, 1, 2)]})
    late, error = Case.objects.filter(outcome=Outcome.NOT_BACK).get(), Case.objects.filter(outcome="").first()
    told = {"state": CaseState.CLOSED, "closed_by": hilda}
    Case.objects.filter(pk=late.pk).update(closed_at=datetime(2026, 4, 1, 0, 1, tzinfo=LIMA))
    closed = datetime(2026, 3, 31, 23, 59, tzinfo=LIMA)
    Case.objects.filter(pk=error.pk).update(outcome=Outcome.ERROR, closed_at=closed, **told)

    services.publish_quarters(date(2026, 4, 1))

    kept = CaseQuarter.objects.get()
    assert Counts(kept.back, kept.away, kept.ongoing) == Counts(6, 0, 2)


def test_without_cases_nothing_is_published(norte):
    assert services.publish_quarters() == 0


def test_the_region_reads_what_was_published_and_no_case(school, hilda, raul, norte, visit):
    add_cases(school, hilda, {2026: [(6, 5, 0)]})
    services.publish_quarters(date(2026, 4, 1))

    assert [one.total for one in visit(raul, "attendance:case_counts").context["rows"]] == [11]
    assert visit(raul, "attendance:case_list").status_code == 403
