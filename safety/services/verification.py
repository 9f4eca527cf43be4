"""Verification: the second pair of eyes, and the result stored with the rules it was judged by."""

from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.services import record
from safety.enums import CheckState
from safety.models import Check, DimensionScore
from safety.selectors.ladders import climb
from safety.selectors.results import current_rules, marks_of, role_answers_of
from safety.selectors.scoring import score_check
from safety.services.checks import lock
from safety.services.errors import ReasonMissing, SchoolHasOpenCheck, VerifierIsAuthor


@transaction.atomic
def verify_check(*, check: Check, by, verified_at: datetime | None = None) -> Check:
    """Confirm what somebody else saw and store scores, JMP rungs and SDG components.

    Raises VerifierIsAuthor, and CheckStateChanged when another person decided first.
    """
    check = lock(check, CheckState.VERIFIED)
    if check.author_id == by.pk:
        raise VerifierIsAuthor
    rules = current_rules()
    answers = list(check.answers.select_related("item"))
    results = score_check(marks_of(answers), rules)
    ladders = climb(role_answers_of(answers))
    check.state, check.rules = CheckState.VERIFIED, asdict(rules)
    check.verified_by, check.verified_at = by, verified_at or timezone.now()
    check.water_rung, check.sanitation_rung, check.hygiene_rung = ladders.water, ladders.sanitation, ladders.hygiene
    check.sdg_met, check.sdg_unknown = list(ladders.sdg_met), list(ladders.sdg_unknown)
    check.return_reason = ""
    # Scores first: from the moment the check is verified the database refuses any.
    DimensionScore.objects.bulk_create(
        DimensionScore(
            safety_check=check,
            dimension=result.dimension,
            score=result.score,
            level=result.level,
            has_critical_failure=result.has_critical_failure,
            critical_codes=list(result.critical_codes),
            lost_codes=list(result.lost_codes),
        )
        for result in results
    )
    check.save()
    record(
        "safety.check_verified",
        check,
        by=by,
        school_id=check.school_id,
        at=verified_at,
        visited_date=check.visited_date,
    )
    return check


@transaction.atomic
def return_check(*, check: Check, reason: str, by, at: datetime | None = None) -> Check:
    """Send a check back to its author with what to correct.

    A verified one loses its result; reports already issued keep theirs. Raises SchoolHasOpenCheck when the school
    has another visit open.
    """
    if not reason.strip():
        raise ReasonMissing
    check = lock(check, CheckState.RETURNED)
    if check.author_id == by.pk:
        raise VerifierIsAuthor
    was_verified = check.is_verified
    check.state, check.return_reason, check.rules = CheckState.RETURNED, reason.strip(), None
    check.verified_by = check.verified_at = None
    check.water_rung = check.sanitation_rung = check.hygiene_rung = ""
    check.sdg_met, check.sdg_unknown = [], []
    try:
        with transaction.atomic():
            check.save()
    except IntegrityError as error:
        raise SchoolHasOpenCheck from error
    check.scores.all().delete()
    record(
        "safety.verification_withdrawn" if was_verified else "safety.check_returned",
        check,
        by=by,
        school_id=check.school_id,
        at=at,
        reason=reason.strip(),
    )
    return check
