"""From stored answers to the plain values the rules work on."""

from collections.abc import Iterable

from core.strategies import settings
from safety.models import Answer
from safety.selectors.ladders import RoleAnswer
from safety.selectors.scoring import Mark, Result, Rules, score_check

SETTING_OF = {
    "conforming_from": "safety.conforming_from",
    "in_progress_from": "safety.in_progress_from",
    "improved_points": "safety.improved_points",
}


def current_rules() -> Rules:
    """The UGEL's numbers, or the declared defaults."""
    values = settings.values(SETTING_OF.values())
    return Rules(**{field: values[name] for field, name in SETTING_OF.items()})


def marks_of(answers: Iterable[Answer]) -> list[Mark]:
    return [
        Mark(
            code=answer.item.code,
            dimension=answer.item.dimension,
            value=answer.value,
            weight=answer.item.weight,
            is_critical=answer.item.is_critical,
        )
        for answer in answers
    ]


def role_answers_of(answers: Iterable[Answer]) -> list[RoleAnswer]:
    return [
        RoleAnswer(
            value=answer.value,
            jmp=answer.item.jmp_role,
            improved=(answer.item.option(answer.choice) or {}).get("improved"),
            sdg=answer.item.sdg_component,
            sdg_from=answer.item.sdg_from,
        )
        for answer in answers
    ]


def preview(check) -> list[Result]:
    """The scores a check would get now, before anybody verifies it."""
    return score_check(marks_of(check.answers.select_related("item")), current_rules())
