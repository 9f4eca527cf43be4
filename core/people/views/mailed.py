from django.shortcuts import render

from core.access.decorators import access
from core.people.forms import EmailForm
from core.people.services.mailed import send_access
from core.ui import htmx


@access.public
def access_by_mail(request):
    """«No tengo mi tarjeta»: a link to the person's own mailbox; the answer is the same for any e-mail."""
    form = EmailForm(request.POST or None)
    if form.is_valid():
        send_access(email=form.cleaned_data["email"])
        return render(request, "people/access_by_mail_sent.html")
    return htmx.form(request, "people/access_by_mail.html", form=form)
