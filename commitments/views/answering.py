from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments import permissions, services
from commitments.enums import Party
from commitments.forms import DeclineForm, OnBehalfForm
from commitments.services import Voice
from commitments.views.acting import asked, tapped
from commitments.views.finding import visible_commitment
from core.access.decorators import access
from core.submissions.decorators import accepts_once


@access(permissions.MANAGE)
@accepts_once("commitments.confirm")
def commitment_confirm(request, pk):
    """The promiser's yes, written down as it came: by phone, by letter, in person."""
    commitment = visible_commitment(request, pk)
    form = OnBehalfForm(request.POST or None, request.FILES or None, commitment=commitment)

    def confirm(**told):
        voice = promiser_voice(request, commitment, **told)
        services.confirm(commitment=commitment, version=commitment.version, voice=voice)

    words = _("El compromiso quedó confirmado; la escuela recibe el aviso.")
    return asked(request, "commitments/commitment_confirm.html", form, confirm, words, commitment=commitment)


@access(permissions.MANAGE)
@accepts_once("commitments.decline")
def commitment_decline(request, pk):
    """The promiser's no, with the reason they gave."""
    commitment = visible_commitment(request, pk)
    form = DeclineForm(request.POST or None, request.FILES or None, commitment=commitment)

    def decline(*, reason, **told):
        services.decline(commitment=commitment, reason=reason, voice=promiser_voice(request, commitment, **told))

    words = _("Quedó registrado que no lo aceptó.")
    return asked(request, "commitments/commitment_decline.html", form, decline, words, commitment=commitment)


@access(permissions.MANAGE)
@require_POST
@accepts_once("commitments.start")
def commitment_start(request, pk):
    """Work began."""
    commitment = visible_commitment(request, pk)
    return tapped(
        request, commitment, lambda: services.start(commitment=commitment, by=request.user), _("Quedó en ejecución.")
    )


def promiser_voice(request, commitment, *, channel, contact=None, name="", post="", paper=None) -> Voice:
    """Somebody of who promises, written down by the person who is signed in."""
    scan = services.store_scan(paper, commitment=commitment, by=request.user) if paper else None
    return Voice.on_behalf(
        party=Party.PROMISER,
        recorded_by=request.user,
        channel=channel,
        contact=contact,
        name=name,
        post=post,
        paper=scan,
    )
