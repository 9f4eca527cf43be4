"""The page behind an invitation to a sitting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.views.behind_links import behind_link
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from dialogues import selectors, services
from dialogues.forms import InvitationForm, RoomForm
from dialogues.services.calendars import as_icalendar

behind_invitation = behind_link(
    services.opened_invitation,
    language=lambda invitation: services.member_recipient(invitation.member).language,
    closed="dialogues/door/closed.html",
)


@behind_invitation
@accepts_once("dialogues.invitation")
def invitation_show(request, invitation):
    """Where and when; whether they come, and on the day their signature. Only a button changes anything."""
    session, is_signing = invitation.session, "room_code" in request.POST
    answering = InvitationForm(None if is_signing else request.POST or None, initial={"answer": invitation.answer})
    signing = RoomForm(request.POST if is_signing else None)
    to = reverse("dialogues:invitation_show", args=[services.INVITATIONS.token_of(invitation)])
    if is_signing:
        act = lambda told: services.sign_by_link(invitation=invitation, **told)  # noqa: E731
        made, words = done(signing, act), _("Su asistencia quedó firmada. Gracias por venir.")
    else:
        act = lambda told: services.answer_invitation(invitation=invitation, **told)  # noqa: E731
        made, words = done(answering, act), _("La UGEL recibió su respuesta. Gracias.")
    if made:
        return request.submission.received(made, to=to, words=words)
    came = invitation.attendance
    context = {
        "invitation": invitation,
        "session": session,
        "agenda": selectors.agenda_of(session),
        "answering": answering,
        "signing": signing,
        "has_signed": came is not None and came.has_signed and not came.struck_because,
        "token": services.INVITATIONS.token_of(invitation),
    }
    status = 422 if answering.errors or signing.errors else 200
    return render(request, "dialogues/door/invitation.html", context, status=status)


@behind_invitation
@require_safe
def invitation_calendar(request, invitation):
    """The date for the calendar of a telephone."""
    answer = HttpResponse(as_icalendar(invitation.session), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="sesion.ics"'
    return answer
