from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.models import Entry
from core.audit.selectors import access_log_of, timeline_for_school, timeline_of
from core.audit.services import record, record_access
from core.strategies import registry
from core.strategies.registry import Contribution, EventType
from core.tenancy.scope import scope

SCHOOL, OTHER_SCHOOL = 7, 8


@pytest.fixture(autouse=True)
def told_events(monkeypatch):
    """An app that says how its events read."""
    events = [EventType("water.sampled", "Muestra tomada", icon="drop", sentence=lambda data: f"{data['mg_l']} mg/L")]
    told = Contribution(app="water", slug="agua", label="Agua", timeline=events)
    monkeypatch.setattr(registry, "_declared", {**registry._declared, "water": told})


def test_record_is_read_back_in_the_apps_own_words(norte, elmer):
    record("water.sampled", norte, by=elmer, school_id=SCHOOL, mg_l="0.5")
    record("water.sampled", norte, school_id=OTHER_SCHOOL, mg_l="0.2")

    (item,) = timeline_for_school(SCHOOL)
    told = (item.label, item.icon, item.text, item.by, item.subject)
    assert told == ("Muestra tomada", "drop", "0.5 mg/L", "Elmer Quispe", ("tenancy.Ugel", norte.pk))
    assert item.at <= timezone.now()
    assert [i.text for i in timeline_of(norte)] == ["0.2 mg/L", "0.5 mg/L"]


def test_verb_of_an_app_that_was_taken_out_still_shows(norte):
    record("gone.happened", norte, school_id=SCHOOL)

    assert [(i.label, i.icon, i.by) for i in timeline_for_school(SCHOOL)] == [("gone.happened", "circle", "")]


def test_what_an_earlier_version_wrote_otherwise_still_shows(norte):
    record("water.sampled", norte, school_id=SCHOOL, chlorine="0.5")

    assert [(item.label, item.text) for item in timeline_for_school(SCHOOL)] == [("Muestra tomada", "")]


def test_history_told_afterwards_stands_on_its_day_and_says_when_it_was_written(norte):
    before = timezone.now()
    record("water.sampled", norte, school_id=SCHOOL, mg_l="0.5")
    record("water.sampled", norte, school_id=SCHOOL, mg_l="0.2", at=before - timedelta(days=90))

    assert [item.text for item in timeline_for_school(SCHOOL)] == ["0.5 mg/L", "0.2 mg/L"]
    told = Entry.objects.order_by("at").first()
    assert told.at == before - timedelta(days=90)
    assert before - timedelta(seconds=60) < told.written_at <= timezone.now()


def test_the_database_says_itself_when_it_was_written(norte):
    record("water.sampled", norte, mg_l="0.5")
    told = Entry.objects.get()
    told.pk, told.written_at = None, told.at - timedelta(days=90)
    told.save(force_insert=True)

    assert {entry.written_at for entry in Entry.objects.all()} == {Entry.objects.first().written_at}


def test_what_is_still_to_come_is_no_history(norte):
    with pytest.raises(ValueError, match="still to come"):
        record("water.sampled", norte, mg_l="0.5", at=timezone.now() + timedelta(hours=1))


def test_looks_are_kept_out_of_timelines(norte, elmer):
    record_access("cases.case_seen", norte, by=elmer, school_id=SCHOOL)

    assert timeline_for_school(SCHOOL) == []
    assert [(e.verb, e.actor) for e in access_log_of(norte)] == [("cases.case_seen", elmer)]


def test_large_data_is_refused(norte):
    with pytest.raises(ValueError, match="Keep references only"):
        record("water.sampled", norte, text="x" * 5000)


def test_history_of_another_ugel_is_not_there(norte, sur):
    record("water.sampled", norte, school_id=SCHOOL, mg_l="0.5")

    with scope(sur):
        assert timeline_for_school(SCHOOL) == []


@pytest.mark.parametrize(
    "change", [lambda entries: entries.update(verb="water.other"), lambda entries: entries.delete()]
)
def test_database_refuses_to_change_history(norte, change):
    record("water.sampled", norte, mg_l="0.5")

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change(Entry.objects.all())
    assert [entry.verb for entry in Entry.objects.all()] == ["water.sampled"]


def test_timeline_queries_do_not_grow(norte, elmer, django_assert_num_queries):
    for count in (1, 3):
        for _ in range(count):
            record("water.sampled", norte, by=elmer, school_id=SCHOOL, mg_l="0.5")
        with django_assert_num_queries(1):
            timeline_for_school(SCHOOL)
