from django.http import Http404
from django.shortcuts import get_object_or_404

from guardians import permissions, selectors
from guardians.models import Guardian, Visit
from schools.permissions import works_at


def guardian_here(pk) -> Guardian:
    """With its state as of today, or 404."""
    found = selectors.with_list_columns(Guardian.objects.select_related("code", "scan", "accepted_by"))
    return get_object_or_404(found, pk=pk)


def visit_here(pk) -> Visit:
    return get_object_or_404(Visit.objects.with_names(), pk=pk)


def visit_seen(request, pk) -> Visit:
    """A visit of the UGEL for its people; for a guardian their own, or without a name one to their school; else 404."""
    visit = visit_here(pk)
    is_mine = visit.guardian.user_id == request.user.pk
    if not (request.allows(permissions.VIEW) or is_mine or works_at(request.user, visit.school_id)):
        raise Http404
    return visit


def my_visit(request, pk) -> Visit:
    """One's own visit, or 404."""
    return get_object_or_404(Visit.objects.with_names(), pk=pk, guardian__user=request.user)
