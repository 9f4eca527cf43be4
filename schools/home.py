"""What the registry of schools says on people's homes, in the first steps and to the search."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.strategies.registry import Found, MySchool
from core.ui.numbers import written
from schools.enums import Level
from schools.models import School, SchoolStaff, SchoolTerm, TargetList
from schools.selectors.listing import with_list_columns
from schools.selectors.staff import schools_by_access
from schools.selectors.week import monday_of, week_of


def absent_schools(request):
    """Where nobody ever came in."""
    return schools_by_access()


def absent_words(count):
    return ngettext("escuela donde nadie ingresó todavía", "escuelas donde nadie ingresó todavía", count)


def headless_schools(request):
    return schools_by_access(show="headless")


def headless_words(count):
    return ngettext("escuela sin dirección registrada", "escuelas sin dirección registrada", count)


def schools_of(user) -> list[MySchool]:
    """The schools somebody works at today, those they head first."""
    assigned = SchoolStaff.objects.on().filter(user=user).order_by("-is_head").values("school")
    schools = with_list_columns(School.objects.filter(pk__in=assigned)).order_by("name", "pk")
    return [MySchool(one.pk, one.name, one.get_absolute_url(), _facts(one)) for one in schools]


def _facts(school) -> list[str]:
    levels = [str(Level(code).label) for code in (school.level_codes or "").split(",") if code in Level.values]
    place = school.centre or (school.district.name.title() if school.district else "")
    if school.pupils is None:
        pupils = _("matrícula sin dato")
    else:
        pupils = ngettext("%(n)s estudiante", "%(n)s estudiantes", school.pupils) % {"n": written(school.pupils)}
    return [part for part in (place.title(), ", ".join(dict.fromkeys(levels)), pupils) if part]


def untold_words(request, school_id) -> str:
    """How many days of this week wait for a word; nothing where nothing is asked, which is not «all told»."""
    school = School.objects.get(pk=school_id)
    untold = week_of(school, monday_of(""), allows=request.allows).untold
    if untold is None:
        return ""
    if not untold:
        return _("todo dicho hasta hoy")
    return ngettext("%(n)s día sin decir", "%(n)s días sin decir", untold) % {"n": written(untold)}


def working_schools():
    return School.objects.current()


def frozen_targets():
    """An ámbito of this school year, with its resolution."""
    return TargetList.objects.frozen().filter(year=timezone.localdate().year)


def year_terms():
    """The terms of this school year's calendar."""
    return SchoolTerm.objects.filter(school_year__year=timezone.localdate().year)


def named_heads():
    return SchoolStaff.objects.on().filter(is_head=True)


def found_schools(request, text):
    return (
        School.objects.search(text)
        .select_related("district")
        .order_by(F("not_in_cut_since").desc(nulls_first=True), "name", "pk")
    )


def found_line(school) -> Found:
    place = " · ".join(
        part.title() for part in (school.centre, school.district.name if school.district else "") if part
    )
    return Found(school.name, school.get_absolute_url(), place, None if school.is_current else school.status)
