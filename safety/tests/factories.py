"""Checks as tests need them, made through the services: what a factory gives, a person could have made."""

import io
from datetime import UTC, date, datetime, time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from safety.enums import NOT_APPLICABLE
from safety.selectors.checklists import current_version
from safety.services.checks import Given, plan_check, record_answers, submit_check
from safety.services.verification import verify_check


def noon(day: date) -> datetime:
    return datetime.combine(day, time(17), UTC)


def told_at(day: date) -> datetime:
    """Noon of that day for the history, or now where noon is still to come."""
    return min(noon(day), timezone.now())


def every_answer(version=None, value=2, **choices):
    """An answer to each item: the first option worth `value`, or the choice named by code (`AG_01="4b"`)."""
    version = version or current_version()
    named = {code.replace("_", "-"): choice for code, choice in choices.items()}
    answers = {}
    for item in version.items.order_by("position"):
        worth = [option["code"] for option in item.options if option["value"] == value]
        answers[item.code] = Given(named.get(item.code, worth[0] if worth else NOT_APPLICABLE))
    return answers


def planned_check(school, author, *, day=date(2026, 3, 16), version=None):
    return plan_check(school=school, planned_date=day, author=author, by=author, version=version, at=told_at(day))


def filled_check(school, author, *, day=date(2026, 3, 16), version=None, value=2, **choices):
    check = planned_check(school, author, day=day, version=version)
    answers = every_answer(check.version, value, **choices)
    return record_answers(check=check, answers=answers, by=author, visited_date=day, at=told_at(day))


def submitted_check(school, author, *, day=date(2026, 3, 16), version=None, value=2, **choices):
    check = filled_check(school, author, day=day, version=version, value=value, **choices)
    return submit_check(check=check, by=author, submitted_at=told_at(day))


def verified_check(school, author, verifier, *, day=date(2026, 3, 16), version=None, value=2, **choices):
    check = submitted_check(school, author, day=day, version=version, value=value, **choices)
    return verify_check(check=check, by=verifier, verified_at=told_at(day))


def photo(name="aula.jpg", color="teal"):
    out = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
