from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from commitments import permissions, services
from commitments.enums import Party
from commitments.forms import ReasonForm
from commitments.services import Voice
from commitments.views.acting import asked, tapped
from commitments.views.finding import visible_commitment
from core.access.decorators import access
from core.submissions.decorators import accepts_once

# Title, hint and button of each end, by the word in the address.
ENDS = {
    "no-se-pudo": (
        gettext_lazy("No se pudo"),
        gettext_lazy("Quien prometió avisó y dio un motivo. No es lo mismo que incumplido."),
    ),
    "incumplido": (
        gettext_lazy("Incumplido"),
        gettext_lazy("Pasó la fecha, no se entregó y nadie avisó."),
    ),
    "anular": (
        gettext_lazy("Anular"),
        gettext_lazy("Se escribió dos veces, o ya no hace falta. Se puede deshacer."),
    ),
}


@access(permissions.MANAGE)
@accepts_once("commitments.end")
def commitment_end(request, pk, end):
    """End a promise that will not be kept, with the reason."""
    commitment = visible_commitment(request, pk)
    form = ReasonForm(request.POST or None)
    title, hint = ENDS[end]

    def finish(*, reason):
        told = {"commitment": commitment, "reason": reason}
        match end:
            case "no-se-pudo":
                services.could_not(voice=Voice.of_user(request.user, Party.UGEL), **told)
            case "incumplido":
                services.mark_broken(by=request.user, **told)
            case "anular":
                services.cancel(by=request.user, **told)

    words = _("Quedó registrado. Puede deshacerlo con «Reabrir».")
    context = {"title": title, "hint": hint}
    return asked(request, "commitments/commitment_end.html", form, finish, words, commitment=commitment, **context)


@access(permissions.MANAGE)
@require_POST
@accepts_once("commitments.close")
def commitment_close(request, pk):
    """Put a verified promise away."""
    commitment = visible_commitment(request, pk)
    return tapped(
        request, commitment, lambda: services.close(commitment=commitment, by=request.user), _("Quedó cerrado.")
    )


@access(permissions.MANAGE)
@require_POST
@accepts_once("commitments.reopen")
def commitment_reopen(request, pk):
    """Undo an end."""
    commitment = visible_commitment(request, pk)
    return tapped(
        request, commitment, lambda: services.reopen(commitment=commitment, by=request.user), _("Quedó abierto.")
    )
