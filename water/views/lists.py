from datetime import date, timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from schools.models import School
from schools.views.downloads import Download, answer_with
from water import permissions, selectors
from water.filters import WaterFilter
from water.selectors.months import months_of
from water.selectors.standing import ALLOWANCE

PAGE = 25


@access(permissions.VIEW)
def school_list(request):
    """How every school's water stands today."""
    found = _asked(request)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    _stand(page.object_list)
    context = {"page": page, "filter": found, "allowance": selectors.settled()[ALLOWANCE]}
    return render(request, "water/school_list.html", context)


@access(permissions.VIEW)
def export(request):
    """The list as it is filtered."""
    header = [
        _("Escuela"),
        _("Distrito"),
        _("Cómo está"),
        _("¿Hubo agua hoy?"),
        _("Litros"),
        _("Días de agua"),
        _("Se acaba"),
    ]
    schools = _stand(list(_asked(request).qs))
    rows = [
        [
            one.name,
            one.district.name.title() if one.district else "",
            str(one.water.reading.label),
            str(one.water.today.label) if one.water.today else _("sin dato"),
            one.water.left.litres if one.water.left else None,
            one.water.left.days if one.water.left else None,
            one.water.left.ends_date if one.water.left else None,
        ]
        for one in schools
    ]
    return answer_with(request, "xlsx", Download("agua-hoy", _("Agua"), header, lambda: rows))


@access(permissions.VIEW)
def month(request):
    """A month of the whole UGEL."""
    return render(request, "water/month.html", _month_of(request))


@access(permissions.VIEW)
def month_print(request):
    """The same month on paper."""
    context = {**_month_of(request), "ugel": request.ugel, "paper_line": _("Agua segura")}
    return render(request, "water/print/month.html", context)


@access(permissions.VIEW)
def month_export(request):
    asked = asked_month(request)
    header = [_("Escuela"), _("Distrito"), _("Días de clase"), _("Con agua"), _("Parte del día"), _("Sin agua")]
    header += [
        _("Sin dato"),
        _("Litros"),
        _("Litros necesarios"),
        _("Muestras"),
        _("Agua del mes"),
        _("Muestra insuficiente"),
    ]
    rows = [
        [
            *(row.school.name, row.school.district.name.title() if row.school.district else "", row.school_days),
            *((row.wet, row.partly, row.dry) if row.is_told else (None, None, None)),
            *(row.untold, row.litres, row.need, row.samples.samples),
            *(str(row.fitness.label), _("Sí") if row.samples.is_insufficient else ""),
        ]
        for row in months_of(_schools(), asked)
    ]
    return answer_with(request, "xlsx", Download(f"agua-{asked:%Y-%m}", _("Agua"), header, lambda: rows))


def _month_of(request) -> dict:
    asked = asked_month(request)
    rows = months_of(_schools(), asked)
    return {
        "month": asked,
        "before": (asked - timedelta(days=1)).replace(day=1),
        "after": (asked + timedelta(days=32)).replace(day=1),
        "rows": rows,
        "no_calendar": bool(rows) and all(row.school_days is None for row in rows),
    }


def _schools():
    return School.objects.current().select_related("district").order_by("name", "pk")


def _asked(request):
    return WaterFilter(request.GET, queryset=_schools(), request=request)


def _stand(schools):
    """Each school with `water`, its standing today."""
    found = selectors.standings(School.objects.filter(pk__in=[one.pk for one in schools]))
    for one in schools:
        one.water = found[one.pk]
    return schools


def asked_month(request) -> date:
    return _month(request.GET.get("mes", ""))


def _month(text: str) -> date:
    """The first day of «2026-05»; of this month where the text is none."""
    today = timezone.localdate().replace(day=1)
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today
    return asked if date(2015, 1, 1) <= asked <= today else today
