from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.access.sessions import BACKEND, unbind
from core.accounts.enums import CARD_ROLES
from core.accounts.invitations import invitation_ends, invitation_path, invited, works_only_at
from core.accounts.services import note_sign_in
from core.documents.qr import qr_svg
from core.jobs.services import enqueue
from core.people import permissions
from core.people.forms import FirstPasswordForm
from core.people.selectors import contact_urls, phone_of
from core.people.texts import invitation_message
from core.people.views.people import member_of
from core.submissions.decorators import accepts_once
from core.tenancy.urls import absolute


@access(permissions.MANAGE)
@never_cache
def people_invitation(request, pk):
    """The link to the first password, in every way it can be brought; made anew each time it is shown."""
    membership = member_of(request.ugel, pk)
    person = membership.user
    phone = phone_of(person)
    context = {
        "membership": membership,
        "person": person,
        "phone": phone,
        "may_hold_card": membership.role in CARD_ROLES,
    }
    if (person.email or phone) and not person.has_usable_password():
        context["ends"] = invitation_ends()
        if works_only_at(person, request.ugel):
            context |= _ways(person, request.ugel, phone)
    return render(request, "people/people_invitation.html", context)


def _ways(person, ugel, phone):
    link = absolute(invitation_path(person))
    urls = contact_urls(phone, invitation_message(person, ugel, link))
    return {"link": link, "qr": qr_svg(link, title=_("Invitación")), "whatsapp": urls.get("whatsapp", "")}


@access(permissions.MANAGE)
@require_POST
@accepts_once("people.invitation_mail")
def people_invitation_mail(request, pk):
    membership = member_of(request.ugel, pk)
    enqueue("people.mail_invitation", by=request.user, membership_id=membership.pk)
    words = _("La invitación va en camino a %(email)s.") % {"email": membership.user.email}
    return request.submission.received(membership, to=reverse("people_invitation", args=[membership.pk]), words=words)


@access.public
@never_cache
def invitation_accept(request, uidb64, token):
    person = invited(uidb64, token)
    if person is None:
        return render(request, "people/invitation_invalid.html", status=410)
    form = FirstPasswordForm(request.POST or None, user=person)
    if form.is_valid():
        person.set_password(form.cleaned_data["password"])
        person.save(update_fields=["password"])
        login(request, person, backend=BACKEND)
        unbind(request)
        note_sign_in(user=person)
        return redirect("/")
    status = 422 if form.errors else 200
    answer = render(request, "people/invitation_accept.html", {"form": form, "person": person}, status=status)
    answer["Referrer-Policy"] = "strict-origin"
    return answer
