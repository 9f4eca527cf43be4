"""The links of a promise, as the UGEL hands them over: by WhatsApp, on paper, read aloud; and their end."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments import permissions, services
from commitments.models import Commitment, PartnerKey
from commitments.services.telling import asking
from commitments.views.finding import visible_commitment
from core.access.decorators import access
from core.documents.qr import qr_svg
from core.notifications.whatsapp import whatsapp_url
from core.submissions.decorators import accepts_once
from core.tenancy.speech import speaking
from core.tenancy.urls import absolute
from partners.models import Contact


@dataclass(frozen=True)
class Link:
    """One person of the partner, and the link they hold to a promise, if they hold one."""

    contact: Contact
    key: PartnerKey | None = None
    url: str = ""
    printed: str = ""
    whatsapp: str = ""
    qr: str = ""


@access(permissions.MANAGE)
def link_list(request, pk):
    """Who may answer for the partner, with the link each holds and the ways to send it."""
    commitment = visible_commitment(request, pk)
    lines = Commitment.objects.in_group_of(commitment).count()
    contacts = Contact.objects.active().filter(partner=commitment.partner_id).order_by("name")
    keys = PartnerKey.objects.opening().filter(promises__commitment=commitment).order_by("issued_at")
    held = {key.contact_id: key for key in keys}
    links = [_link(request.ugel, commitment, lines, contact, held.get(contact.pk)) for contact in contacts]
    context = {"commitment": commitment, "links": links, "enter_url": absolute(f"/{request.ugel.code}/c/")}
    return render(request, "commitments/link_list.html", context)


@access(permissions.MANAGE)
@require_POST
@accepts_once("commitments.link_issue")
def link_issue(request, pk, contact_pk):
    """A link for somebody who has none, or whose link was revoked."""
    commitment = visible_commitment(request, pk)
    contact = get_object_or_404(Contact.objects.active(), pk=contact_pk, partner=commitment.partner_id)
    key = services.issue_key(contact=contact, commitments=Commitment.objects.in_group_of(commitment), by=request.user)
    return request.submission.received(key, to=_page(commitment.pk), words=_("El enlace está listo para enviarse."))


@access(permissions.MANAGE)
@require_POST
@accepts_once("commitments.link_revoke")
def link_revoke(request, pk):
    """It was lost, or somebody else has it: it no longer opens."""
    key = get_object_or_404(PartnerKey, pk=pk)
    services.revoke_key(key=key, by=request.user)
    opened = key.promises.order_by("commitment").first()
    return request.submission.received(key, to=_page(opened.commitment_id), words=_("El enlace ya no abre."))


def _page(pk) -> str:
    return reverse("commitments:link_list", args=[pk])


def _link(ugel, commitment, lines, contact, key) -> Link:
    if key is None:
        return Link(contact)
    url = absolute(f"/{ugel.code}{services.path_of(key)}")
    with speaking(ugel, contact.language):
        text = f"{ugel.name}. {asking(commitment, lines)} {url}"
    return Link(
        contact,
        key=key,
        url=url,
        printed=services.printed_token(key),
        whatsapp=whatsapp_url(str(contact.phone), text) if contact.phone else "",
        qr=qr_svg(url, title=str(contact)),
    )
