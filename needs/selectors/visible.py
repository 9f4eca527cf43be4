from django.db.models import QuerySet

from needs.permissions import READS_ALL
from schools.models import School, SchoolStaff


def schools_for(user, roles) -> QuerySet[School]:
    """All working schools for the UGEL and the region, one's own today for the others; by name."""
    schools = School.objects.current().order_by("name", "pk")
    if roles & READS_ALL:
        return schools
    return schools.filter(pk__in=SchoolStaff.objects.on(None).filter(user=user).values("school_id"))
