from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.strategies.registry import AgendaLine, HomeCard, HomeCount
from guardians import permissions, selectors
from guardians.models import Visit

SHOWN = 3
A_WEEK = 100


def to_do(request):
    """The visits a guardian has to make, on their home."""
    visits = list(selectors.my_visits(request.user).pending()[:SHOWN])
    return {"visits": visits} if visits else None


def due_between(request, first, last) -> list[AgendaLine]:
    """Visits that are to be made: all for the UGEL, their own for a guardian."""
    due = Visit.objects.pending().with_names().filter(due_date__range=(first, last)).order_by("due_date", "pk")
    if not request.allows(permissions.VIEW):
        due = due.filter(guardian__user=request.user)
    return [
        AgendaLine(one.due_date, _now("Visita de guardián"), f"{one.title} · {one.school}", one.get_absolute_url())
        for one in due[:A_WEEK]
    ]


CARDS = [HomeCard("guardians.to_do", "guardians/home_to_do.html", to_do, permissions.VISIT, order=5)]
COUNTS = [
    HomeCount(
        "guardians.late",
        selectors.late_visits,
        lambda count: ngettext("visita de guardián atrasada", "visitas de guardianes atrasadas", count),
        well=_("Ninguna visita de guardián está atrasada"),
        url_name="guardians:visit_list",
        query="estado=late",
        permission=permissions.ASSIGN,
        tone="risk",
        order=70,
    ),
    HomeCount(
        "guardians.without",
        selectors.schools_without,
        lambda count: ngettext("escuela sin guardián", "escuelas sin guardián", count),
        well=_("Todas las escuelas tienen guardián"),
        url_name="guardians:school_list",
        permission=permissions.MANAGE,
        tone="open",
        order=71,
    ),
]
