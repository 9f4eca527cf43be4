"""Who is called: the members of a table, and the invitations to a sitting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import done
from dialogues import permissions, services
from dialogues.forms import MemberForm
from dialogues.models import Invitation, Member, Table
from dialogues.views.finding import session_here


@access(permissions.LEAD)
@accepts_once("dialogues.member")
def member_add(request, pk):
    """Somebody who is called to every sitting of the table."""
    table = get_object_or_404(Table, pk=pk)
    form = MemberForm(request.POST or None)
    made = done(form, lambda told: services.add_member(table=table, by=request.user, **told))
    if made:
        return request.submission.received(made, to=f"{table.get_absolute_url()}#miembros")
    return render(
        request, "dialogues/member_add.html", {"form": form, "table": table}, status=422 if form.errors else 200
    )


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.member_remove")
def member_remove(request, pk):
    member = get_object_or_404(Member.objects.current().select_related("table"), pk=pk)
    services.remove_member(member=member, by=request.user)
    words = _("%(name)s ya no será invitado.") % {"name": member.name}
    return request.submission.received(member, to=f"{member.table.get_absolute_url()}#miembros", words=words)


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.invite")
def session_invite(request, pk):
    session = session_here(pk)
    to = _invited_part(session)
    try:
        made = services.invite(session=session, by=request.user)
    except DomainError as error:
        messages.error(request, error)
        return redirect(to)
    return request.submission.received(session, to=to, words=_who_was_told(made))


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.member_came")
def invitation_came(request, pk):
    """One tap for somebody who was called and is there."""
    invitation = get_object_or_404(Invitation.objects.select_related("session"), pk=pk)
    try:
        services.note_member(invitation=invitation, by=request.user)
    except DomainError as error:
        messages.error(request, error)
        return redirect(_invited_part(invitation.session))
    return request.submission.received(invitation, to=_invited_part(invitation.session))


def _who_was_told(invitations) -> str:
    """How many a message goes to, and who gets their link by hand."""
    unreached = [one.member.name for one in invitations if not services.is_reached(one.member)]
    told = len(invitations) - len(unreached)
    words = []
    if told:
        words.append(ngettext("Se avisó a %(n)d persona.", "Se avisó a %(n)d personas.", told) % {"n": told})
    if unreached:
        words.append(
            ngettext(
                "No se pudo avisar a %(names)s: no tiene correo ni celular. Entréguele su enlace: está en la lista.",
                "No se pudo avisar a %(names)s: no tienen correo ni celular. Entrégueles su enlace: está en la lista.",
                len(unreached),
            )
            % {"names": ", ".join(unreached)}
        )
    return " ".join(words)


def _invited_part(session) -> str:
    return f"{session.get_absolute_url()}#invitados"
