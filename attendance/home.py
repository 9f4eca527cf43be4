from django.utils.translation import gettext as _

from attendance import permissions, selectors
from core.strategies.registry import AgendaLine, HomeCard

SHOWN = 3


def my_cases(request):
    """Cases that wait for this person, each with what its plan asks next; numbers of cases, no names."""
    cases = list(selectors.cases_of(request.user).unclosed()[:SHOWN])
    steps = selectors.next_steps(cases)
    for case in cases:
        case.next_step = steps.get(case.pk)
    return {"cases": cases} if cases else None


def steps_between(request, first, last) -> list[AgendaLine]:
    """What the plans of one's own cases ask for; never whose case it is."""
    return [
        AgendaLine(step.due_date, _("Caso"), f"{step.get_kind_display()} · {step.case}", step.case.get_absolute_url())
        for step in selectors.steps_due(request.user, first, last)
    ]


CARDS = [HomeCard("attendance.my_cases", "attendance/home_cases.html", my_cases, permissions.FOLLOW, order=6)]
