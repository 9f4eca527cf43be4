"""One school as its page shows it."""

from django.db.models import OuterRef

from schools.enums import Hint, Level
from schools.models import Enrolment, School, Service, TerritoryShape
from schools.readers.rows import luhn
from schools.selectors.listing import pupils_of, with_hint


def services_of(school: School):
    """Its services with their latest pupils, those that left the cut last."""
    return school.services.annotate(pupils=pupils_of(service=OuterRef("pk"))).order_by(
        "not_in_cut_since", "-is_active", "level", "codigo_modular", "anexo"
    )


def latest_cut_of(school: School):
    """The day its newest enrolment speaks of."""
    found = Enrolment.objects.filter(service__school=school).order_by("-cut_date")
    return found.values_list("cut_date", flat=True).first()


def hints_of(school: School, services) -> list[Hint]:
    """What looks wrong in its data, for somebody to look at."""
    hints = []
    if not school.has_point:
        hints.append(Hint.NO_POINT)
    elif with_hint(School.objects.filter(pk=school.pk), Hint.SHARED_POINT).exists():
        hints.append(Hint.SHARED_POINT)
    if school.has_point and is_outside_district(school):
        hints.append(Hint.OUTSIDE)
    if any(_fails_check_digit(service) for service in services):
        hints.append(Hint.CHECK_DIGIT)
    if school.is_current and all(service.pupils is None for service in services):
        hints.append(Hint.NO_ENROLMENT)
    return hints


def _fails_check_digit(service: Service) -> bool:
    code = service.codigo_modular
    is_checked = len(code) == 7 and code.isdecimal() and service.form != "non_school" and service.level != Level.PRONOEI
    return is_checked and not luhn(code)


def is_outside_district(school: School) -> bool:
    """Whether its point lies beyond every ring of its district; unknown outlines accuse nobody."""
    shape = TerritoryShape.objects.filter(territory=school.district_id).first() if school.district_id else None
    if shape is None:
        return False
    return not any(_inside(float(school.lon), float(school.lat), ring) for ring in shape.rings)


def _inside(x, y, ring) -> bool:
    """Ray casting: an odd number of edges to the right."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
