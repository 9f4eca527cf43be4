from django.shortcuts import render

from commitments import permissions, services
from commitments.enums import Promiser
from commitments.forms import PromiseForm
from commitments.services import Line
from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from needs.models import Need
from schools.models import School

FORM = "commitments.new"


@access(permissions.MANAGE)
@accepts_once(FORM)
def commitment_new(request):
    """A new promise: from a need, from a school's page, or from nothing."""
    need, schools = _need_asked(request), School.objects.current().order_by("name", "pk")
    form = PromiseForm(
        request.POST or None,
        schools=schools,
        needs=_needs_of(need),
        currency=request.ugel.currency,
        initial=_initial(request, need),
    )
    if form.is_valid():
        try:
            made = _make(form.cleaned_data, by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(made[0])
    context = {"form": form, "need": need}
    return render(request, "commitments/commitment_new.html", context, status=422 if form.errors else 200)


def _make(told, *, by):
    needs = list(told.get("needs") or ())
    places = list(told["schools"]) or [told["territory"]]
    lines = [
        Line(place, told["parts"], [n for n in needs if n.school_id == place.pk], told["valuation"]) for place in places
    ]
    is_partner = told["promiser"] == Promiser.PARTNER
    return services.make_promise(
        lines=lines,
        promiser=Promiser(told["promiser"]),
        partner=told["partner"] if is_partner else None,
        what=told["what"],
        unit=told["unit"],
        category=told["category"],
        valuation_basis=told["valuation_basis"],
        origin_text=told["origin_text"],
        by=by,
    )


def _need_asked(request) -> Need | None:
    asked = request.GET.get("necesidad", "")
    return Need.objects.open().select_related("school").filter(pk=asked).first() if asked.isdecimal() else None


def _needs_of(need):
    """What the form offers to answer: open needs of the same school."""
    return Need.objects.open().filter(school_id=need.school_id).order_by("number") if need else Need.objects.none()


def _initial(request, need):
    asked = request.GET.get("escuela", "")
    partner = request.GET.get("aliado", "")
    told = {"promiser": Promiser.PARTNER, "partner": partner if partner.isdecimal() else None}
    if need:
        return {**told, "schools": [need.school_id], "needs": [need.pk], "category": need.category}
    return {**told, "schools": [int(asked)]} if asked.isdecimal() else told
