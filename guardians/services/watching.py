"""Which schools a guardian's places open for them: their rows as a witness in `SchoolStaff`, exactly those."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext

from core.audit.services import record_at_schools
from guardians.models import Guardian, Watch
from guardians.services.locking import locked_all
from guardians.services.visiting import call_off_all
from schools.enums import StaffKind
from schools.models import PadronChange, School, SchoolStaff
from schools.models.schools import SCHOOL_LIES_IN

Pairs = set[tuple[int, int]]  # of user and school


@transaction.atomic
def follow_places() -> None:
    """Give guardians the schools that came to their territories and take those that left; a handful of questions."""
    guardians = locked_all()
    if guardians:
        sync(guardians, since=timezone.localdate())


def sync(guardians: Iterable[Guardian], *, since: date, by=None, at: datetime | None = None) -> None:
    """Open what is missing from `since` (never before they begin), close what is theirs no more. Under their lock.

    Visits to schools they do not watch any more are called off.
    """
    people = {one.user_id: one for one in guardians}
    wanted = _wanted(people.values())
    today = timezone.localdate()
    rows = list(SchoolStaff.objects.witnesses().still_open(today).filter(user__in=people))
    _close([row for row in rows if (row.user_id, row.school_id) not in wanted], today)
    missing = wanted - {(row.user_id, row.school_id) for row in rows}
    # Who comes back from the very day they once began opens that row again.
    SchoolStaff.objects.bulk_create(
        (
            SchoolStaff(
                user_id=user_id,
                school_id=school_id,
                kind=StaffKind.WITNESS,
                from_date=max(people[user_id].from_date, since),
                to_date=people[user_id].to_date,
            )
            for user_id, school_id in sorted(missing)
        ),
        update_conflicts=True,
        unique_fields=["ugel", "school", "user", "kind", "from_date"],
        update_fields=["to_date"],
    )
    for user_id, guardian in people.items():
        new = sorted(school_id for who, school_id in missing if who == user_id)
        record_at_schools("guardians.watches", guardian, new, by=by, at=at)
        theirs = [school_id for who, school_id in wanted if who == user_id]
        call_off_all(guardian, reason=_gettext("La escuela ya no es de este guardián"), by=by, but_schools=theirs)


def close_all(guardian: Guardian) -> None:
    """Nothing is theirs any more, from today."""
    today = timezone.localdate()
    _close(list(SchoolStaff.objects.witnesses().still_open(today).filter(user=guardian.user_id)), today)


def let_go_of_import(padron_import) -> None:
    """Before an import is undone: what a territory gave at schools it brought goes, what somebody decided stays."""
    new = PadronChange.objects.filter(padron_import=padron_import, noun="school", action="new").values("key")
    brought = School.objects.filter(national_key__in=new)
    for_them = Watch.objects.filter(guardian__ended_date=None, school__in=brought).values("guardian__user", "school")
    chosen = set(for_them.values_list("guardian__user", "school"))
    users = Guardian.objects.filter(ended_date=None).values("user")
    rows = SchoolStaff.objects.witnesses().filter(school__in=brought, user__in=users)
    given = [row.pk for row in rows if (row.user_id, row.school_id) not in chosen]
    SchoolStaff.objects.filter(pk__in=given).delete()


def _wanted(guardians: Iterable[Guardian]) -> Pairs:
    watches = list(Watch.objects.filter(guardian__in=guardians).select_related("guardian"))
    direct = {(one.guardian.user_id, one.school_id) for one in watches if one.school_id}
    people: dict[int, set[int]] = {}
    for one in watches:
        if one.territory_id:
            people.setdefault(one.territory_id, set()).add(one.guardian.user_id)
    lies_in = School.objects.order_by().values_list("pk", *SCHOOL_LIES_IN) if people else ()
    around = {
        (user_id, school_id) for school_id, *places in lies_in for place in places for user_id in people.get(place, ())
    }
    return direct | around


def _close(rows: list[SchoolStaff], today: date) -> None:
    """The day before is the last one; what did not begin before goes."""
    began = [row for row in rows if row.from_date < today]
    for row in began:
        row.to_date = today - timedelta(days=1)
    SchoolStaff.objects.bulk_update(began, ["to_date"])
    SchoolStaff.objects.filter(pk__in=[row.pk for row in rows if row.from_date >= today]).delete()
