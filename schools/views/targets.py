from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from schools import permissions
from schools.forms import AdjustTargetForm, FreezeTargetForm, TargetYearForm
from schools.models import School, TargetList
from schools.selectors.targets import target_entries, target_versions
from schools.services.targets import adjust_target, discard_target, freeze_target, propose_target


@access(permissions.VIEW)
def target_list(request):
    year = TargetYearForm(initial={"year": timezone.localdate().year})
    return render(request, "schools/target_list.html", {"targets": target_versions(), "form": year})


@access(permissions.TARGET)
@require_POST
@accepts_once("schools.target_propose")
def target_propose(request):
    form = TargetYearForm(request.POST)
    if not form.is_valid():
        return htmx.form(request, "schools/target_list.html", form=form, targets=target_versions())
    try:
        target = propose_target(by=request.user, **form.cleaned_data)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("schools:target_list")
    return request.submission.received(target, to=reverse("schools:target_detail", args=[target.pk]))


@access(permissions.VIEW)
def target_detail(request, pk):
    target = get_object_or_404(TargetList.objects.select_related("frozen_by", "created_by"), pk=pk)
    entries = target_entries(target, text=request.GET.get("q", ""))
    context = {
        "target": target,
        "included": [entry for entry in entries if entry.is_included],
        "excluded": [entry for entry in entries if not entry.is_included],
        "candidates": _candidates(target, request.GET.get("add", "")),
        "form": FreezeTargetForm(),
        "may_change": request.allows(permissions.TARGET) and not target.is_frozen,
    }
    return render(request, "schools/target_detail.html", context)


def _candidates(target, text):
    """Schools found by name that the list does not speak of yet."""
    if not text.strip():
        return []
    return School.objects.exclude(targets__target_list=target).search(text.replace("\x00", "")).order_by("name")[:20]


@access(permissions.TARGET)
@require_POST
@accepts_once("schools.target_adjust")
def target_adjust(request, pk, school_pk):
    target = get_object_or_404(TargetList, pk=pk)
    school = get_object_or_404(School, pk=school_pk)
    form = AdjustTargetForm(request.POST)
    if form.is_valid():
        try:
            adjust_target(target=target, school=school, **form.cleaned_data)
        except DomainError as error:
            messages.error(request, f"{school}: {error}")
        else:
            return request.submission.received(target, to=reverse("schools:target_detail", args=[pk]))
    return redirect("schools:target_detail", pk)


@access(permissions.TARGET)
@require_POST
@accepts_once("schools.target_freeze")
def target_freeze(request, pk):
    target = get_object_or_404(TargetList, pk=pk)
    form = FreezeTargetForm(request.POST)
    resolution = form.cleaned_data["resolution"] if form.is_valid() else ""
    try:
        freeze_target(target=target, resolution=resolution, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("schools:target_detail", pk)
    words = _("El ámbito quedó congelado. Los informes del año lo usan como denominador.")
    return request.submission.received(target, to=reverse("schools:target_detail", args=[pk]), words=words)


@access(permissions.TARGET)
@accepts_once("schools.target_discard")
def target_discard(request, pk):
    target = get_object_or_404(TargetList, pk=pk, frozen_at=None)
    if request.method == "POST":
        try:
            discard_target(target=target)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("schools:target_list")
        return request.submission.received(to=reverse("schools:target_list"))
    return render(
        request,
        "schools/target_discard.html",
        {"target": target, "cancel_url": reverse("schools:target_detail", args=[pk])},
    )
