"""The list of the neediest: frozen once a year with its scores, before anybody is assigned; additions beside it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from adoptions.enums import Standing
from adoptions.models import Addition, NeediestList, NeediestSchool
from adoptions.selectors.neediest import PERCENT, Ranked, hundredths, ranking, wanted_of
from core.audit.services import record
from core.strategies import settings as ugel_settings
from core.tenancy.errors import DomainError
from needs.selectors import most_needy_schools
from needs.selectors.priority import WEIGHTS
from schools.models import School
from schools.readers.text import clean


class AlreadyFrozen(DomainError):
    message = _("La lista de este año ya está congelada. Una escuela que falta se agrega aparte, con su motivo.")


class NoAmbito(DomainError):
    message = _("El ámbito de este año no está congelado todavía. La lista sale de él: congélelo primero.")


class NobodyScored(DomainError):
    message = _("Ninguna escuela del ámbito tiene un pedido por atender. Responda primero los pedidos de las escuelas.")


class ListMoved(DomainError):
    message = _("El orden cambió mientras usted miraba: entró o se respondió un pedido. Revíselo y congele otra vez.")


class AlreadyListed(DomainError):
    message = _("Esa escuela ya está en la lista.")


@transaction.atomic
def freeze_list(
    *, by, skipped: Mapping[int, str] | None = None, seen: Sequence[int] = (), at: datetime | None = None
) -> NeediestList:
    """Freeze the year's list: the first by score, but for those skipped with a reason, for whom the next ones come.

    `skipped` gives reasons by school id; `seen` are the first schools as the person read them. Raises AlreadyFrozen,
    NoAmbito, NobodyScored, ListMoved.
    """
    told = at
    at = at or timezone.now()
    year = timezone.localdate(at).year
    neediest, is_new = NeediestList.objects.get_or_create(
        year=year, defaults={"ambito": 0, "wanted": 0, "frozen_by": by}
    )
    if not is_new:
        raise AlreadyFrozen
    ranked = ranking(at)
    _check(ranked, seen)
    neediest.ambito, neediest.wanted = len(ranked), wanted_of(len(ranked))
    neediest.rules = ugel_settings.values([PERCENT, *WEIGHTS])
    NeediestSchool.objects.bulk_create(_entries(neediest, ranked, skipped or {}))
    neediest.frozen_at = at
    neediest.save()
    record("adoptions.list_frozen", neediest, by=by, at=told, year=year, wanted=neediest.wanted)
    return neediest


@transaction.atomic
def add_later(*, neediest: NeediestList, school: School, reason: str, by) -> Addition:
    """A school whose need became known later: shown apart, never in the denominator. Raises AlreadyListed."""
    if neediest.entries.filter(school=school, standing=Standing.CHOSEN).exists():
        raise AlreadyListed
    score = most_needy_schools().filter(pk=school.pk).values_list("top_score", flat=True).first()
    added, is_new = Addition.objects.get_or_create(
        neediest=neediest,
        school=school,
        defaults={
            "reason": clean(reason)[:300],
            "score": None if score is None else hundredths(score),
            "added_by": by,
        },
    )
    if not is_new:
        raise AlreadyListed
    record("adoptions.school_added", neediest, by=by, school_id=school.pk, year=neediest.year, reason=added.reason)
    return added


def _check(ranked: Sequence[Ranked], seen: Sequence[int]) -> None:
    if not ranked:
        raise NoAmbito
    if ranked[0].rank is None:
        raise NobodyScored
    if list(seen) != [row.school.pk for row in ranked if row.rank is not None][: len(seen)]:
        raise ListMoved


def _entries(neediest: NeediestList, ranked: Sequence[Ranked], skipped: Mapping[int, str]) -> list[NeediestSchool]:
    """A row for each school of the ámbito; who was passed over keeps the reason."""
    entries, room = [], neediest.wanted
    for row in ranked:
        reason = clean(skipped.get(row.school.pk, ""))[:300]
        standing = _standing(row, reason, room)
        room -= standing == Standing.CHOSEN
        entries.append(
            NeediestSchool(
                neediest=neediest,
                school=row.school,
                standing=standing,
                rank=row.rank,
                score=row.score,
                reason=reason if standing == Standing.SKIPPED else "",
                why=row.why,
            )
        )
    return entries


def _standing(row: Ranked, reason: str, room: int) -> Standing:
    if row.rank is None:
        return Standing.UNSCORED
    if not room:
        return Standing.BELOW
    return Standing.SKIPPED if reason else Standing.CHOSEN
