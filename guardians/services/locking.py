from commitments.services.standing import locked as hold_promise
from guardians.models import Guardian, Visit


def locked(guardian: Guardian) -> Guardian:
    """The guardian under lock: ties, places, visits and words of one person wait for each other."""
    rows = Guardian.objects.select_for_update(of=("self",), no_key=True).select_related("user", "code")
    return rows.get(pk=guardian.pk)


def locked_all() -> list[Guardian]:
    """Every guardian who is not over and speaks for nobody else, under lock, in one order."""
    rows = Guardian.objects.filter(ended_date=None).independent().select_related("user")
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def locked_visit(visit: Visit) -> Visit:
    """The visit under lock, after its promise's and its guardian's rows: the order in which words are taken."""
    if visit.instalment:
        hold_promise(visit.instalment.commitment)
    guardian = locked(visit.guardian)
    found = Visit.objects.select_for_update(of=("self",)).select_related("school", "instalment__commitment")
    visit = found.get(pk=visit.pk)
    visit.guardian = guardian
    return visit
