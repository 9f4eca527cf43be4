"""Every figure of a list of UGELs, with what decided it, ready to be stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.strategies import registry
from core.strategies.indicators import Frame, Indicator, Kind, Tally
from core.strategies.models import SettingValue
from core.strategies.settings import declared
from reports.models import IndicatorResult
from reports.selectors.figures import compute, compute_tally
from schools.models import TargetList


def computable_indicators() -> list[Indicator]:
    """All declared figures but those that are only printed."""
    return [indicator for indicator in registry.indicators() if indicator.kind != Kind.REPORTED]


@dataclass(frozen=True)
class Circumstances:
    """What decided the figures of one UGEL beside its rows: its ámbito and its settings."""

    target: TargetList | None
    settings: dict

    def settings_of(self, indicator):
        return {name: self.settings.get(name, declared(name).default) for name in indicator.settings}


def results_of(frame: Frame, ugel_ids: Sequence[int], indicators: Sequence[Indicator]) -> dict[int, list]:
    """Unsaved results by UGEL: one statement a figure or tally and two for the circumstances, however many UGELs."""
    around = _circumstances(frame, indicators)
    results: dict[int, list] = {ugel_id: [] for ugel_id in ugel_ids}
    order = {indicator.code: at for at, indicator in enumerate(indicators)}
    for figure in sorted(_figures(frame, ugel_ids, indicators), key=lambda figure: order[figure.indicator.code]):
        here = around.get(figure.ugel_id, Circumstances(None, {}))
        results[figure.ugel_id].append(_result(figure, frame, here))
    return results


def _figures(frame, ugel_ids, indicators):
    """One statement for all figures of a tally, one for each other figure."""
    tallies: dict[Tally, list[Indicator]] = {}
    for indicator in indicators:
        if indicator.tallied:
            tallies.setdefault(indicator.tallied.tally, []).append(indicator)
        else:
            yield from compute(indicator, frame, ugel_ids)
    for tally, members in tallies.items():
        yield from compute_tally(tally, members, frame, ugel_ids)


def _circumstances(frame, indicators):
    targets = {t.ugel_id: t for t in TargetList.objects.in_force(year=frame.year, at=frame.cut_off)}
    names = {name for indicator in indicators for name in indicator.settings}
    changed: dict[int, dict] = {}
    for row in SettingValue.objects.filter(name__in=names):
        changed.setdefault(row.ugel_id, {})[row.name] = row.value
    return {pk: Circumstances(targets.get(pk), changed.get(pk, {})) for pk in {*targets, *changed}}


def _result(figure, frame, around):
    return IndicatorResult(
        ugel_id=figure.ugel_id,
        code=figure.indicator.code,
        version=figure.indicator.version,
        kind=figure.indicator.kind,
        period_start=frame.period_start,
        period_end=frame.period_end,
        cut_off=frame.cut_off,
        numerator=figure.numerator,
        denominator=figure.denominator,
        numerator_ids=figure.numerator_ids,
        denominator_ids=figure.denominator_ids,
        apart=figure.apart,
        amounts=figure.amounts,
        settings=around.settings_of(figure.indicator),
        ambito_id=around.target.pk if around.target else None,
        padron_cut=around.target.padron_cut if around.target else None,
    )
