from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from partners import permissions, services
from partners.forms import ContactForm
from partners.views.finding import contact_or_404, open_partner_or_404


@access(permissions.WRITE)
@accepts_once("partners.add_contact")
def contact_add(request, pk):
    partner = open_partner_or_404(pk)
    form = ContactForm(request.POST or None)
    if done(form, lambda told: services.add_contact(partner=partner, by=request.user, **told)):
        return request.submission.received(partner, words=_("El contacto quedó registrado."))
    return htmx.form(request, "partners/contact_form.html", form=form, partner=partner, title=_("Agregar un contacto"))


@access(permissions.WRITE)
@accepts_once("partners.edit_contact")
def contact_edit(request, pk):
    contact = contact_or_404(pk)
    form = ContactForm(request.POST or None, instance=contact)
    if done(form, lambda told: services.correct_contact(contact=contact, by=request.user, **told)):
        return request.submission.received(contact.partner, words=_("El contacto se corrigió."))
    context = {"partner": contact.partner, "title": _("Corregir el contacto")}
    return htmx.form(request, "partners/contact_form.html", form=form, **context)


@access(permissions.WRITE)
@require_POST
@accepts_once("partners.end_contact")
def contact_end(request, pk):
    contact = services.end_contact(contact=contact_or_404(pk), by=request.user)
    words = _("%(name)s ya no representa al aliado. Puede deshacerlo abajo, en «Quienes ya no representan».")
    return request.submission.received(contact.partner, words=words % {"name": contact.name})


@access(permissions.WRITE)
@require_POST
@accepts_once("partners.resume_contact")
def contact_resume(request, pk):
    contact = services.resume_contact(contact=contact_or_404(pk), by=request.user)
    words = _("%(name)s vuelve a representar al aliado.") % {"name": contact.name}
    return request.submission.received(contact.partner, words=words)
