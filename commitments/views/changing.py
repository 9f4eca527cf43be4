from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments import permissions, services
from commitments.enums import Party
from commitments.forms import ChangeForm, ReasonForm, RescheduleForm, remaining_schedule
from commitments.models import Version
from commitments.services import Voice
from commitments.views.acting import asked, tapped
from commitments.views.finding import visible_commitment, visible_instalment
from core.access.decorators import access
from core.submissions.decorators import accepts_once


@access(permissions.MANAGE)
@accepts_once("commitments.change")
def commitment_change(request, pk):
    """Write anew what is promised; the promiser confirms again."""
    commitment = visible_commitment(request, pk)
    form = ChangeForm(request.POST or None, initial=remaining_schedule(commitment))

    def change(*, what, unit, parts, reason, version, **_schedule):
        terms = {"what": what, "unit": unit, "parts": parts, "reason": reason, "version": version}
        services.change_promise(commitment=commitment, by=request.user, **terms)

    words = _("Quedó escrito. Quien promete debe confirmarlo otra vez.")
    return asked(request, "commitments/commitment_change.html", form, change, words, commitment=commitment)


@access(permissions.MANAGE)
@require_POST
@accepts_once("commitments.accept_change")
def change_accept(request, pk):
    """Agree to what the promiser asks for."""
    version = _asked_change(pk)
    return tapped(
        request,
        version.commitment,
        lambda: services.accept_change(version=version, by=request.user),
        _("El cambio quedó aceptado y confirmado."),
    )


@access(permissions.MANAGE)
@accepts_once("commitments.refuse_change")
def change_refuse(request, pk):
    """Say no to what the promiser asks for, and why."""
    version = _asked_change(pk)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].help_text = _("Lo lee quien pidió el cambio.")

    def refuse(*, reason):
        services.refuse_change(version=version, reason=reason, by=request.user)

    words = _("Sigue lo prometido; quien lo pidió recibe el motivo.")
    return asked(
        request,
        "commitments/change_refuse.html",
        form,
        refuse,
        words,
        commitment=version.commitment,
        version=version,
    )


@access(permissions.MANAGE)
@accepts_once("commitments.reschedule")
def instalment_reschedule(request, pk):
    """Move one date, with the reason."""
    commitment, instalment = visible_instalment(request, pk)
    form = RescheduleForm(request.POST or None)

    def move(*, new_date, reason):
        voice = Voice.of_user(request.user, Party.UGEL)
        services.reschedule(instalment=instalment, new_date=new_date, reason=reason, voice=voice)

    words = _("La fecha cambió; la anterior queda en la historia.")
    return asked(
        request,
        "commitments/instalment_reschedule.html",
        form,
        move,
        words,
        commitment=commitment,
        instalment=instalment,
    )


def _asked_change(pk) -> Version:
    changes = Version.objects.filter(number=None).select_related("commitment__partner", "commitment__school")
    return get_object_or_404(changes, pk=pk)
