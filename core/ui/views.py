from django.shortcuts import redirect, render

from core.access.decorators import access
from core.accounts.enums import CARD_ROLES
from core.accounts.models import Membership
from core.strategies.registry import collect
from core.tenancy.models import Ugel
from core.ui import gallery as samples


@access.signed_in
def start(request):
    """Where a person works: straight in when it is one place, else a choice."""
    ugels = places_of(request.user)
    if len(ugels) == 1:
        return redirect(f"/{ugels[0].code}/")
    return render(request, "pages/start.html", {"ugels": ugels})


@access.member
def home(request):
    """What needs me today: the cards of every strategy that has something to say."""
    cards = []
    for card in sorted(collect("home"), key=lambda card: card.order):
        if request.allows(card.permission):
            context = card.build(request)
            if context is not None:
                cards.append((card, context))
    return render(request, "pages/home.html", {"cards": cards, "is_phone": request.roles <= CARD_ROLES})


def start_or_home(request):
    """One address for both: `/` chooses the place, `/<code>/` is its home."""
    return home(request) if request.ugel else start(request)


start_or_home.access_rule = home.access_rule.__class__("either", "")


@access.signed_in
def gallery(request):
    """Every component in every state, for whoever builds a page."""
    return render(request, "pages/gallery.html", samples.context(request))


@access.signed_in
def gallery_phone(request):
    return render(request, "pages/gallery_phone.html", {"form": samples.SampleForm(), "entries": samples.ENTRIES})


@access.signed_in
def gallery_print(request):
    return render(request, "pages/gallery_print.html", {**samples.context(request), **samples.PAPER})


def places_of(user):
    """UGELs a person may enter: by membership, or as a reader of their region; at most two queries."""
    memberships = Membership.objects.active().filter(user=user)
    own = [m.ugel_id for m in memberships if m.ugel_id]
    regions = [m.region_id for m in memberships if m.region_id]
    return list(
        Ugel.objects.filter(is_active=True, pk__in=own) | Ugel.objects.filter(is_active=True, region_id__in=regions)
    )


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
