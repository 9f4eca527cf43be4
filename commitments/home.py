"""What of the promises needs somebody today, what schools were promised, and what the search finds."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments import permissions
from commitments.enums import CommitmentState, InstalmentState
from commitments.models import Commitment, Instalment, Version
from commitments.selectors import commitments_for, dates_for, search
from core.strategies.registry import AgendaLine, FirstStep, Found, HomeCount, Promised, Search

SHOWN = 5
A_WEEK = 100
STILL_TO_COME = (InstalmentState.EXPECTED, InstalmentState.PARTLY)
COUNTS = [
    HomeCount(
        "commitments.overdue",
        lambda request: Commitment.objects.overdue(),
        lambda count: ngettext("compromiso vencido", "compromisos vencidos", count),
        well=gettext_lazy("Ningún compromiso vencido"),
        url_name="commitments:commitment_list",
        query="overdue=on",
        permission=permissions.MANAGE,
        tone="broken",
        order=20,
    ),
    HomeCount(
        "commitments.disputed",
        lambda request: Instalment.objects.disputed(),
        lambda count: ngettext("desacuerdo por resolver", "desacuerdos por resolver", count),
        well=gettext_lazy("Los testigos coinciden"),
        url_name="commitments:disagreement_list",
        permission=permissions.RESOLVE,
        tone="risk",
        order=21,
    ),
    HomeCount(
        "commitments.changes",
        lambda request: Version.objects.waiting(),
        lambda count: ngettext("aliado pide un cambio", "aliados piden un cambio", count),
        well=gettext_lazy("Ningún aliado espera respuesta a un cambio"),
        url_name="commitments:commitment_list",
        query="asked=on",
        permission=permissions.MANAGE,
        tone="risk",
        order=22,
    ),
    HomeCount(
        "commitments.waiting",
        lambda request: Instalment.objects.waiting_for_second_word(),
        lambda count: ngettext("entrega espera su segunda palabra", "entregas esperan su segunda palabra", count),
        well=gettext_lazy("Ninguna entrega espera otro testigo"),
        url_name="commitments:waiting_list",
        permission=permissions.MANAGE,
        tone="progress",
        order=23,
    ),
    HomeCount(
        "commitments.proposed",
        lambda request: Commitment.objects.proposed(),
        lambda count: ngettext("compromiso por confirmar", "compromisos por confirmar", count),
        well=gettext_lazy("Todo lo propuesto tiene respuesta"),
        url_name="commitments:commitment_list",
        query="state=proposed",
        permission=permissions.MANAGE,
        tone="open",
        order=24,
    ),
]
FIRST_PROMISE = FirstStep(
    "commitments.first",
    order=55,
    label=gettext_lazy("Escriba el primer compromiso"),
    why=gettext_lazy("Quien promete lo confirma, dos testigos lo ven llegar, y entonces cuenta."),
    facts=Commitment.objects.all,
    url_name="commitments:commitment_new",
    permission=permissions.MANAGE,
)


def promised_to(school_ids) -> list[Promised]:
    """What these schools were promised and still wait for, the next dates first."""
    live = Commitment.objects.live().exclude(state=CommitmentState.VERIFIED).filter(school__in=school_ids)
    return [_promised(one) for one in live.with_names().order_by("next_due_date", "number")[:SHOWN]]


def due_between(request, first, last) -> list[AgendaLine]:
    """Deliveries that are due, of what this person may see."""
    due = dates_for(request.user, request.roles).filter(due_date__range=(first, last), state__in=STILL_TO_COME)
    return [
        AgendaLine(
            one.due_date,
            _("Entrega"),
            f"{one.commitment.what} · {one.commitment.place} · {one.commitment.promiser_name}",
            one.commitment.get_absolute_url(),
        )
        for one in due.exclude(commitment__state=CommitmentState.PROPOSED).order_by("due_date", "pk")[:A_WEEK]
    ]


def answers_to(need_id: int) -> list[Promised]:
    """The promises that answer one need."""
    rows = Commitment.objects.with_names().filter(covers__need=need_id).order_by("number")
    return [_promised(one) for one in rows]


def _promised(one: Commitment) -> Promised:
    return Promised(one.what, one.promiser_name, one.get_absolute_url(), one.status, one.next_due_date)


def _found(request, text):
    mine = commitments_for(request.user, request.roles)
    if text.isdecimal() and len(text) < 10:
        return mine.filter(number=int(text))
    return search(mine, text).order_by("next_due_date", "number")


SEARCH = Search(
    "commitments",
    gettext_lazy("Compromisos"),
    rows=_found,
    line=lambda one: Found(
        one.what, one.get_absolute_url(), hint=f"{one.place} · {one.promiser_name}", status=one.status
    ),
    permission=permissions.VIEW,
    url_name="commitments:commitment_list",
    order=40,
)
