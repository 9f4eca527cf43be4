from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from attendance import permissions, selectors, services
from attendance.enums import Looked
from attendance.forms import OpenCaseForm, WordsForm
from attendance.models import Case
from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.strategies import settings
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from needs.selectors import schools_for

PAGE = 25
# A page with a name leaves no copy on a telephone that several people use; «atrás» asks anew, and is a look anew.
off_the_device = cache_control(private=True, no_store=True)


def case_seen(request, pk) -> Case:
    """A case this person is of, as head of its school or because it was given to them; for all others 404."""
    return get_object_or_404(selectors.cases_of(request.user), pk=pk)


@access(permissions.FOLLOW)
def case_list(request):
    """My cases, by number and school; a name is read on a case's own page only."""
    page = Paginator(selectors.cases_of(request.user), PAGE).get_page(request.GET.get("page"))
    schools = selectors.headed_schools(request.user) if request.allows(permissions.OPEN_CASE) else []
    return render(request, "attendance/case_list.html", {"page": page, "schools": schools})


@access(permissions.OPEN_CASE)
@off_the_device
@accepts_once("attendance.open_case")
def case_open(request, pk):
    """What will be kept, who reads it and until when is said before a name is asked."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    if not permissions.may_open_case(request, pk):
        raise PermissionDenied(_("El caso lo abre quien dirige la escuela, o un especialista de la UGEL."))
    form = OpenCaseForm(request.POST or None, school=school)
    case = done(form, lambda _said: services.open_case(school=school, by=request.user, **form.told()))
    if case:
        return request.submission.received(case, words=_("El caso quedó abierto. El nombre está cifrado."))
    context = {"school": school, "keep_days": settings.value(selectors.KEEP_DAYS)}
    return htmx.form(request, "attendance/case_open.html", form=form, **context)


@access(permissions.FOLLOW)
@off_the_device
def case_detail(request, pk):
    """Who it is, what was done, who looked. Opening it is a look, written down in the same transaction."""
    case = case_seen(request, pk)
    words = services.look(case=case, by=request.user)
    visits = list(case.visits.select_related("made_by").order_by("-day", "-pk"))
    for visit in visits:
        visit.said = words.said.get(visit.pk, "") if words else ""
    rule = selectors.rule_in_force()
    context = {
        "case": case,
        "words": words,
        "visits": visits,
        "steps": list(case.steps.order_by("due_date", "pk")),
        "weeks": list(case.weeks.order_by("-monday")),
        "workers": list(case.workers.filter(ended_at=None).select_related("user").order_by("assigned_at")),
        "looks": selectors.looks_of(case),
        "is_kept": rule.keeps(case),
        "until": selectors.names_until(case),
        "may_give": permissions.may_give_case(request, case),
        "events": timeline_of(case),
        "rule": rule,
    }
    return render(request, "attendance/case_detail.html", context)


@access(permissions.FOLLOW)
@off_the_device
@accepts_once("attendance.correct_case")
def case_correct(request, pk):
    """Write the name, the contact or the notes anew; what was there stays nowhere."""
    case = case_seen(request, pk)
    kept = None if request.method == "POST" else services.look(case=case, by=request.user, what=Looked.CORRECTION)
    initial = {name: getattr(kept, name) for name in ("names", "contact", "notes")} if kept else {}
    form = WordsForm(request.POST or None, initial=initial)
    made = done(form, lambda _said: (services.correct_words(case=case, words=form.words(), by=request.user), True))
    if made:
        return request.submission.received(case, words=_("Los datos quedaron corregidos y cifrados."))
    return htmx.form(request, "attendance/case_correct.html", form=form, case=case)
