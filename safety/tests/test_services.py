from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.audit.models import Entry
from core.files.images import NotAPhoto
from core.files.services import store_image
from safety.enums import CheckState, Dimension, Level, Rung, Source
from safety.models import Answer, Check, DimensionScore
from safety.services.checks import Given, cancel_check, plan_check, record_answers, replan_check, submit_check
from safety.services.errors import (
    CheckStateChanged,
    IncompleteCheck,
    NotTheAuthor,
    ReasonMissing,
    SchoolHasOpenCheck,
    TooManyPhotos,
    UnknownAnswer,
    VerifierIsAuthor,
    VisitInTheFuture,
)
from safety.services.photos import OWNER, attach_photo, keep_arrived_photo, remove_photo
from safety.services.verification import return_check, verify_check
from safety.tests.factories import (
    every_answer,
    filled_check,
    noon,
    photo,
    planned_check,
    submitted_check,
    verified_check,
)
from schools.tests.factories import SchoolFactory

MARCH, OCTOBER = date(2026, 3, 16), date(2026, 10, 5)


def verbs(check):
    return list(Entry.objects.of(check).order_by("id").values_list("verb", flat=True))


def answers_of(check):
    return dict(check.answers.values_list("item__code", "choice"))


def test_plan_check_opens_one_visit_per_school(school, elmer, hilda):
    check = plan_check(school=school, planned_date=MARCH, author=elmer, by=hilda)
    assert (check.state, check.version.number, check.date) == (CheckState.PLANNED, 1, MARCH)
    with pytest.raises(SchoolHasOpenCheck):
        plan_check(school=school, planned_date=OCTOBER, author=hilda, by=hilda)
    assert Check.objects.get() == check


def test_a_submitted_check_lets_the_next_visit_be_planned(school, elmer):
    submitted_check(school, elmer)
    assert planned_check(school, elmer, day=OCTOBER).state == CheckState.PLANNED


def test_replan_check_moves_day_and_visitor(school, elmer, hilda):
    check = replan_check(check=planned_check(school, elmer), planned_date=OCTOBER, author=hilda, by=hilda)
    assert (check.planned_date, check.author) == (OCTOBER, hilda)


def test_replan_check_after_the_visit_began_is_refused(school, elmer, hilda):
    with pytest.raises(CheckStateChanged):
        replan_check(check=filled_check(school, elmer), planned_date=OCTOBER, author=hilda, by=hilda)


def test_record_answers_saves_some_and_keeps_the_rest(school, elmer):
    check = planned_check(school, elmer)
    record_answers(check=check, answers={"AG-01": Given("4b", "sin tapa"), "AG-02": Given("")}, by=elmer)
    check = record_answers(check=check, answers={"AG-02": Given("na"), "AG-01": Given("4a")}, by=elmer)
    assert check.state == CheckState.IN_PROGRESS
    assert check.visited_date == timezone.localdate()
    assert list(check.answers.order_by("item__code").values_list("item__code", "choice", "value", "note")) == [
        ("AG-01", "4a", 1, ""),
        ("AG-02", "na", None, ""),
    ]


@pytest.mark.parametrize("answers", [{"AG-01": Given("9")}, {"ZZ-01": Given("2")}])
def test_record_answers_refuses_what_the_checklist_does_not_offer(school, elmer, answers):
    check = planned_check(school, elmer)
    with pytest.raises(UnknownAnswer), transaction.atomic():
        record_answers(check=check, answers=answers, by=elmer)
    check.refresh_from_db()
    assert (check.state, answers_of(check)) == (CheckState.PLANNED, {})


def test_record_answers_is_the_authors_alone(school, elmer, hilda):
    with pytest.raises(NotTheAuthor):
        record_answers(check=planned_check(school, elmer), answers={"AG-02": Given("2")}, by=hilda)


def test_record_answers_refuses_a_visit_in_the_future(school, elmer):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(VisitInTheFuture):
        record_answers(check=planned_check(school, elmer), answers={}, by=elmer, visited_date=tomorrow)


def test_submit_check_names_what_is_missing(school, elmer):
    check = planned_check(school, elmer)
    answers = every_answer()
    del answers["AG-03"], answers["SE-09"]
    record_answers(check=check, answers=answers, by=elmer)
    with pytest.raises(IncompleteCheck) as refused:
        submit_check(check=check, by=elmer)
    assert str(refused.value) == "Falta responder 2 ítems: AG-03, SE-09."


def test_submitting_twice_is_refused(school, elmer):
    check = submitted_check(school, elmer)
    with pytest.raises(CheckStateChanged):
        submit_check(check=check, by=elmer)
    assert verbs(check) == ["safety.check_planned", "safety.check_started", "safety.check_submitted"]


def test_submitted_answers_are_locked(school, elmer):
    check = submitted_check(school, elmer)
    with pytest.raises(CheckStateChanged):
        record_answers(check=check, answers={"AG-02": Given("0")}, by=elmer)
    with pytest.raises(CheckStateChanged):
        attach_photo(check=check, item=check.version.items.first(), upload=photo(), by=elmer)


def test_verify_check_stores_scores_rungs_and_the_rules(school, elmer, hilda):
    check = submitted_check(school, elmer, AG_01="4b", SA_07="0", SE_01="1", IN_07="na")
    check = verify_check(check=check, by=hilda)
    assert check.state == CheckState.VERIFIED
    assert check.rules == {"conforming_from": 75, "in_progress_from": 40, "improved_points": 10}
    assert (check.water_rung, check.sanitation_rung, check.hygiene_rung) == (Rung.NONE, Rung.BASIC, Rung.LIMITED)
    assert (check.sdg_met, check.sdg_unknown) == (["a", "b", "c", "d", "f"], [])
    rows = check.scores.values_list("dimension", "score", "level", "critical_codes", "lost_codes")
    assert {row[0]: row[1:] for row in rows} == {
        Dimension.INFRASTRUCTURE: (Decimal("100.00"), Level.CONFORMING, [], []),
        Dimension.FITTING_OUT: (Decimal("100.00"), Level.CONFORMING, [], []),
        # 13 of the 16 points of weight: AG-01 (3) is lost and critical
        Dimension.WATER: (Decimal("81.25"), Level.AT_RISK, ["AG-01"], ["AG-01"]),
        # 16 of 18: SA-07 (2) is lost
        Dimension.SANITATION: (Decimal("88.89"), Level.CONFORMING, [], ["SA-07"]),
        # half of SE-01 (3) out of 17 is lost
        Dimension.WELCOME: (Decimal("91.18"), Level.CONFORMING, [], ["SE-01"]),
    }


def test_verify_check_uses_the_settings_of_the_ugel(school, elmer, hilda):
    from core.strategies.settings import change

    change(name="safety.conforming_from", new_value=95)
    check = verify_check(check=submitted_check(school, elmer, SE_01="1"), by=hilda)
    assert check.rules["conforming_from"] == 95
    assert check.scores.get(dimension=Dimension.WELCOME).level == Level.IN_PROGRESS


def test_the_author_never_verifies(school, elmer):
    check = submitted_check(school, elmer)
    with pytest.raises(VerifierIsAuthor):
        verify_check(check=check, by=elmer)
    with pytest.raises(VerifierIsAuthor):
        return_check(check=check, reason="Falta la foto", by=elmer)


VERIFIED = {
    "state": CheckState.VERIFIED,
    "verified_at": noon(date(2026, 3, 17)),
    "rules": {},
    **dict.fromkeys(("water_rung", "sanitation_rung", "hygiene_rung"), Rung.BASIC),
}


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"verified_by": "elmer"}, "safety_check_verifier_is_not_author"),
        ({"verified_by": None}, "safety_check_verified_is_complete"),
        ({"verified_by": "hilda", "rules": None}, "safety_check_verified_is_complete"),
        ({"verified_by": "hilda", "water_rung": ""}, "safety_check_verified_is_complete"),
        ({"verified_by": "hilda", "visited_date": None}, "safety_check_submitted_was_visited"),
    ],
)
def test_the_database_lets_no_check_be_verified_by_halves(school, elmer, hilda, change, constraint):
    check = submitted_check(school, elmer)
    change = VERIFIED | change | {"verified_by": {"elmer": elmer, "hilda": hilda}.get(change["verified_by"])}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Check.objects.filter(pk=check.pk).update(**change)


def test_the_database_keeps_answers_and_scores_in_range(school, elmer):
    check = submitted_check(school, elmer)
    score = {"safety_check": check, "dimension": Dimension.WATER}
    with pytest.raises(IntegrityError, match="safety_answer_value"), transaction.atomic():
        Answer.objects.filter(safety_check=check).update(value=3)
    with pytest.raises(IntegrityError, match="safety_score_range"), transaction.atomic():
        DimensionScore.objects.create(**score, score=101, level=Level.CONFORMING)
    with pytest.raises(IntegrityError, match="safety_score_critical_is_at_risk"), transaction.atomic():
        DimensionScore.objects.create(**score, score=90, level=Level.CONFORMING, has_critical_failure=True)


FREEZES = {
    "an answer changed": lambda check: check.answers.filter(item__code="AG-02").update(choice="0", value=0),
    "an answer taken away": lambda check: check.answers.filter(item__code="AG-02").delete(),
    "an answer put in": lambda check: Answer.objects.bulk_create(
        [Answer(safety_check=check, item=check.version.items.first(), choice="0", value=0)], ignore_conflicts=True
    ),
    "a score changed": lambda check: check.scores.filter(dimension=Dimension.WATER).update(score=1),
    "a score taken away": lambda check: check.scores.all().delete(),
    "a score put in": lambda check: DimensionScore.objects.create(
        safety_check=check, dimension="other", score=100, level=Level.CONFORMING
    ),
    "a photo taken away": lambda check: check.photos.all().delete(),
    "another day": lambda check: Check.objects.filter(pk=check.pk).update(visited_date=date(2026, 1, 1)),
    "other rules": lambda check: Check.objects.filter(pk=check.pk).update(rules={"conforming_from": 1}),
    "back to handed over": lambda check: Check.objects.filter(pk=check.pk).update(
        **dict.fromkeys(VERIFIED, None)
        | {
            "state": CheckState.SUBMITTED,
            "verified_by": None,
            "water_rung": "",
            "sanitation_rung": "",
            "hygiene_rung": "",
        }
    ),
    "returned to another day": lambda check: Check.objects.filter(pk=check.pk).update(
        **dict.fromkeys(VERIFIED, None)
        | {"state": CheckState.RETURNED, "return_reason": "x", "visited_date": date(2026, 1, 1)}
        | {"verified_by": None, "water_rung": "", "sanitation_rung": "", "hygiene_rung": ""}
    ),
    "the check itself": lambda check: Check.objects.filter(pk=check.pk)._raw_delete("default"),
}


@pytest.mark.parametrize("change", FREEZES.values(), ids=FREEZES)
def test_the_database_refuses_to_change_a_verified_check(school, elmer, hilda, change):
    check = filled_check(school, elmer)
    attach_photo(check=check, item=check.version.items.first(), upload=photo(), by=elmer)
    check = verify_check(check=submit_check(check=check, by=elmer), by=hilda)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("comuset_app",)
    with pytest.raises(IntegrityError, match="is verified"), transaction.atomic():
        change(check)


def test_an_answer_cannot_be_carried_over_to_a_verified_check(school, elmer, hilda):
    verified = verified_check(school, elmer, hilda)
    other = filled_check(SchoolFactory(), elmer)
    with pytest.raises(IntegrityError, match="is verified"), transaction.atomic():
        other.answers.update(safety_check=verified)


def test_a_photo_on_its_way_still_reaches_a_verified_check(school, elmer, hilda):
    check = verified_check(school, elmer, hilda)
    item = check.version.items.first()
    stored = store_image(photo(), owner=OWNER, by=elmer, school_id=school.pk)
    assert keep_arrived_photo(check=check, item=item, keep=lambda: stored).safety_check == check


def test_return_check_tells_why_and_the_author_corrects(school, elmer, hilda):
    check = return_check(check=submitted_check(school, elmer), reason=" Falta ver el tanque ", by=hilda)
    assert (check.state, check.return_reason) == (CheckState.RETURNED, "Falta ver el tanque")
    record_answers(check=check, answers={"AG-04": Given("0")}, by=elmer)
    check = verify_check(check=submit_check(check=check, by=elmer), by=hilda)
    assert (check.return_reason, answers_of(check)["AG-04"]) == ("", "0")


def test_return_check_needs_a_reason(school, elmer, hilda):
    with pytest.raises(ReasonMissing):
        return_check(check=submitted_check(school, elmer), reason="  ", by=hilda)


def test_returning_a_verified_check_takes_its_result_away(school, elmer, hilda):
    check = return_check(check=verified_check(school, elmer, hilda), reason="Era otra escuela", by=hilda)
    assert (check.scores.count(), check.rules, check.water_rung, check.verified_by) == (0, None, "", None)
    assert verbs(check)[-1] == "safety.verification_withdrawn"


def test_returning_waits_while_another_visit_is_open(school, elmer, hilda):
    check = verified_check(school, elmer, hilda)
    planned_check(school, elmer, day=OCTOBER)
    with pytest.raises(SchoolHasOpenCheck):
        return_check(check=check, reason="Era otra escuela", by=hilda)
    check.refresh_from_db()
    assert (check.state, check.scores.count()) == (CheckState.VERIFIED, 5)


def test_cancel_check_frees_the_school(school, elmer, hilda):
    check = cancel_check(check=planned_check(school, elmer), reason="Huayco en la ruta", by=hilda)
    assert check.state == CheckState.CANCELLED
    assert planned_check(school, elmer, day=OCTOBER).state == CheckState.PLANNED


def test_a_verified_check_is_not_cancelled(school, elmer, hilda):
    with pytest.raises(CheckStateChanged):
        cancel_check(check=verified_check(school, elmer, hilda), reason="No", by=hilda)


def test_attach_photo_starts_the_visit_and_stops_at_four(school, elmer):
    check = planned_check(school, elmer)
    item = check.version.items.get(code="AG-01")
    for number in range(4):
        attach_photo(check=check, item=item, upload=photo(f"{number}.jpg"), by=elmer)
    with pytest.raises(TooManyPhotos):
        attach_photo(check=check, item=item, upload=photo(), by=elmer)
    check.refresh_from_db()
    stored = [picture.file for picture in check.photos.select_related("file")]
    assert (check.state, len(stored)) == (CheckState.IN_PROGRESS, 4)
    assert {(file.owner, file.school_id) for file in stored} == {("safety.AnswerPhoto", school.pk)}
    remove_photo(photo=check.photos.first(), by=elmer)
    assert check.photos.count() == 3


def test_attach_photo_refuses_what_is_no_picture(school, elmer):
    from django.core.files.uploadedfile import SimpleUploadedFile

    check = planned_check(school, elmer)
    upload = SimpleUploadedFile("virus.jpg", b"MZ not a picture", "image/jpeg")
    with pytest.raises(NotAPhoto), transaction.atomic():
        attach_photo(check=check, item=check.version.items.first(), upload=upload, by=elmer)
    assert check.photos.count() == 0


def test_checks_of_two_schools_do_not_meet(school, elmer, hilda):
    other = SchoolFactory()
    planned_check(school, elmer)
    planned_check(other, elmer)
    assert Check.objects.filter(source=Source.VISITED).count() == 2
