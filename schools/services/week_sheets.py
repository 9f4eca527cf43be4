"""The paper twin of «Mi semana»: what is known ticked, and a QR that opens that week of that school.

One A4 page for a usual school, two for one with many services.
"""

from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse

from core.documents.selectors.printing import sheet_context
from core.strategies.registry import collect
from schools.models import School
from schools.selectors.week import week_of


def sheet_html(*, school_id: int, monday: date, keys: list[str]) -> str:
    """The parts named by `keys`: those whoever asks for it may say."""
    school = School.objects.select_related("district").get(pk=school_id)
    allowed = {part.permission for part in collect("week") if part.key in keys}
    week = week_of(school, monday, allows=allowed.__contains__)
    path = reverse("schools:school_week", args=[school.pk, monday])
    lines = [line for _part, part_lines in week.daily for line in part_lines]
    blocks = [(day, [(line, _ticks(line, day.day)) for line in lines if line.is_asked(day.day)]) for day in week.days]
    papers = [(part, part.paper(school, monday)) for part in week.weekly]
    context = sheet_context(year=monday.year, line="", entry_path=path)
    printed = {"blocks": blocks, "papers": papers}
    return render_to_string("schools/print/week.html", {**context, "school": school, "week": week, **printed})


def _ticks(line, day):
    said = line.said.get(day)
    return [(choice, bool(said) and said.value == choice.value, said) for choice in line.choices]
