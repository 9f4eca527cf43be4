from django.shortcuts import get_object_or_404

from adoptions import selectors
from adoptions.models import Adoption, WorkDay
from needs.selectors import schools_for


def adoption_here(pk) -> Adoption:
    """With its state as of today, or 404."""
    found = selectors.with_list_columns(Adoption.objects.select_related("renews", "followed_by"))
    return get_object_or_404(found, pk=pk)


def day_here(pk) -> WorkDay:
    return get_object_or_404(WorkDay.objects.with_promise().select_related("adoption__school"), pk=pk)


def day_seen(request, pk) -> WorkDay:
    """A day at a school this person may see, or 404."""
    day = day_here(pk)
    get_object_or_404(schools_for(request.user, request.roles), pk=day.adoption.school_id)
    return day
