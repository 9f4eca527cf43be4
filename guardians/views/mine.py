from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import done
from guardians import permissions, selectors, services
from guardians.enums import VisitState
from guardians.forms import VisitForm
from guardians.models import VISIT_FORM
from guardians.views.finding import my_visit

PAGE = 20


@access(permissions.VISIT)
def my_visits(request):
    """What I have to see, the nearest date first, and what I saw."""
    page = Paginator(selectors.my_visits(request.user), PAGE).get_page(request.GET.get("page"))
    to_do = [one for one in page if one.state == VisitState.PENDING]
    made = [one for one in page if one.state == VisitState.DONE]
    return render(request, "guardians/my_visits.html", {"page": page, "to_do": to_do, "made": made})


@access(permissions.VISIT)
@accepts_once(VISIT_FORM)
def visit_tell(request, pk):
    """Did it arrive, two pictures, a recorded answer: one thing after another."""
    visit = my_visit(request, pk)
    if request.method != "POST" and (refusal := _refusal(request, visit)):
        return refusal
    form = VisitForm(request.POST or None, request.FILES or None, visit=visit)
    made = done(form, lambda _told: services.tell_visit(visit=visit, by=request.user, **form.told()))
    if made:
        return request.submission.received(made, words=_("Gracias. Lo que vio quedó registrado."))
    context = {"form": form, "visit": visit, "promise": visit.promise}
    return render(request, "guardians/visit_tell.html", context, status=422 if form.errors else 200)


def _refusal(request, visit):
    """What can be said no more, or not by this person, is told before the questions."""
    try:
        if visit.state != VisitState.PENDING:
            raise services.VisitOver
        services.check_no_conflict(visit.guardian, visit.promise.partner_id if visit.promise else None)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(visit)
    return None
