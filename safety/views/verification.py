from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from safety import permissions
from safety.forms import ReasonForm
from safety.permissions import check_can_verify
from safety.selectors.checks import findings, sections_of
from safety.selectors.results import preview
from safety.services.verification import return_check, verify_check
from safety.views.checks import visible_check


@access(permissions.VERIFY)
@accepts_once("safety.verify")
def check_verify(request, pk):
    check = visible_check(request, pk)
    check_can_verify(request.user, check)
    if request.method == "POST":
        try:
            check = verify_check(check=check, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(check)
        messages.success(request, _("La ficha quedó verificada y su resultado guardado."))
        return request.submission.received(check)
    if not check.is_submitted:
        return redirect(check)
    context = {"check": check, "sections": sections_of(check, preview(check)), "findings": findings(check)}
    return render(request, "safety/check_verify.html", context)


@access(permissions.VERIFY)
@accepts_once("safety.return")
def check_return(request, pk):
    check = visible_check(request, pk)
    check_can_verify(request.user, check)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            return_check(check=check, reason=form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("La ficha volvió a quien la llenó, con su observación."))
            return request.submission.received(check)
    context = {"check": check, "form": form}
    return render(request, "safety/check_return.html", context, status=422 if form.errors else 200)
