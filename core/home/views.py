from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.accounts.enums import CARD_ROLES
from core.home import permissions, services
from core.home.agenda import agenda_of
from core.home.finding import asked_for, find, only_answer
from core.home.guide import guide_of, is_put_away, unfinished_guide_of
from core.home.places import places_of
from core.home.privacy import kept_here
from core.home.school_home import school_home_of
from core.home.today import cards_of, today_of
from core.strategies.registry import collect
from core.tenancy.urls import global_url


@access.signed_in
def start(request):
    """Where a person works: straight in when it is one place, else a choice.

    Who only reads a region begins on the region's page: its UGELs are listed there.
    """
    own, read = places_of(request.user)
    pages = [page for page in collect("start_pages") if page.opens(request.user)]
    if not own and len(pages) == 1:
        return redirect(global_url(pages[0].url_name))
    ugels = [*own, *read]
    if len(ugels) == 1 and not pages:
        return redirect(f"/{ugels[0].code}/")
    return render(request, "home/start.html", {"ugels": ugels, "pages": pages})


@access.member
def home(request):
    """What needs me today, across strategies; for people of a school, their school first."""
    context = {"today": today_of(request), "cards": cards_of(request)}
    if request.roles <= CARD_ROLES:
        return render(request, "home/home_school.html", {**context, "home": school_home_of(request)})
    context["agenda"] = agenda_of(request)
    context["is_staff"] = request.allows(permissions.GUIDE)
    if context["is_staff"] and not is_put_away(request.user):
        context["guide"] = unfinished_guide_of(request)
    return render(request, "home/home.html", context)


def start_or_home(request):
    """One address for both: `/` chooses the place, `/<code>/` is its home."""
    return home(request) if request.ugel else start(request)


start_or_home.access_rule = home.access_rule.__class__("either", "")


@access.member
def search(request):
    """Schools, people, needs and whatever else an app lets be found; a code of one thing opens it."""
    text = asked_for(request)
    groups = find(request, text) if text else []
    if url := only_answer(groups, text):
        return redirect(url)
    return render(request, "home/search.html", {"text": text, "groups": groups})


@access.anywhere
def privacy(request):
    """What is kept of people, for everybody who reads or is asked to write it."""
    return render(request, "home/privacy.html", {"kept": kept_here()})


@access(permissions.GUIDE)
def first_steps(request):
    """The whole guide, also when it is done or put away."""
    context = {"guide": guide_of(request), "is_put_away": is_put_away(request.user)}
    return render(request, "home/first_steps.html", context)


@access(permissions.GUIDE)
@require_POST
def first_steps_put_away(request):
    services.put_guide_away(user=request.user)
    return redirect("home")


@access(permissions.GUIDE)
@require_POST
def first_steps_bring_back(request):
    services.bring_guide_back(user=request.user)
    return redirect("home")
