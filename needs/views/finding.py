"""Which needs and schools a person may see here; the rest does not exist for them."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from needs.models import Need
from needs.permissions import READS_ALL, sees_school
from needs.selectors import schools_for


def visible_schools(request):
    return schools_for(request.user, request.roles)


def visible_needs(request):
    """All needs for the UGEL and the region, those of one's own schools for the others."""
    if request.roles & READS_ALL:
        return Need.objects.all()
    return Need.objects.filter(school__in=visible_schools(request).order_by().values("pk"))


def visible_need(request, pk) -> Need:
    need = get_object_or_404(
        Need.objects.select_related("school__district", "reported_by", "solved_said_by", "closed_by", "duplicate_of"),
        pk=pk,
    )
    if not sees_school(request.user, request.roles, need.school_id):
        raise Http404
    return need
