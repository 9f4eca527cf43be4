"""Deliveries and samples put right: kept, counted as they were known, told in the history."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from commitments.enums import CommitmentState
from commitments.models import Attestation, Commitment
from commitments.services import Voice, attest, confirm
from core.audit.models import Entry
from core.strategies.indicators import Frame
from schools.enums import Party
from schools.models import School
from schools.tests.factories import freeze_target
from water import services
from water.enums import Fitness, HadWater
from water.models import Delivery, Sample, SampleCommitment, Supply
from water.selectors import figures
from water.selectors.history import history_of
from water.selectors.months import months_of
from water.selectors.standing import unfit_now
from water.selectors.supply import to_note
from water.tests.factories import promise_water, take, tell
from water.tests.test_days import TODAY, YESTERDAY

LIMA = ZoneInfo("America/Lima")
BEFORE, CUT, AFTER = (datetime(2026, 9, 18, hour, tzinfo=LIMA) for hour in (8, 9, 10))
MEASURES = dict.fromkeys(Sample.MEASURES)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def came(school, by, litres=5000, **told):
    return services.record_delivery(school=school, day=TODAY, litres=litres, party=Party.SCHOOL, by=by, **told)


def litres_this_month(school):
    return months_of(School.objects.filter(pk=school.pk), TODAY.replace(day=1))[0].litres


def test_a_corrected_delivery_counts_once_and_the_first_is_kept(school, rosa, elmer):
    first = came(school, rosa)

    made = services.correct_delivery(delivery=first, day=YESTERDAY, litres=500, party=Party.UGEL, by=elmer)
    first.refresh_from_db()

    assert (made.replaces, first.litres, first.withdrawn_by) == (first, 5000, elmer)
    assert litres_this_month(school) == 500
    (told,) = history_of(school, YESTERDAY, TODAY)
    assert (told.before, told.after, told.who) == (
        "llegaron 5\xa0000 L el 18/09/2026",
        "llegaron 500 L el 17/09/2026",
        elmer.full_name,
    )
    assert Entry.objects.filter(verb="water.delivery_corrected").count() == 1
    with pytest.raises(services.NotStanding):
        services.withdraw_delivery(delivery=first, reason="otra vez", by=rosa)
    same = services.correct_delivery(delivery=made, day=YESTERDAY, litres=500, party=Party.UGEL, by=elmer)
    assert (same, Delivery.objects.count()) == (made, 2)


def test_a_report_counts_deliveries_as_they_were_known_at_its_cut_off(school, rosa, elmer):
    services.save_supply(school=school, source="tanker", by=elmer)
    freeze_target(school, at=datetime(2026, 1, 2, tzinfo=LIMA))
    wrong, never = came(school, rosa, at=BEFORE), came(school, rosa, 70, at=BEFORE)
    services.correct_delivery(delivery=wrong, day=TODAY, litres=300, party=Party.UGEL, by=elmer, at=AFTER)
    services.withdraw_delivery(delivery=never, reason="Fue a otra escuela", by=elmer, at=AFTER)

    def counted(cut_off):
        Supply.objects.update(updated_at=BEFORE)
        return [one.numerator_amount for one in figures.litres_against_need(Frame(YESTERDAY, TODAY, cut_off))]

    assert counted(CUT) == [Decimal(5070)]
    assert counted(AFTER + timedelta(minutes=1)) == [Decimal(300)]


def test_a_correction_of_a_promised_delivery_is_the_word_of_who_corrects(school, rosa, elmer):
    instalment = promise_water(school, elmer, litres=5000)
    first = came(school, rosa, instalment=instalment)

    made = services.correct_delivery(delivery=first, day=TODAY, litres=4000, party=Party.SCHOOL, by=rosa)
    assert made.instalment == instalment
    assert Attestation.objects.standing().get().quantity == Decimal(4000)

    services.withdraw_delivery(delivery=made, reason="No llegó", by=rosa)
    assert (Attestation.objects.standing().count(), list(to_note(school))) == (1, [instalment])


def test_a_withdrawn_unfit_sample_takes_its_untouched_correction_with_it(school, elmer):
    sample = take(school, elmer, chlorine="0.2")
    assert list(unfit_now()) == [school]

    services.withdraw_sample(sample=sample, reason="Era de otra escuela", by=elmer)

    assert Commitment.objects.get().status == CommitmentState.CANCELLED
    assert (list(unfit_now()), Sample.objects.count()) == ([], 1)
    assert [one.reason for one in history_of(school, TODAY, TODAY)] == ["Era de otra escuela"]


def test_a_correction_somebody_spoke_of_stays_when_its_sample_goes(school, rosa, elmer):
    sample = take(school, elmer, chlorine="0.2")
    made = SampleCommitment.objects.get().commitment
    confirm(commitment=made, version=1, voice=Voice.of_user(elmer, Party.PROMISER))
    attest(instalment=made.instalments.get(), voice=Voice.of_user(rosa, Party.SCHOOL), outcome="delivered")

    services.withdraw_sample(sample=sample, reason="Otra escuela", by=elmer)

    assert Commitment.objects.get().status != CommitmentState.CANCELLED


def test_a_sample_corrected_is_judged_anew_and_its_correction_follows(school, elmer):
    sample = take(school, elmer, chlorine="0.2")

    def corrected(one, chlorine):
        measured = {**MEASURES, "turbidity": Decimal(1), "chlorine": Decimal(chlorine)}
        return services.correct_sample(sample=one, taken_date=TODAY, point="Caño", by=elmer, **measured)

    still = corrected(sample, "0.1")
    assert (still.fitness, SampleCommitment.objects.get().sample) == (Fitness.UNFIT, still)

    fit = corrected(still, "0.9")
    assert (fit.fitness, Commitment.objects.get().status) == (Fitness.FIT, CommitmentState.CANCELLED)
    unfit = corrected(fit, "0.2")
    assert SampleCommitment.objects.order_by("-pk").first().sample == unfit


def test_samples_of_a_report_are_those_known_at_its_cut_off(school, elmer):
    freeze_target(school, at=datetime(2026, 1, 2, tzinfo=LIMA))
    sample = services.record_sample(
        school=school, taken_date=TODAY, point="Caño", by=elmer, at=BEFORE, **{**MEASURES, "chlorine": Decimal("0.1")}
    )
    services.withdraw_sample(sample=sample, reason="Otra escuela", by=elmer, at=AFTER)

    def counted(cut_off):
        frame = Frame(date(2026, 9, 1), TODAY, cut_off)
        return figures.samples(frame).count(), figures.with_months(frame).count()

    assert (counted(CUT), counted(AFTER + timedelta(minutes=1))) == ((1, 1), (0, 0))


def test_a_day_corrected_twice_says_which_word_followed_which_and_its_litres(school, elmer):
    tell(school, elmer, TODAY, litres=900)
    tell(school, elmer, TODAY, litres=400)
    tell(school, elmer, TODAY, state=HadWater.NO)

    said = [(one.before, one.after) for one in history_of(school, TODAY, TODAY)]

    many, few = "Hubo agua, 900 L en el tanque", "Hubo agua, 400 L en el tanque"
    assert said == [(few, "No hubo agua"), (many, few)]


def test_a_delivery_and_a_sample_are_put_right_by_form(school, rosa, elmer, visit):
    delivery, sample = came(school, rosa), take(school, elmer, chlorine="0.2")
    told = {"day": TODAY, "litres": "500"}
    assert "5000" in visit(rosa, "water:delivery_edit", school.pk, delivery.pk).content.decode()
    visit(rosa, "water:delivery_edit", school.pk, delivery.pk, method="post", data=told)
    page = text(visit(elmer, "water:sample_withdraw", school.pk, sample.pk))
    assert "se anula con ella" in page
    assert (
        visit(elmer, "water:sample_withdraw", school.pk, sample.pk, method="post", data={"reason": ""}).status_code
        == 422
    )
    visit(elmer, "water:sample_withdraw", school.pk, sample.pk, method="post", data={"reason": "Otra escuela"})

    page = text(visit(elmer, "water:school_water", school.pk))
    assert "después «llegaron 500 L" in page
    assert "se retiró: Otra escuela" in page
    gone = Delivery.objects.exclude(withdrawn_at=None).get()
    assert visit(rosa, "water:delivery_edit", school.pk, gone.pk).status_code == 404
