"""The written parts of a report: carried over from the last one, or begun from what the house knows."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from core.strategies import registry
from core.tenancy.errors import DomainError
from reports.enums import Chapter
from reports.models import Report, ReportText
from reports.selectors.reading import Reading

PROBLEMS_SUGGESTED = 5


class ReportIsIssued(DomainError):
    message = _("Un informe emitido no cambia. Prepare uno nuevo que lo reemplace.")


def begin_texts(*, report: Report, previous: Report | None) -> None:
    """Give a new report its chapters: those of the last report, else one per strategy and figure."""
    texts = _carried(previous) if previous else list(_first_texts())
    for text in texts:
        text.report = report
    ReportText.objects.bulk_create(texts)


def write_texts(*, report: Report, texts: Sequence[dict]) -> None:
    """Put these texts (chapter, title, body, indicators) in the place of all the report has."""
    with transaction.atomic():
        _lock_draft(report)
        ReportText.objects.filter(report=report).delete()
        rows = [ReportText(report=report, position=position, **text) for position, text in enumerate(texts)]
        ReportText.objects.bulk_create(rows)


@transaction.atomic
def save_text(*, text: ReportText, title: str, body: str) -> ReportText:
    """Change the words of one piece; raises ReportIsIssued once the report is frozen."""
    _lock_draft(text.report)
    text.title, text.body = title, body
    text.save(update_fields=["title", "body"])
    return text


def suggest_problems(*, report: Report) -> None:
    """Begin an empty «Problemática» with what the figures say; words somebody wrote are left alone."""
    blank = ReportText.objects.filter(report=report, chapter=Chapter.PROBLEMS, body="")
    suggestion = "\n".join(f"- {line}" for line in _problems(Reading(report)))
    if suggestion:
        blank.update(body=suggestion)


def _lock_draft(report):
    if not Report.objects.select_for_update().get(pk=report.pk).is_draft:
        raise ReportIsIssued if report.is_issued else ReportIsReviewed


class ReportIsReviewed(DomainError):
    message = _("Este informe está revisado. Devuélvalo a borrador para cambiar sus textos.")


def _carried(previous) -> list[ReportText]:
    rows = ReportText.objects.filter(report=previous).order_by("chapter", "position", "id")
    return [
        ReportText(chapter=r.chapter, position=r.position, title=r.title, body=r.body, indicators=r.indicators)
        for r in rows
    ]


def _first_texts() -> Iterable[ReportText]:
    yield ReportText(chapter=Chapter.PROBLEMS)
    for position, strategy in enumerate(registry.strategies()):
        headline = [indicator.code for indicator in strategy.indicators if indicator.is_headline]
        name = str(strategy.full_name or strategy.label)
        yield ReportText(chapter=Chapter.OBJECTIVES, position=position, title=name, indicators=headline)
        yield ReportText(chapter=Chapter.STRATEGIES, position=position, title=name)
    achievements = [indicator for indicator in registry.indicators() if indicator.logro]
    for indicator in sorted(achievements, key=lambda indicator: indicator.logro or 0):
        title = _("LOGRO %(number)s") % {"number": indicator.logro}
        body = f"{indicator.name}: {{{indicator.code}}}."
        yield ReportText(
            chapter=Chapter.ACHIEVEMENTS, position=indicator.logro, title=title, body=body, indicators=[indicator.code]
        )
    yield ReportText(chapter=Chapter.LESSONS)


def _problems(reading) -> Iterable[str]:
    """What fewest schools have yet, worst first; the achievements themselves have their own chapter."""
    achieved = {figure.code for figure in reading.headline}
    lacking = [f for f in reading.figures if f.is_percent and f.is_known and f.better == "up" and f.percent < 100]
    others = [figure for figure in lacking if figure.code not in achieved]
    for figure in sorted(others or lacking, key=lambda figure: figure.percent)[:PROBLEMS_SUGGESTED]:
        yield f"{figure.name}: {{{figure.code}}}."
