"""Alliances as lists show them, and where they stood at a moment."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from alliances.enums import AllianceState, Stage
from alliances.models import Alliance, AllianceParty, AllianceSchool
from core.strategies import settings as ugel_settings
from core.strategies.indicators import Frame
from partners.models import Partner
from schools.models import SCHOOL_LIES_IN, School
from schools.readers.text import searchable
from schools.selectors import target_schools

REMIND = "alliances.remind_before_days"


def with_list_columns(alliances: QuerySet[Alliance]) -> QuerySet[Alliance]:
    """With `partner_names` and `school_count`; one query however many rows."""
    parties = AllianceParty.objects.filter(alliance=OuterRef("pk")).order_by().values("alliance")
    named = AllianceSchool.objects.filter(alliance=OuterRef("pk")).order_by().values("alliance")
    names = parties.annotate(names=StringAgg("partner__name", ", ", order_by="partner__name")).values("names")
    return (
        alliances.with_renewal()
        .select_related("territory")
        .annotate(partner_names=Subquery(names), school_count=Subquery(named.annotate(n=Count("pk")).values("n")))
    )


def search(alliances: QuerySet[Alliance], text: str) -> QuerySet[Alliance]:
    """By what it is about, its document's number or a partner's name; without accents."""
    for word in searchable(text).split():
        by_partner = AllianceParty.objects.filter(partner__search_name__contains=word).values("alliance")
        alliances = alliances.filter(
            Q(search_title__contains=word) | Q(reference__icontains=word) | Q(pk__in=by_partner)
        )
    return alliances


def of_partner(partner: Partner) -> QuerySet[Alliance]:
    return Alliance.objects.filter(pk__in=AllianceParty.objects.filter(partner=partner).values("alliance"))


def expiring_soon(_request=None) -> QuerySet[Alliance]:
    """In force, over within the days the UGEL set, and nothing that follows."""
    today = timezone.localdate()
    return Alliance.objects.expiring(today, today + timedelta(days=int(ugel_settings.value(REMIND))))


def expired_open(_request=None) -> QuerySet[Alliance]:
    """Over by its date, neither ended nor followed by one that was signed; one that is only prepared does not count."""
    return Alliance.objects.expired(timezone.localdate())


def renewal_of(alliance: Alliance) -> Alliance | None:
    """The one that follows it, prepared or signed; what came to nothing follows nothing."""
    return alliance.renewals.exclude(stage=Stage.ENDED, signed_date=None).first()


@dataclass(frozen=True)
class Next:
    """What can be done with an alliance as it stands."""

    talks: tuple[Stage, ...]
    can_sign: bool
    can_end: bool
    can_renew: bool
    can_correct: bool


def what_next(alliance: Alliance) -> Next:
    stage, status = Stage(alliance.stage), alliance.status
    talks = () if alliance.signed_date or stage == Stage.ENDED else (Stage.CONTACTED, Stage.NEGOTIATING)
    return Next(
        talks=tuple(one for one in talks if one != stage),
        can_sign=bool(talks),
        can_end=stage != Stage.ENDED,
        can_renew=status in (AllianceState.IN_FORCE, AllianceState.EXPIRED) and not renewal_of(alliance),
        can_correct=stage != Stage.ENDED,
    )


# --- at a moment, for one UGEL or many ----------------------------------------------------------------------------
def in_force_at(frame: Frame) -> QuerySet[Alliance]:
    """Signed by the cut-off and holding on its last day."""
    return Alliance.objects.in_force(frame.last_day).filter(signed_date__lte=frame.last_day)


def schools_covered(frame: Frame) -> QuerySet[School]:
    """Of the ámbito, those an alliance in force names, or whose district or province it is for."""
    alliances = in_force_at(frame)
    named = AllianceSchool.objects.filter(alliance__in=alliances.values("pk")).values("school_id")
    places = Q()
    for path in SCHOOL_LIES_IN:
        around = alliances.filter(ugel_id=OuterRef("ugel_id"), territory=OuterRef(path))
        places |= Q(Exists(around))
    return target_schools(frame).filter(Q(pk__in=named) | places)


def ran_out(frame: Frame) -> QuerySet[Alliance]:
    """Whose date came in the period; those ended before it did not run out."""
    last = frame.last_day
    return (
        Alliance.objects.signed()
        .filter(to_date__gte=frame.period_start, to_date__lte=last)
        .exclude(ended_date__lte=F("to_date"))
    )


def renewed(frame: Frame) -> QuerySet[Alliance]:
    """Of those, the ones whose renewal was signed by the cut-off."""
    following = Alliance.objects.filter(renews=OuterRef("pk"), signed_date__lte=frame.last_day)
    return ran_out(frame).filter(Exists(following))
