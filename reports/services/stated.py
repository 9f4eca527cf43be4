"""What a report says and did not count: told, corrected, taken away and put back. Lock: the row."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import ChangedMeanwhile, DomainError
from partners.models import Partner
from reports.models import Programme, ProgrammeFunder, ReportedFigure
from reports.models.stated import Stated
from schools.readers.text import clean


class DaysTurned(DomainError):
    message = _("El periodo termina antes de empezar. Revise las dos fechas.")


class TakenAway(DomainError):
    message = _("Alguien lo quitó. Vuelva a ponerlo para corregirlo.")


class PrintedMissing(DomainError):
    message = _("Escriba la cifra tal como está impresa, o deje el valor en blanco si el papel no la da.")


@transaction.atomic
def tell_figure(*, by, **told) -> ReportedFigure:
    """Write down what a paper printed; `told` are the fields a person fills. Raises DaysTurned, PrintedMissing."""
    figure = ReportedFigure(created_by=by, **_checked_figure(told))
    figure.save()
    record("reports.figure_told", figure, by=by, what=figure.label, source=figure.source)
    return figure


@transaction.atomic
def correct_figure(*, figure: ReportedFigure, by, version: int | None = None, **told) -> ReportedFigure:
    """Raises DaysTurned, PrintedMissing, TakenAway, and ChangedMeanwhile where `version` is not what the person saw."""
    figure = _standing(figure, version)
    if _change(figure, _checked_figure(told)):
        record("reports.figure_corrected", figure, by=by, what=figure.label, source=figure.source)
    return figure


@transaction.atomic
def tell_programme(*, by, funders: Iterable[Partner] = (), **told) -> Programme:
    """Write down the programme whose results are told. Raises DaysTurned."""
    programme = Programme(created_by=by, **_checked(told))
    programme.save()
    _set_funders(programme, funders)
    record("reports.programme_told", programme, by=by, what=programme.name)
    return programme


@transaction.atomic
def correct_programme(
    *, programme: Programme, by, funders: Iterable[Partner], version: int | None = None, **told
) -> Programme:
    """Raises DaysTurned, TakenAway, and ChangedMeanwhile where `version` is not what the person saw."""
    programme = _standing(programme, version)
    is_funded_anew = _set_funders(programme, funders)
    if _change(programme, _checked(told), is_more=is_funded_anew):
        record("reports.programme_corrected", programme, by=by, what=programme.name)
    return programme


@transaction.atomic
def take_away(*, said: Stated, by) -> Stated:
    """It is printed in no report built from now on; `put_back` undoes it."""
    said = _locked(said)
    if not said.is_struck:
        said.struck_at = timezone.now()
        said.save(update_fields=["struck_at"])
        record("reports.stated_taken_away", said, by=by, what=str(said))
    return said


@transaction.atomic
def put_back(*, said: Stated, by) -> Stated:
    """Undo `take_away`."""
    said = _locked(said)
    if said.is_struck:
        said.struck_at = None
        said.save(update_fields=["struck_at"])
        record("reports.stated_put_back", said, by=by, what=str(said))
    return said


def _checked_figure(told: dict) -> dict:
    told = _checked(told)
    if told.get("value") is not None and not told.get("printed"):
        raise PrintedMissing
    return told


def _checked(told: dict) -> dict:
    if told["period_end"] < told["period_start"]:
        raise DaysTurned
    return {name: clean(value) if isinstance(value, str) else value for name, value in told.items()}


def _set_funders(programme: Programme, funders: Iterable[Partner]) -> bool:
    """Make these the partners who pay; says whether anything changed."""
    wanted, had = {one.pk for one in funders}, set(programme.funders.values_list("partner_id", flat=True))
    programme.funders.exclude(partner__in=wanted).delete()
    ProgrammeFunder.objects.bulk_create(
        ProgrammeFunder(programme=programme, partner_id=pk) for pk in sorted(wanted - had)
    )
    return wanted != had


def _change(said: Stated, told: dict, *, is_more: bool = False) -> bool:
    changed = [name for name, value in told.items() if getattr(said, name) != value]
    if not changed and not is_more:
        return False
    for name in changed:
        setattr(said, name, told[name])
    said.version += 1
    said.save(update_fields=[*changed, "version"])
    return True


def _standing(said, version):
    said = _locked(said)
    if said.is_struck:
        raise TakenAway
    if version is not None and version != said.version:
        raise ChangedMeanwhile
    return said


def _locked(said):
    return type(said).objects.select_for_update(of=("self",)).get(pk=said.pk)
