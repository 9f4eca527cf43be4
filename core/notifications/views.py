from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.notifications import permissions, services
from core.notifications.forms import PreferenceForm
from core.notifications.models import Message, Preference
from core.notifications.whatsapp import whatsapp_url
from core.tenancy.errors import DomainError
from core.tenancy.urls import absolute


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
    return redirect("notifications:notice_list")


@access.member
def preference_edit(request):
    wish = Preference.objects.filter(user=request.user).first() or Preference(user=request.user)
    form = PreferenceForm(request.POST or None, instance=wish)
    if form.is_valid():
        services.save_preference(user=request.user, **form.cleaned_data)
        messages.success(request, _("Así recibirá los avisos desde ahora."))
        return redirect("notifications:notice_list")
    return render(request, "notifications/preference_edit.html", {"form": form}, status=422 if form.errors else 200)


@access(permissions.HAND_OVER)
def hand_over_list(request):
    """«12 por avisar → siguiente»: one text after another, each opened by the person who presses."""
    waiting = Message.objects.to_hand_over().order_by("-is_urgent", "due_at", "id")
    first = waiting.first()
    url = whatsapp_url(first.address, _whole_text(request, first)) if first else ""
    context = {"count": waiting.count(), "message": first, "url": url, "text": first and _whole_text(request, first)}
    return render(request, "notifications/hand_over_list.html", context)


@access(permissions.HAND_OVER)
@require_POST
def hand_over(request, pk):
    message = get_object_or_404(Message.objects.filter(channel="whatsapp"), pk=pk)
    try:
        services.hand_over(message=message, by=request.user)
    except DomainError as error:
        messages.error(request, error)
    return redirect("notifications:hand_over_list")


def _whole_text(request, message) -> str:
    link = absolute(f"/{request.ugel.code}{message.path}") if message.path else ""
    return "\n\n".join(part for part in (message.body, link, request.ugel.name) if part)
