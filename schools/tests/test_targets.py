from datetime import date

import pytest

from schools.models import TargetList
from schools.services import staff, targets
from schools.tests.factories import SchoolFactory, ServiceFactory


def included(target):
    return sorted(target.entries.filter(is_included=True).values_list("school__name", flat=True))


@pytest.fixture
def schools(norte):
    return {
        "Alfa": SchoolFactory(name="Alfa"),
        "Beta": SchoolFactory(name="Beta"),
        "Urbana": SchoolFactory(name="Urbana", area="urban"),
    }


def test_the_first_proposal_is_the_rule(schools, elmer):
    target = targets.propose_target(year=2026, by=elmer)

    assert (target.version, included(target)) == (1, ["Alfa", "Beta"])


def test_departing_from_the_rule_needs_a_reason(schools, elmer):
    target = targets.propose_target(year=2026, by=elmer)

    with pytest.raises(targets.ReasonMissing):
        targets.adjust_target(target=target, school=schools["Urbana"], is_included=True)
    targets.adjust_target(target=target, school=schools["Urbana"], is_included=True, reason="Atiende anexos rurales")
    targets.adjust_target(target=target, school=schools["Beta"], is_included=False, reason="En receso")
    targets.adjust_target(target=target, school=schools["Beta"], is_included=True)

    assert included(target) == ["Alfa", "Beta", "Urbana"]
    assert list(target.entries.exclude(reason="").values_list("school__name", "reason")) == [
        ("Urbana", "Atiende anexos rurales")
    ]


def test_freezing_needs_a_resolution_and_a_school(schools, elmer, hilda):
    target = targets.propose_target(year=2026, by=elmer)
    with pytest.raises(targets.ResolutionMissing):
        targets.freeze_target(target=target, resolution=" ", by=hilda)
    for name in ("Alfa", "Beta"):
        targets.adjust_target(target=target, school=schools[name], is_included=False, reason="Cerrada")
    with pytest.raises(targets.EmptyTarget):
        targets.freeze_target(target=target, resolution="RD 1", by=hilda)


def test_a_frozen_version_does_not_change_and_the_next_begins_from_it(schools, elmer, hilda):
    first = targets.propose_target(year=2026, by=elmer)
    targets.adjust_target(target=first, school=schools["Beta"], is_included=False, reason="En receso")
    targets.freeze_target(target=first, resolution="RD 045-2026", by=hilda)
    SchoolFactory(name="Nueva")

    for change in (
        lambda: targets.adjust_target(target=first, school=schools["Beta"], is_included=True),
        lambda: targets.freeze_target(target=first, resolution="RD 046", by=hilda),
        lambda: targets.discard_target(target=first),
    ):
        with pytest.raises(targets.TargetFrozen):
            change()
    second = targets.propose_target(year=2026, by=elmer)

    assert (second.version, included(second), included(first)) == (2, ["Alfa"], ["Alfa"])
    assert dict(second.entries.filter(is_included=False).values_list("school__name", "reason")) == {
        "Beta": "En receso",
        "Nueva": "No estaba en la versión anterior",
    }


def test_one_draft_a_year(schools, elmer):
    draft = targets.propose_target(year=2026, by=elmer)
    with pytest.raises(targets.DraftOpen):
        targets.propose_target(year=2026, by=elmer)

    targets.discard_target(target=draft)

    assert targets.propose_target(year=2026, by=elmer).version == 1
    assert TargetList.objects.count() == 1


def test_a_new_head_ends_the_one_before(norte, elmer, hilda, gino):
    school = ServiceFactory().school
    old = staff.assign_staff(school=school, user=elmer, from_date=date(2025, 3, 1), is_head=True, by=hilda)
    member = staff.assign_staff(school=school, user=gino, from_date=date(2025, 3, 1), by=hilda)

    staff.assign_staff(school=school, user=hilda, from_date=date(2026, 3, 1), is_head=True, by=hilda)

    old.refresh_from_db()
    member.refresh_from_db()
    assert (old.to_date, member.to_date) == (date(2026, 2, 28), None)
    with pytest.raises(staff.AlreadyAssigned):
        staff.assign_staff(school=school, user=hilda, from_date=date(2026, 4, 1), by=hilda)
