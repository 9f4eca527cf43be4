"""Help that children got, and who watches that it goes on: counts that may be unknown, said on a day."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record, record_at_schools
from core.tenancy.errors import DomainError
from livelihoods.enums import Per, SupportKind, Watcher
from livelihoods.models import InitiativeGroup, Support, Watch
from livelihoods.selectors import place_of, places_here, schools_of
from livelihoods.selectors.places import VILLAGE_KINDS
from livelihoods.services.locking import BeforeItBegan, check_past, living
from livelihoods.services.words import strike_for
from schools.models import School, Territory
from schools.readers.text import clean


class PlaceMissing(DomainError):
    message = _("Diga en qué comunidad o en qué escuela recibieron la ayuda.")


class NotOurPlace(DomainError):
    message = _("Ese lugar no es de esta UGEL. Elija una comunidad o un distrito donde tenga escuelas.")


class TimesMissing(DomainError):
    message = _("Escriba cuántas veces, o deje en blanco cada cuánto.")


class WatchTold(DomainError):
    """Says who told which number."""


@transaction.atomic
def tell_support(
    *,
    kind: SupportKind,
    day: date,
    by,
    school: School | None = None,
    territory: Territory | None = None,
    children: int | None = None,
    disabled_children: int | None = None,
    grades: str = "",
    times: int | None = None,
    per: Per | str = "",
    what: str = "",
    corrects: Support | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Support:
    """Help to children of a school, of a village, or of a district whose village was not told.

    The two counts are disjoint, None is not known; `times` without `per` is «three times» of nobody knows what.
    Raises PlaceMissing, NotOurPlace, StillToCome, TimesMissing, AlreadyStruck, ReasonMissing.
    """
    check_past(day)
    if per and times is None:
        raise TimesMissing
    territory = _place(school, territory)
    if corrects:
        strike_for(corrects, reason=reason, by=by, at=at)
    support = Support.objects.create(
        kind=kind,
        day=day,
        territory=territory,
        school=school,
        children=children,
        disabled_children=disabled_children,
        grades=clean(grades)[:40],
        times=times,
        per=per,
        what=clean(what)[:200],
        replaces=corrects,
        recorded_by=by,
        recorded_at=at or timezone.now(),
    )
    verb = "livelihoods.support_corrected" if corrects else "livelihoods.support_told"
    told = {"kind": str(SupportKind(kind).label), "n": _together(children, disabled_children)}
    record(verb, support, by=by, at=at, school_id=school.pk if school else None, **told)
    if school is None and territory.kind in VILLAGE_KINDS:
        schools = schools_of(territory).values_list("pk", flat=True)
        record_at_schools("livelihoods.support_at_village", support, schools, by=by, at=at, **told)
    return support


@transaction.atomic
def tell_watch(
    *, group: InitiativeGroup, watcher: Watcher, day: date, by, people: int | None = None, at: datetime | None = None
) -> Watch:
    """Who watches, as known on a day, that the income goes on reaching children; None is how many nobody told.

    Raises GroupClosed, StillToCome, BeforeItBegan, WatchTold where that day has another number.
    """
    group = living(group)
    check_past(day)
    if day < group.formed_date:
        raise BeforeItBegan
    known = group.watches.standing().filter(watcher=watcher, day=day).select_related("recorded_by").first()
    if known and known.people == people:
        return known
    if known:
        words = _gettext("%(who)s ya contó ese día: %(n)s. Si no fue así, anule primero esa cuenta.")
        said = _gettext("sin dato") if known.people is None else known.people
        raise WatchTold(words % {"who": known.recorded_by.full_name, "n": said})
    watch = Watch.objects.create(
        group=group, watcher=watcher, day=day, people=people, recorded_by=by, recorded_at=at or timezone.now()
    )
    record("livelihoods.watch_told", group, by=by, at=at, who=str(Watcher(watcher).label), n=people)
    return watch


def _place(school: School | None, territory: Territory | None) -> Territory:
    found = place_of(school) if school else territory
    if found is None:
        raise PlaceMissing
    if school is None and not places_here().filter(pk=found.pk).exists():
        raise NotOurPlace
    return found


def _together(*counts: int | None) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
