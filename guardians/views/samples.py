from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from guardians import permissions, selectors, services
from guardians.enums import Drawn, VisitState
from guardians.forms import SampleForm
from guardians.models import Sample
from guardians.rule import digest_of

PAGE = 25


@access(permissions.VIEW)
def sample_list(request):
    """The draws, latest first, with how many of each were seen."""
    alike = Sample.objects.filter(period_start=OuterRef("period_start"), period_end=OuterRef("period_end"))
    of_one_period = alike.order_by().values("period_start").annotate(n=Count("pk"))
    seen, chosen = Q(visits__state=VisitState.DONE), Q(candidates__drawn=Drawn.CHOSEN)
    rows = Sample.objects.select_related("drawn_by").annotate(
        seen=Count("visits__instalment", filter=seen, distinct=True),
        chosen=Count("candidates", filter=chosen, distinct=True),
        of_period=Subquery(of_one_period.values("n")),
    )
    page = Paginator(rows.order_by("-number"), PAGE).get_page(request.GET.get("page"))
    return render(request, "guardians/sample_list.html", {"page": page})


@access(permissions.VIEW)
def sample_detail(request, pk):
    """The whole list in the order of the draw, drawn once more before it is shown."""
    sample = get_object_or_404(Sample.objects.select_related("drawn_by"), pk=pk)
    rows = list(sample.candidates.select_related("school", "guardian__user").order_by("rank"))
    by_delivery = {one.instalment_id: one for one in sample.visits.all()}
    for row in rows:
        row.digest, row.visit = digest_of(sample.seed, row.delivery), by_delivery.get(row.delivery)
    context = {
        "sample": sample,
        "is_same": selectors.redrawn(sample),
        "total": len(rows),
        "chosen": [one for one in rows if one.drawn == Drawn.CHOSEN],
        "apart": [one for one in rows if one.drawn in (Drawn.CONFLICT, Drawn.NO_GUARDIAN)],
        "below": [one for one in rows if one.drawn == Drawn.BELOW],
    }
    return render(request, "guardians/sample_detail.html", context)


@access(permissions.ASSIGN)
@accepts_once("guardians.draw")
def sample_draw(request):
    form = SampleForm(request.POST or None)
    made = done(form, lambda told: services.draw_sample(by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("La muestra quedó sorteada y las visitas, encargadas."))
    return htmx.form(request, "guardians/sample_draw.html", form=form)
