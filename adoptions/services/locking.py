from adoptions.models import Adoption
from schools.models import School


def locked(adoption: Adoption) -> Adoption:
    """The adoption under lock, after its school's: every act on a school's care waits for the one before."""
    hold_school(adoption.school_id)
    found = Adoption.objects.select_for_update(of=("self",)).select_related("school", "partner", "followed_by")
    return found.get(pk=adoption.pk)


def hold_school(school_id: int) -> None:
    """Who adopts, renews, hands over and gives back wait for each other; others go on reading and referring."""
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school_id)
