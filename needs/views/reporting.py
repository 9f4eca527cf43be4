from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.accounts.enums import STAFF_ROLES
from core.audit.selectors import timeline_of
from core.files.selectors import Arrivals
from core.strategies.registry import answers_to_need, collect
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from needs import permissions, selectors, services
from needs.enums import NeedSource, NeedState
from needs.forms import ReportForm
from needs.models import Need
from needs.models.attachments import FORMS, REPORT_FORM, RESUBMIT_FORM
from needs.permissions import check_can_act_at
from needs.views.finding import visible_need, visible_schools
from schools.enums import Party


@access(permissions.REPORT)
@accepts_once(REPORT_FORM)
def need_report(request):
    """One question after another; what looks like an open need is shown before it is saved."""
    schools = visible_schools(request)
    form = ReportForm(request.POST or None, request.FILES or None, schools=schools, initial=_asked(request, schools))
    similar = []
    if form.is_valid():
        similar = [] if "yes" in request.POST.getlist("is_new") else selectors.similar_to(form.instance)
        if not similar:
            try:
                return request.submission.received(_register(request, form))
            except DomainError as error:
                form.add_error(None, error)
    context = {"form": form, "similar": similar, **_known_at(form.only_school)}
    return render(request, "needs/need_report.html", context, status=422 if request.method == "POST" else 200)


@access(permissions.REPORT)
@accepts_once(RESUBMIT_FORM)
def need_resubmit(request, pk):
    """A returned need, to complete and send again."""
    need = visible_need(request, pk)
    check_can_act_at(request.user, request.roles, need.school_id)
    if need.state != NeedState.RETURNED:
        raise Http404
    form = ReportForm(request.POST or None, request.FILES or None, instance=need, schools=_only(need))
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in form.Meta.fields if name != "school"}
        try:
            return request.submission.received(services.resubmit_need(need=need, by=request.user, **told))
        except DomainError as error:
            form.add_error(None, error)
    return render(request, "needs/need_resubmit.html", {"form": form, "need": need}, status=422 if form.errors else 200)


@access(permissions.VIEW)
def need_detail(request, pk):
    """What was told, why it stands where it stands, what happened, and what this person can do."""
    need = visible_need(request, pk)
    terms = selectors.terms_of(need)
    context = {
        "need": need,
        "said_by": _named(request, need.solved_said_by, need.solved_said_for),
        "closed_by": _named(request, need.closed_by, need.solved_seen_for),
        "terms": terms,
        "score": selectors.score_of(terms),
        "attachments": need.attachments.select_related("file__shareable_by").order_by("id"),
        "joined": need.duplicates.order_by("number"),
        "arrivals": Arrivals.of(need, *FORMS),
        "events": timeline_of(need, names_witnesses=bool(request.roles & STAFF_ROLES)),
        "may": permissions.actions_for(request, need),
        "answers": answers_to_need(need.pk),
        "more_actions": [item for item in collect("need_actions") if request.allows(item.permission)],
    }
    return render(request, "needs/need_detail.html", context)


def _named(request, person, party: str) -> str:
    """Who saw it solved, first or second; a witness of the community by name only for the UGEL."""
    if party == Party.GUARDIAN and not request.roles & STAFF_ROLES:
        return _("testigo de la comunidad")
    return str(person or "")


def _register(request, form) -> Need:
    told = {name: form.cleaned_data[name] for name in form.Meta.fields if name != "school"}
    source = NeedSource.UGEL if request.roles & STAFF_ROLES else NeedSource.SCHOOL
    return services.register_need(
        school=form.cleaned_data["school"],
        by=request.user,
        source=source,
        **told,
    )


def _known_at(school) -> dict:
    """What the school has open already, so that a phone shows it while one tells, also without a line."""
    known = selectors.open_at(school) if school else []
    return {"known": known, "known_categories": " ".join(sorted({need.category for need in known}))}


def _asked(request, schools):
    asked = request.GET.get("escuela", "")
    return {"school": schools.filter(pk=asked).first()} if asked.isdecimal() else {}


def _only(need):
    return type(need.school).objects.filter(pk=need.school_id)
