from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from commitments import permissions, selectors
from commitments.filters import CommitmentFilter
from commitments.forms import ManyForm
from commitments.models import Commitment
from commitments.models.evidence import FORMS
from commitments.views.finding import visible_commitment
from core.access.decorators import access
from core.access.reaching import may_open
from core.accounts.enums import STAFF_ROLES
from core.audit.selectors import timeline_of
from core.files.selectors import Arrivals
from core.notifications.models import Message
from core.notifications.permissions import HAND_OVER
from core.strategies.registry import commitment_link
from needs.selectors import schools_for
from partners.models import Partner

PAGE = 25
OPEN_FIRST = (F("ended_at").asc(nulls_first=True), "next_due_date", "number")


@access(permissions.VIEW)
def commitment_list(request):
    """Every promise this person may see, the most overdue first."""
    found = asked_commitments(request)
    rows = found.qs.order_by(*OPEN_FIRST)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "sentence": found.sentence(page.paginator.count),
        "many": ManyForm() if request.allows(permissions.MANAGE) else None,
        "to_hand_over": to_hand_over(request),
    }
    return render(request, "commitments/commitment_list.html", context)


def asked_commitments(request) -> CommitmentFilter:
    """What the address asks for, of what this person may see."""
    return CommitmentFilter(request.GET, queryset=selectors.commitments_for(request.user, request.roles))


def to_hand_over(request) -> int:
    """How many WhatsApp texts wait for this person's thumb."""
    return Message.objects.to_hand_over().count() if request.allows(HAND_OVER) else 0


@access(permissions.VIEW)
def commitment_detail(request, pk):
    """What was promised, where it stands and why, what each said, and what this person can do."""
    commitment = visible_commitment(request, pk)
    found = selectors.page_of(commitment)
    may = permissions.actions_for(request, commitment)
    context = {
        "commitment": commitment,
        "opens_origin": bool(origin := _origin_of(commitment)) and may_open(request, origin),
        "found": found,
        "open_others": _open_ones(request, found.others),
        "arrivals": Arrivals.of_all([word.pk for row in found.rows for word in row.said], *FORMS),
        "events": timeline_of(commitment, names_witnesses=bool(request.roles & STAFF_ROLES)),
        "names_witnesses": bool(request.roles & STAFF_ROLES),
        "may": may,
        "may_more": bool(may & permissions.MORE),
    }
    return render(request, "commitments/commitment_detail.html", context)


@access(permissions.VIEW)
def commitment_origin(request, pk):
    """Where in a strategy this promise was born: its link row knows."""
    url = _origin_of(visible_commitment(request, pk))
    if not url:
        raise Http404
    return redirect(url)


def _open_ones(request, others) -> set[int]:
    """Those of the same promise's other lines whose page opens: a school reads its own alone."""
    if not others:
        return set()
    seen = selectors.commitments_for(request.user, request.roles).filter(pk__in=[one.pk for one in others])
    return set(seen.values_list("pk", flat=True))


def _origin_of(commitment: Commitment) -> str:
    link = commitment_link(commitment.strategy)
    row = link.objects.filter(commitment=commitment).first() if link else None
    return row.origin_url if row else ""


@access(permissions.MANAGE)
def partner_promises(request, pk):
    """The tab of the partner page."""
    partner = get_object_or_404(Partner, pk=pk)
    rows = Commitment.objects.with_names().of_partner(partner).order_by(*OPEN_FIRST)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "commitments/partner_promises.html", {"partner": partner, "page": page})


@access(permissions.VIEW)
def school_commitments(request, pk):
    """The tab of the school page."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    rows = selectors.commitments_for(request.user, request.roles).filter(school=school)
    context = {"school": school, "commitments": rows.order_by(*OPEN_FIRST)}
    return render(request, "commitments/school_commitments.html", context)
