"""Which needs and schools a person may see here; the rest does not exist for them."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from needs.models import Need
from needs.permissions import READS_ALL, sees_school
from schools.models import School, SchoolStaff


def visible_schools(request):
    """All for the UGEL and the region, one's own today for the others."""
    schools = School.objects.current().order_by("name", "pk")
    if request.roles & READS_ALL:
        return schools
    return schools.filter(pk__in=SchoolStaff.objects.on(None).filter(user=request.user).values("school_id"))


def visible_need(request, pk) -> Need:
    need = get_object_or_404(
        Need.objects.select_related("school__district", "reported_by", "solved_said_by", "duplicate_of"), pk=pk
    )
    if not sees_school(request.user, request.roles, need.school_id):
        raise Http404
    return need
