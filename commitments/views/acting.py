"""One tap or one form, one service, one sentence back; shared by the views that act on a promise."""

from django.contrib import messages
from django.shortcuts import redirect

from core.tenancy.errors import DomainError
from core.ui import htmx


def tapped(request, commitment, act, words):
    """A button: do it and go back to the promise, with what happened or why it could not."""
    try:
        act()
    except DomainError as error:
        messages.error(request, error)
        return redirect(commitment)
    return request.submission.received(commitment, words=words)


def asked(request, template, form, act, words, *, commitment, **context):
    """A form: do it with what it cleaned; a refusal comes back on the form."""
    if form.is_valid():
        try:
            act(**form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(commitment, words=words)
    return htmx.form(request, template, form=form, commitment=commitment, **context)
