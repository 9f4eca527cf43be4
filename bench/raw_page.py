"""The school list written without the ORM: the same rows from one hand-written statement, in the same template."""

from django.db import connection
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig
from django_tables2.data import TableListData

from bench.ground import ROOT
from core.access.decorators import access
from schools import permissions
from schools.enums import Area
from schools.filters import SchoolFilter
from schools.models import School
from schools.tables import SchoolTable
from schools.views.schools import SCHOOLS_A_PAGE, _list_actions

PAGE = (ROOT / "bench" / "sql" / "school_list.sql").read_text()
COUNT = "SELECT count(*) FROM schools_school WHERE search_name LIKE %(like)s AND area = %(area)s"
COUNTS = """
SELECT count(*), count(*) FILTER (WHERE is_active AND not_in_cut_since IS NULL),
    count(*) FILTER (WHERE is_active AND not_in_cut_since IS NULL AND area = 'rural'
        AND management IN ('public_direct', 'public_private')),
    count(*) FILTER (WHERE is_active AND not_in_cut_since IS NULL AND lat IS NULL),
    count(*) FILTER (WHERE not_in_cut_since IS NOT NULL)
FROM schools_school
"""


class Named:
    def __init__(self, name):
        self.name = name


class Row:
    """What the table asks of a school."""

    def __init__(self, values):
        self.pk, self.name, self.codlocal, self.centre, self.area, self.is_active, self.not_in_cut_since = values[:7]
        self.district = Named(values[7])
        self.level_codes, self.pupils = values[8:]

    status = School.status
    is_current = School.is_current
    get_absolute_url = School.get_absolute_url

    def get_area_display(self):
        return Area(self.area).label


class Rows(TableListData):
    """Counts with one statement, reads a page with another; it comes sorted."""

    def __len__(self):
        return ask(COUNT, self.data)[0][0]

    def __getitem__(self, page):
        cut = {"limit": page.stop - page.start, "offset": page.start}
        return [Row(values) for values in ask(PAGE, {**self.data, **cut})]

    def order_by(self, aliases):
        return None


def ask(statement, parameters=None):
    with connection.connection.cursor() as cursor:
        return cursor.execute(statement, parameters).fetchall()


@access(permissions.VIEW)
def school_list(request):
    return page(request)


def page(request):
    """The view itself, also asked without middleware."""
    connection.ensure_connection()
    table = SchoolTable(Rows({"like": f"%{request.GET['q']}%", "area": request.GET["area"]}))
    RequestConfig(request, paginate={"per_page": SCHOOLS_A_PAGE, "silent": True}).configure(table)
    names = ("all", "working", "target", "no_point", "missing")
    context = {
        "table": table,
        "filter": SchoolFilter(request.GET, queryset=School.objects.none()),
        "counts": dict(zip(names, ask(COUNTS)[0], strict=True)),
        "actions": _list_actions(request),
        "title": _("Escuelas"),
    }
    return render(request, "schools/school_list.html", context)
