from datetime import timedelta
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.notifications import permissions, services
from core.notifications.forms import PreferenceForm
from core.notifications.models import Message, Preference
from core.notifications.whatsapp import whatsapp_url
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.urls import absolute

# More would not fit into the address that opens WhatsApp.
MOST_IN_A_TEXT = 10
UNDO_WITHIN = timedelta(minutes=15)


@access.member
def notice_list(request):
    """What I was told here, newest first."""
    told = Message.objects.for_person(request.user).order_by("-id")
    page = Paginator(told, 30).get_page(request.GET.get("page"))
    return render(request, "notifications/notice_list.html", {"page": page})


@access.member
@require_POST
def notice_read(request):
    services.mark_seen(user=request.user)
    return redirect("home" if "from_home" in request.POST else "notifications:notice_list")


@access.member
@accepts_once("notifications.preference")
def preference_edit(request):
    wish = Preference.objects.filter(user=request.user).first() or Preference(user=request.user)
    form = PreferenceForm(request.POST or None, instance=wish)
    if form.is_valid():
        services.save_preference(user=request.user, **form.cleaned_data)
        words = _("Así recibirá los avisos desde ahora.")
        return request.submission.received(to=reverse("notifications:notice_list"), words=words)
    return render(request, "notifications/preference_edit.html", {"form": form}, status=422 if form.errors else 200)


@access(permissions.HAND_OVER)
def hand_over_list(request):
    """«12 por avisar → siguiente»: one text after another, each opened by the person who presses."""
    waiting = Message.objects.to_hand_over().order_by("-is_urgent", "due_at", "id")
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    if asked:
        waiting = waiting.filter(Q(name__icontains=asked) | Q(address__contains=asked.replace(" ", "")))
    count = waiting.count()
    skipped = _skipped(request) % count if count else 0
    message = waiting[skipped : skipped + 1].first()
    others = list(Message.objects.to_send().bundled_with(message)[: MOST_IN_A_TEXT - 1]) if message else []
    text = _whole_text(request, [message, *others]) if message else ""
    context = {
        "count": count,
        "message": message,
        "others": others,
        "text": text,
        "url": whatsapp_url(message.address, text) if message else "",
        "position": skipped + 1,
        "skipped": skipped,
        "next_skipped": skipped + 1,
        "last": _sent_lately(request),
        "asked": asked,
        "failed": Message.objects.failed().count(),
    }
    return render(request, "notifications/hand_over_list.html", context)


@access(permissions.HAND_OVER)
@require_POST
def hand_over(request, pk):
    message = get_object_or_404(Message.objects.filter(channel="whatsapp"), pk=pk)
    try:
        services.hand_over(message=message, by=request.user, others=_others(request))
    except DomainError as error:
        messages.error(request, error)
    return _back_to_queue(request)


@access(permissions.HAND_OVER)
@require_POST
def hand_over_undo(request, pk):
    """«No lo envié»: the text waits again."""
    message = get_object_or_404(Message.objects.filter(channel="whatsapp"), pk=pk)
    try:
        services.take_back(message=message)
    except DomainError as error:
        messages.error(request, error)
    return _back_to_queue(request)


@access(permissions.HAND_OVER)
def failed_list(request):
    """Mail that never arrived, with what the server said and what can be done."""
    page = Paginator(Message.objects.failed().order_by("-id"), 30).get_page(request.GET.get("page"))
    return render(request, "notifications/failed_list.html", {"page": page})


@access(permissions.HAND_OVER)
@require_POST
def message_retry(request, pk):
    message = get_object_or_404(Message.objects.filter(channel="mail"), pk=pk)
    try:
        services.try_again(message=message)
    except DomainError as error:
        messages.error(request, error)
    else:
        messages.success(request, _("El correo a %(name)s sale otra vez.") % {"name": message.name})
    return redirect("notifications:failed_list")


def _skipped(request) -> int:
    """How many of the queue the person left for later."""
    text = request.GET.get("salta", request.POST.get("salta", ""))
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _others(request) -> list[int]:
    """Which of its bundle the text that was sent had in it."""
    return [int(pk) for pk in request.POST.getlist("con")[:MOST_IN_A_TEXT] if pk.isdecimal() and len(pk) < 19]


def _back_to_queue(request):
    asked = {"salta": _skipped(request), "q": request.POST.get("q", "")}
    query = urlencode({name: value for name, value in asked.items() if value})
    return redirect(reverse("notifications:hand_over_list") + (f"?{query}" if query else ""))


def _sent_lately(request):
    """What this person marked as sent last, while it can still be a slip."""
    since = timezone.now() - UNDO_WITHIN
    return (
        Message.objects.filter(channel="whatsapp", sent_by=request.user, sent_at__gt=since).order_by("-sent_at").first()
    )


def _whole_text(request, told) -> str:
    """What each message says; those behind one link together, above it."""
    parts = []
    for path, messages_there in groupby(told, key=lambda message: message.path):
        parts += [message.body for message in messages_there]
        parts += [absolute(f"/{request.ugel.code}{path}")] if path else []
    return "\n\n".join([*parts, request.ugel.name])
