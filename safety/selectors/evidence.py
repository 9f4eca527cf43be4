"""Why a school is where it is in «mejoró»: in words a reader of the report can follow."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.strategies.indicators import Frame
from safety.enums import CheckState
from safety.models import Check
from safety.selectors.comparison import Comparison, comparison_of
from safety.selectors.improvement import verdicts


@dataclass(frozen=True)
class Evidence:
    """The verdict on one school, its sentence, and the pair of checks where there is one."""

    tone: str
    label: str
    sentence: str
    comparison: Comparison | None = None
    is_baseline_inside: bool = False


def evidence_of(school, frame: Frame, checks: QuerySet[Check]) -> Evidence:
    """`checks` are those of the school that the reader may see."""
    found = verdicts(frame, school.pk)
    if not found:
        return _without_pair(frame, checks)
    verdict = found[0]
    pair = {check.pk: check for check in checks.filter(pk__in=[verdict.before_id, verdict.after_id])}
    if len(pair) < 2:
        return Evidence("none", _("Sin dato"), _("Sus fichas no son visibles para usted."))
    comparison = comparison_of(pair[verdict.before_id], pair[verdict.after_id])
    tone, label, sentence = _words(verdict, comparison)
    inside = comparison.before.visited_date > frame.period_start
    return Evidence(tone, label, sentence, comparison, is_baseline_inside=inside)


def _words(verdict, comparison):
    up = ", ".join(str(change.dimension.label) for change in comparison.up)
    down = ", ".join(str(change.dimension.label) for change in comparison.down)
    if verdict.has_improved:
        return "done", _("Mejoró"), _("Subió en %(up)s y no bajó de nivel en ninguna condición básica.") % {"up": up}
    if verdict.is_down and up:
        words = {"up": up, "down": down}
        return "risk", _("Bajó"), _("Subió en %(up)s, pero bajó de nivel en %(down)s: no cuenta como mejora.") % words
    if verdict.is_down:
        return "risk", _("Bajó"), _("Bajó de nivel en %(down)s.") % {"down": down}
    return "open", _("Sigue igual"), _("Ninguna condición básica subió de nivel ni los puntos acordados.")


def _without_pair(frame, checks):
    counted = checks.filter(visited_date__lte=frame.period_end)
    waiting = counted.filter(submitted_at__lte=frame.cut_off).exclude(
        state=CheckState.VERIFIED, verified_at__lte=frame.cut_off
    )
    if waiting.exclude(state__in=[CheckState.RETURNED, CheckState.CANCELLED]).exists():
        return Evidence(
            "progress",
            _("Sin verificar"),
            _("Tiene una ficha que nadie verificó hasta el corte: se cuenta aparte, no como «no mejoró»."),
        )
    if counted.verified().filter(verified_at__lte=frame.cut_off).exists():
        return Evidence(
            "none", _("No evaluada"), _("Tiene una sola ficha verificada hasta el corte: no hay con qué compararla.")
        )
    return Evidence("none", _("Sin ficha"), _("No tiene ninguna ficha verificada hasta el corte."))
