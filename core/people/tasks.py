from datetime import timedelta

from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access.services.keys import issue_mailed_key
from core.access.services.wrong_codes import forget_old_counts
from core.accounts.invitations import invitation_path
from core.accounts.models import Membership, User
from core.jobs.registry import job, periodic
from core.people import texts
from core.people.models import CardSheet
from core.people.services import sheets
from core.tenancy.scope import scope
from core.tenancy.urls import absolute


@job("people.print_cards", label=gettext_lazy("Preparando las tarjetas"))
def print_cards(run, *, sheet_id):
    with scope(run.ugel):
        sheet = sheets.issue_sheet(sheet=CardSheet.objects.get(pk=sheet_id))
        run.progress(1, 3, _("Tarjetas emitidas: %(count)s") % {"count": sheet.count})
        address = reverse("card_sheet_detail", args=[sheet.pk])
        html = "" if sheet.file_key else sheets.sheet_html(sheet=sheet)
    if html:
        run.progress(2, 3, _("Armando las hojas para imprimir"))
        pdf = sheets.sheet_pdf(html)
        with scope(run.ugel):
            sheets.keep_sheet(sheet=sheet, pdf=pdf)
    return {"next": address}


@job("people.mail_invitation", label=gettext_lazy("Enviando la invitación"))
def mail_invitation(run, *, membership_id):
    """The link is made here, so that it is written nowhere but in the mail."""
    with scope(run.ugel):
        membership = Membership.objects.select_related("user").get(pk=membership_id)
        link = absolute(invitation_path(membership.user))
        text = texts.invitation_message(membership.user, run.ugel, link)
        address = reverse("people_invitation", args=[membership.pk])
    if not membership.user.has_usable_password():
        send_mail(_("Invitación a COMUSET · %(ugel)s") % {"ugel": run.ugel}, text, None, [membership.user.email])
    return {"next": address}


@job("people.mail_email_changed", label=gettext_lazy("Avisando al correo anterior"))
def mail_email_changed(run, *, user_id, address):
    with scope(run.ugel):
        text = texts.email_changed(User.objects.get(pk=user_id), run.ugel)
    send_mail(_("Su correo en COMUSET cambió · %(ugel)s") % {"ugel": run.ugel}, text, None, [address])


@job("people.mail_access", label=gettext_lazy("Enviando un acceso por correo"))
def mail_access(run, *, user_id):
    with scope(run.ugel):
        user = User.objects.get(pk=user_id)
        issued = issue_mailed_key(user=user)
        text = texts.mailed_access(user, run.ugel, absolute(issued.path))
    send_mail(_("Su acceso a COMUSET · %(ugel)s") % {"ugel": run.ugel}, text, None, [user.email])


@periodic("people.tidy", label=gettext_lazy("Borrando códigos y hojas que ya no sirven"), every=timedelta(hours=1))
def tidy(run):
    with scope(run.ugel):
        return {"sheets": sheets.forget_sheets(), "counts": forget_old_counts()}
