from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from adoptions import permissions, selectors, services
from adoptions.enums import SchoolState, Standing
from adoptions.forms import AddForm, FreezeForm
from adoptions.models import NeediestList
from adoptions.selectors.neediest import PERCENT
from core.access.decorators import access
from core.strategies import settings as ugel_settings
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from needs.selectors.priority import LABELS

SHOWN_BELOW = 10


@access(permissions.VIEW)
def neediest_current(request):
    """The latest list; before there is one, what it is and how it comes to be."""
    neediest = selectors.current_list()
    if neediest and (neediest.year == timezone.localdate().year or not request.allows(permissions.FREEZE)):
        return redirect(neediest)
    return render(request, "adoptions/neediest_none.html", {"earlier": neediest})


@access(permissions.VIEW)
def neediest_detail(request, pk):
    """The list as it was frozen: chosen, skipped and why, the ones behind, and apart what was added later."""
    neediest = _list_here(pk)
    entries = list(neediest.entries.select_related("school__district").order_by("rank", "school__name", "pk"))
    additions = list(neediest.additions.select_related("school", "added_by").order_by("added_at", "pk"))
    states = dict(selectors.pool(neediest).order_by().values_list("pk", "state"))
    for row in [*entries, *additions]:
        row.state = SchoolState(states[row.school_id]) if row.school_id in states else None
    for entry in entries:
        entry.terms = [(LABELS[name], points) for name, points in entry.why.get("points", {}).items()]
    context = {
        "neediest": neediest,
        "percent": neediest.rules[PERCENT],
        "additions": additions,
        **{standing.value: [one for one in entries if one.standing == standing] for standing in Standing},
    }
    return render(request, "adoptions/neediest_detail.html", context)


@access(permissions.FREEZE)
@accepts_once("adoptions.freeze")
def neediest_freeze(request):
    """The order by score as of now; reasons for those skipped; one button that cannot be undone."""
    year = timezone.localdate().year
    if frozen := selectors.list_of(year):
        return redirect(frozen)
    ranked = selectors.ranking(timezone.now())
    wanted = selectors.wanted_of(len(ranked))
    scored = [row for row in ranked if row.rank is not None]
    form = FreezeForm(request.POST or None, ranked=scored[: wanted + SHOWN_BELOW])
    made = done(form, lambda _told: services.freeze_list(by=request.user, **form.told()))
    if made:
        return request.submission.received(made, words=_("La lista quedó congelada. Ya se puede asignar."))
    if form.errors:
        form.renew_seen()
    context = {
        "year": year,
        "wanted": wanted,
        "ambito": len(ranked),
        "scored": len(scored),
        "percent": ugel_settings.value(PERCENT),
    }
    return htmx.form(request, "adoptions/neediest_freeze.html", form=form, **context)


@access(permissions.FREEZE)
@accepts_once("adoptions.add_later")
def neediest_add(request, pk):
    neediest = _list_here(pk)
    form = AddForm(request.POST or None, neediest=neediest)
    made = done(form, lambda told: services.add_later(neediest=neediest, by=request.user, **told))
    if made:
        return request.submission.received(made, to=neediest.get_absolute_url(), words=_("La escuela quedó agregada."))
    return htmx.form(request, "adoptions/neediest_add.html", form=form, neediest=neediest)


def _list_here(pk):
    return get_object_or_404(NeediestList.objects.select_related("frozen_by"), pk=pk)
