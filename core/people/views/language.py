from django.urls import reverse
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.accounts.services import choose_language
from core.people.forms import LanguageForm
from core.submissions.decorators import accepts_once
from core.tenancy.speech import speaking
from core.ui import htmx


@access.member
@accepts_once("people.language")
def language_edit(request):
    """In which language somebody reads, at every UGEL they work with."""
    form = LanguageForm(request.POST or None, ugel=request.ugel, initial={"language": request.user.language})
    if form.is_valid():
        choose_language(user=request.user, language=form.cleaned_data["language"])
        with speaking(request.ugel, request.user.language):
            return request.submission.received(to=reverse("home"), words=_("Desde ahora lee en este idioma."))
    return htmx.form(request, "people/language_edit.html", form=form)
