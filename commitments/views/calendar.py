from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commitments import permissions, selectors, services
from commitments.services.feeds import FeedReadTooOften, FeedUnknown
from core.access.addresses import client_address
from core.access.decorators import access
from core.access.services.wrong_codes import TooManyWrongCodes
from core.accounts.models import Membership
from core.strategies.registry import permissions_of
from core.submissions.decorators import accepts_once
from core.tenancy.urls import absolute

PAGE = 100
CLOSED = {TooManyWrongCodes: 429, FeedReadTooOften: 429, FeedUnknown: 404}


@access(permissions.VIEW)
def calendar(request):
    """A month of dates as a grid, and below it the list that says the same."""
    month = _month(request.GET.get("mes", ""))
    dates = selectors.dates_for(request.user, request.roles, followed="mios" in request.GET)
    day = _day(request.GET.get("dia", ""), month)
    shown = dates.filter(due_date=day) if day else selectors.in_month(dates, month)
    context = {
        "month": month,
        "before": month - timedelta(days=1),
        "after": (month + timedelta(days=32)).replace(day=1),
        "weeks": selectors.month_of(dates, month),
        "day": day,
        "page": Paginator(shown.order_by("due_date", "pk"), PAGE).get_page(request.GET.get("page")),
        "feed": _feed_address(request) if request.allows(permissions.SUBSCRIBE) else None,
        "may_subscribe": request.allows(permissions.SUBSCRIBE),
    }
    return render(request, "commitments/calendar.html", context)


@access(permissions.SUBSCRIBE)
@require_POST
@accepts_once("commitments.make_feed")
def feed_make(request):
    """A secret address for my own calendar program."""
    services.make_feed(user=request.user)
    words = _("Copie la dirección en su calendario. Quien la tenga lee las mismas fechas: no la reenvíe.")
    return request.submission.received(to=reverse("commitments:calendar"), words=words)


@access(permissions.SUBSCRIBE)
@require_POST
@accepts_once("commitments.revoke_feed")
def feed_revoke(request):
    """End my address; a new one has other letters."""
    services.revoke_feed(user=request.user)
    return request.submission.received(to=reverse("commitments:calendar"), words=_("La dirección ya no abre."))


@access.public_tenant
@never_cache
@require_safe
def feed_show(request, token):
    """What a calendar program reads; a person who left the UGEL has no calendar here."""
    try:
        feed = services.opened_feed(token, address=client_address(request))
    except tuple(CLOSED) as error:
        return HttpResponse(str(error), status=CLOSED[type(error)], content_type="text/plain; charset=utf-8")
    memberships = Membership.objects.opening(request.ugel).filter(user=feed.user)
    roles = frozenset(memberships.values_list("role", flat=True))
    if permissions.SUBSCRIBE not in permissions_of(roles):
        return HttpResponse(str(FeedUnknown()), status=404, content_type="text/plain; charset=utf-8")
    dates = selectors.dates_of_feed(feed.user, roles)
    response = HttpResponse(
        services.as_icalendar(dates, ugel=request.ugel), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'inline; filename="compromisos.ics"'
    response["Referrer-Policy"] = "no-referrer"
    return response


def _feed_address(request) -> str:
    feed = services.open_feed_of(request.user)
    return absolute(reverse("commitments:feed_show", args=[services.feed_token(feed)])) if feed else ""


def _month(text: str) -> date:
    """The first day of «2026-05»; of this month where the text is none."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)
    return month if 2000 <= month.year <= 2100 else timezone.localdate().replace(day=1)


def _day(text: str, month: date) -> date | None:
    """That day of the month, or none."""
    try:
        return month.replace(day=int(text)) if text.isascii() and text.isdecimal() and len(text) < 3 else None
    except ValueError:
        return None
