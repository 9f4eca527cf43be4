"""What the pages share: one page for every form, and lists without their page number."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect

from core.tenancy.errors import DomainError
from core.ui import htmx

PAGE = 25
FORM = "livelihoods/form.html"


def ask(request, form, *, title, of, button, back, lead="", template=FORM, **context):
    """The page of a form: what is asked (`title`), of what (`of`), and where «Cancelar» leads."""
    told = {"title": title, "of": of, "button": button, "back": back, "lead": lead, **context}
    return htmx.form(request, template, form=form, **told)


def act_at_once(request, act, *, back, words):
    """A button without a form: what it made, or its refusal on the page it came from."""
    try:
        made = act()
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(back)
    return request.submission.received(made, to=back, words=words)


def page_of(request, rows):
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def without_page(request) -> str:
    """What the list is narrowed by, for the addresses of its downloads."""
    rest = request.GET.copy()
    rest.pop("page", None)
    return rest.urlencode()
