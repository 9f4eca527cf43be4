from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from commitments import permissions, selectors, services
from commitments.enums import Ruling
from commitments.forms import ResolveForm
from commitments.models import Instalment
from commitments.views.acting import asked
from commitments.views.finding import visible_instalment
from core.access.decorators import access
from core.submissions.decorators import accepts_once

PAGE = 25


@access(permissions.MANAGE)
def waiting_list(request):
    """What somebody said came and nobody else confirmed, with the people to call; the longest waiting first."""
    page = _page(request, Instalment.objects.waiting_for_second_word())
    rows = selectors.waiting_for_second_word(page.object_list)
    return render(request, "commitments/waiting_list.html", {"page": page, "rows": rows})


@access(permissions.RESOLVE)
def disagreement_list(request):
    """The queue of deliveries on which people contradict each other."""
    page = _page(request, Instalment.objects.disputed())
    rows = selectors.disagreements(page.object_list)
    return render(request, "commitments/disagreement_list.html", {"page": page, "rows": rows})


@access(permissions.RESOLVE)
@accepts_once("commitments.resolve")
def instalment_resolve(request, pk):
    """End one disagreement, with the reason."""
    commitment, instalment = visible_instalment(request, pk)
    form = ResolveForm(request.POST or None, instalment=instalment, unit=commitment.unit)

    def resolve(*, ruling, reason, set_aside):
        told = {"ruling": Ruling(ruling), "reason": reason, "set_aside": set_aside}
        services.resolve(instalment=instalment, by=request.user, **told)

    words = _("El desacuerdo quedó resuelto.")
    said = selectors.disagreements([instalment])[0].said
    return asked(
        request,
        "commitments/instalment_resolve.html",
        form,
        resolve,
        words,
        commitment=commitment,
        instalment=instalment,
        said=said,
    )


def _page(request, instalments):
    rows = instalments.select_related("commitment__partner", "commitment__school", "commitment__territory")
    return Paginator(rows.order_by("due_date", "id"), PAGE).get_page(request.GET.get("page"))
