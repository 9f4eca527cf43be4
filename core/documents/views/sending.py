from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.documents import permissions
from core.documents.forms import DeliveryForm, DeliveryNumberForm, MailForm
from core.documents.models import Delivery, Document
from core.documents.services import sending as services
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError


@access(permissions.TRACE)
@accepts_once("documents.mail")
def paper_mail(request, pk):
    """A mail with a link to the PDF."""
    document = get_object_or_404(Document, pk=pk)
    letter = document.letters.first()
    initial = {"to_name": letter.addressee or letter.entity, "email": letter.email} if letter else {}
    form = MailForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.mail_paper(document=document, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(document, to=document.page_url)
    words = _("Recibirá un enlace que abre el PDF durante 90 días, y el código para verificarlo.")
    return _page(request, document, form, title=_("Enviar por correo"), lead=words, button=_("Enviar documento"))


@access(permissions.TRACE)
@accepts_once("documents.delivery")
def delivery_record(request, pk):
    document = get_object_or_404(Document, pk=pk)
    form = DeliveryForm(request.POST or None)
    if form.is_valid():
        services.record_delivery(document=document, by=request.user, **form.cleaned_data)
        return request.submission.received(document, to=document.page_url)
    return _page(request, document, form, title=_("Anotar una entrega"), button=_("Guardar entrega"))


@access(permissions.TRACE)
@accepts_once("documents.delivery_number")
def delivery_number(request, pk, delivery_pk):
    """The number the other office gave it, known only later."""
    delivery = get_object_or_404(Delivery.objects.select_related("document"), pk=delivery_pk, document=pk)
    form = DeliveryNumberForm(request.POST or None, instance=delivery)
    if form.is_valid():
        services.record_delivery_number(delivery=delivery, by=request.user, **form.cleaned_data)
        return request.submission.received(delivery, to=delivery.document.page_url)
    words = _("Entregado a %(name)s.") % {"name": delivery.to_name}
    return _page(
        request, delivery.document, form, title=_("Registro de quien recibe"), lead=words, button=_("Guardar número")
    )


def _page(request, document, form, **words):
    context = {"form": form, "document": document, **words}
    return render(request, "documents/paper_form.html", context, status=422 if form.errors else 200)
