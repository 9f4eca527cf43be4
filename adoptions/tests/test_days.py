"""A work day is a promise: planned, seen by two, told with people, hours, materials and photos, thanked on paper."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from adoptions import services
from adoptions.enums import Work
from adoptions.models import DayPhoto, Recognition, WorkDay
from adoptions.tests.factories import make_adoption, make_day, see
from commitments.models import Commitment
from commitments.services import change_promise, on_dates
from core.documents.models import Document, PaperContent
from core.files.services import store_image
from core.strategies.registry import commitment_link
from needs.enums import NeedState
from needs.tests.factories import NeedFactory
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload

TODAY = date(2026, 9, 15)


def test_a_planned_day_is_a_promise_of_the_unit_that_leads_back_to_it(norte, elmer, colonel):
    adoption = make_adoption(elmer, contact=colonel)
    day = make_day(elmer, adoption, days=3, work=Work.DESKS, detail="40 carpetas", is_confirmed=False)

    promise = Commitment.objects.get()
    assert (promise.partner, promise.school, promise.what) == (
        colonel.partner,
        adoption.school,
        "Pintado de carpetas: 40 carpetas",
    )
    assert (promise.category, promise.state, promise.strategy) == ("furniture", "proposed", "adoptions")
    assert day.day_date == TODAY + timedelta(days=3)
    link = commitment_link("adoptions").objects.get(commitment=promise)
    assert (link.origin, link.origin_url) == (str(day), day.get_absolute_url())


@pytest.mark.parametrize("days", [-31, 61])
def test_a_day_outside_the_term_is_refused(norte, elmer, days):
    adoption = make_adoption(elmer)

    with pytest.raises(services.OutsideTerm):
        services.plan_day(adoption=adoption, work=Work.WALLS, day_date=TODAY + timedelta(days=days), by=elmer)
    assert not Commitment.objects.exists()


def test_a_day_after_the_school_was_given_back_is_refused(norte, elmer):
    adoption = make_adoption(elmer)
    services.return_school(adoption=adoption, reason="Se van", by=elmer)

    with pytest.raises(services.OutsideTerm):
        services.plan_day(adoption=adoption, work=Work.WALLS, day_date=TODAY, by=elmer)


def test_one_word_is_not_enough_and_two_of_two_parties_are(norte, elmer, rosa):
    day = make_day(elmer, make_adoption(elmer))

    assert see(day).promise.state == "delivered"
    assert see(day, unit=False, school=rosa).promise.state == "verified"


def test_a_day_that_answers_a_need_takes_it_up(norte, elmer, rosa):
    adoption = make_adoption(elmer)
    need = NeedFactory(school=adoption.school, state=NeedState.ACCEPTED, reported_by=elmer)
    day = make_day(elmer, adoption, needs=[need])
    need.refresh_from_db()
    assert need.state == NeedState.COVERED

    see(day, school=rosa)
    need.refresh_from_db()
    assert need.solved_said_at is not None


def test_what_was_told_of_a_day_is_unknown_until_it_was(norte, elmer):
    day = make_day(elmer, make_adoption(elmer))
    assert (day.people, day.hours, day.materials) == (None, None, "")

    services.tell_day(day=day, people=9, hours=Decimal("4.5"), materials="látex", by=elmer)
    services.tell_day(day=day, people=8, hours=Decimal("4.5"), materials="látex", by=elmer)
    assert WorkDay.objects.values_list("people", "hours", "materials").get() == (8, Decimal("4.5"), "látex")


def test_a_day_to_come_has_nothing_to_tell_until_its_date_moves(norte, elmer):
    day = make_day(elmer, make_adoption(elmer), days=3)
    with pytest.raises(services.DayNotYet):
        services.tell_day(day=day, people=9, by=elmer)

    parts = on_dates([TODAY], Decimal(1))
    change_promise(commitment=day.promise, what="", unit="", parts=parts, reason="Antes", version=1, by=elmer)
    assert services.tell_day(day=day, people=9, by=elmer).people == 9


def test_a_day_has_eight_pictures_at_most(norte, elmer):
    day = make_day(elmer, make_adoption(elmer))

    def keep():
        return store_image(photo_upload(), owner="adoptions.DayPhoto", by=elmer)

    for _photo in range(8):
        services.keep_photo(day=day, keep=keep)
    with pytest.raises(services.TooManyPhotos):
        services.keep_photo(day=day, keep=keep)
    assert DayPhoto.objects.count() == 8


def test_a_certificate_says_what_two_saw_and_is_replaced_when_that_moves(norte, elmer, hilda, rosa, colonel):
    adoption = make_adoption(elmer, contact=colonel, school=SchoolFactory(name="IE San Martín"))
    first = see(make_day(elmer, adoption, days=-9), school=rosa)
    see(make_day(elmer, adoption, days=-8))  # one word only
    services.tell_day(day=first, people=9, hours=Decimal(4), by=elmer)

    made = services.recognise(adoption=adoption, partner=colonel.partner, by=hilda)
    assert services.recognise(adoption=adoption, partner=colonel.partner, by=hilda) == made
    see(make_day(elmer, adoption, days=-2, work=Work.GARDENS), school=rosa)
    newer = services.recognise(adoption=adoption, partner=colonel.partner, by=hilda)

    told = [json.loads(text) for text in PaperContent.objects.order_by("pk").values_list("snapshot", flat=True)]
    assert [one["totals"] for one in told] == [
        {"days": 1, "people": 9, "without_people": 0, "hours": "4.0", "without_hours": 0},
        {"days": 2, "people": 9, "without_people": 1, "hours": "4.0", "without_hours": 1},
    ]
    assert list(Recognition.objects.current()) == [newer]
    assert Document.objects.get(pk=made.document_id).state == "superseded"


def test_the_certificate_says_how_long_this_unit_had_the_school(norte, elmer, hilda, rosa, colonel, captain):
    adoption = make_adoption(elmer, contact=colonel)
    see(make_day(elmer, adoption, days=-9), school=rosa)
    since = TODAY - timedelta(days=3)
    services.hand_over(adoption=adoption, contact=captain, since_date=since, reason="Rota", by=elmer)
    adoption.refresh_from_db()
    see(make_day(elmer, adoption, days=-1), school=rosa)

    for contact in (colonel, captain):
        services.recognise(adoption=adoption, partner=contact.partner, by=hilda)

    told = [json.loads(text)["term"] for text in PaperContent.objects.order_by("pk").values_list("snapshot", flat=True)]
    assert told == [
        {"first": adoption.from_date.isoformat(), "last": "2026-09-11"},
        {"first": "2026-09-12", "last": adoption.to_date.isoformat()},
    ]


def test_without_a_verified_day_there_is_nothing_to_certify(norte, elmer, hilda, colonel):
    adoption = make_adoption(elmer, contact=colonel)
    see(make_day(elmer, adoption))

    with pytest.raises(services.NothingToCertify):
        services.recognise(adoption=adoption, partner=colonel.partner, by=hilda)
