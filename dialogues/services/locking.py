from dialogues.models import Session


def locked(session: Session) -> Session:
    """The session under lock: what is noted, answered and issued wait for each other."""
    found = Session.objects.select_for_update(of=("self",)).select_related("table__territory")
    return found.get(pk=session.pk)
