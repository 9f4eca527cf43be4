from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commitments.enums import InstalmentState, Ruling
from commitments.models import Attestation, Instalment, Resolution
from commitments.services.remembering import remember
from commitments.services.standing import given, locked, settle
from core.tenancy.errors import DomainError


class NothingToResolve(DomainError):
    message = _("Aquí ya no hay desacuerdo: otra persona lo resolvió, o alguien corrigió lo que dijo.")


class OwnDisagreement(DomainError):
    message = _("Usted es una de las personas que lo vio. Debe resolverlo otra persona de la UGEL.")


class SmallerIsNothing(DomainError):
    message = _("Alguien vio que no llegó nada: no hay cantidad menor. Decida qué palabra no se toma en cuenta.")


class NobodySetAside(DomainError):
    message = _("Elija al menos una palabra que no se toma en cuenta.")


class StillDisputed(DomainError):
    message = _("Lo que queda aún se contradice. Elija también la otra palabra, o que valga la cantidad menor.")


@transaction.atomic
def resolve(
    *, instalment: Instalment, ruling: Ruling, reason: str, by, set_aside: Iterable[Attestation] = ()
) -> Resolution:
    """A person who was no witness ends a disagreement; the rule then counts what is left, never more than was said.

    Raises NothingToResolve, OwnDisagreement, SmallerIsNothing, NobodySetAside, StillDisputed, ReasonMissing.
    """
    commitment = locked(instalment.commitment)
    instalment = commitment.instalments.get(pk=instalment.pk)
    if instalment.state != InstalmentState.DISPUTED or commitment.ending:
        raise NothingToResolve
    words = list(Attestation.objects.counting().filter(instalment=instalment))
    if any(by.pk in (word.user_id, word.recorded_by_id) for word in words):
        raise OwnDisagreement
    made = Resolution.objects.create(instalment=instalment, ruling=ruling, reason=given(reason), by=by)
    if ruling == Ruling.SMALLER:
        _lower(words, made)
    else:
        _set_aside(words, {word.pk for word in set_aside}, made)
    remember(commitment, "resolved", by=by, reason=made.reason)
    settle(commitment, by=by)
    instalment.refresh_from_db(fields=["state"])
    if instalment.state == InstalmentState.DISPUTED:
        raise StillDisputed
    return made


def _lower(words, resolution) -> None:
    smaller = min(word.counted_quantity for word in words)
    if not smaller:
        raise SmallerIsNothing
    for word in words:
        if word.counted_quantity > smaller:
            word.counted_quantity, word.resolution = smaller, resolution
            word.save(update_fields=["counted_quantity", "resolution"])


def _set_aside(words, chosen, resolution) -> None:
    out = [word for word in words if word.pk in chosen]
    if not out:
        raise NobodySetAside
    for word in out:
        word.counted_quantity, word.resolution = None, resolution
        word.save(update_fields=["counted_quantity", "resolution"])
