"""The plan of a year: each line is a promise of who took it, and is done when its promises are."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from commitments.enums import CommitmentState, Outcome, Promiser
from commitments.models import Commitment
from commitments.services import Voice, attest, confirm, decline
from core.audit.selectors import timeline_for_school
from core.notifications.models import Message
from networks import selectors, services
from networks.forms.work import TaskForm
from networks.models import Task
from networks.tests.factories import make_district, make_meeting, make_member, make_network, plan
from schools.enums import Party
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory

TODAY = date(2026, 9, 15)


@pytest.fixture
def network(norte, elmer):
    return make_network(elmer)


@pytest.fixture
def nurse(network, elmer, doctor):
    """The health post's contact, in the network."""
    return make_member(elmer, network, contact=doctor)


def see(commitment, *, doctor, rosa):
    """Confirmed by the health post, said done by it and seen by the school."""
    confirm(commitment=commitment, version=commitment.version, voice=Voice.of_contact(doctor))
    for voice in (Voice.of_contact(doctor), Voice.of_user(rosa, Party.SCHOOL)):
        instalment = commitment.instalments.get()
        attest(instalment=instalment, voice=voice, outcome=Outcome.DELIVERED, seen_date=TODAY)


def test_a_task_for_three_schools_is_three_promises_asked_once(network, nurse, elmer, doctor):
    schools = SchoolFactory.create_batch(3, district=network.territory)
    task = plan(elmer, network, nurse, schools=schools)

    promises = Commitment.objects.order_by("pk")
    assert [one.school for one in promises] == schools
    assert {(one.partner, one.promiser, one.state) for one in promises} == {
        (doctor.partner, Promiser.PARTNER, CommitmentState.PROPOSED)
    }
    assert {link.origin for link in task.links.all()} == {"Red local de Locumba"}
    assert Message.objects.filter(name=nurse.name).count() == 1
    told = timeline_for_school(schools[0].pk)
    assert told[0].label == "Tarea de la red local para la escuela"


def test_only_who_somebody_confirms_for_is_offered_a_task(network, nurse, elmer, rosa):
    by_hand = make_member(elmer, network, name="Luz Apaza", institution="JASS")
    own, school = make_member(elmer, network, user=elmer), SchoolFactory(district=network.territory)
    director = make_member(elmer, network, user=rosa, school=school)

    offered = TaskForm(network=network).fields["member"].queryset
    assert set(offered) == {nurse, own, director}
    with pytest.raises(services.CannotPromise):
        plan(elmer, network, by_hand)


@pytest.mark.parametrize(("days", "in_meeting"), [(-301, False), (-21, True)])
def test_nothing_is_due_before_the_network_or_the_meeting_that_agreed_it(network, nurse, elmer, days, in_meeting):
    meeting = make_meeting(elmer, network) if in_meeting else None
    with pytest.raises(services.DueBefore):
        plan(elmer, network, nurse, days=days, meeting=meeting)
    task = plan(elmer, network, nurse, days=days + 1, meeting=meeting)
    told = {"what": task.what, "quantity": task.quantity, "unit": task.unit, "reason": "Error de fecha"}
    with pytest.raises(services.DueBefore):
        services.correct_task(task=task, due_date=TODAY + timedelta(days=days), by=elmer, **told)


def test_without_schools_it_is_for_the_district(network, nurse, elmer):
    plan(elmer, network, nurse)

    assert Commitment.objects.get().place == network.territory


def test_progress_follows_from_the_promises(network, nurse, elmer, doctor, rosa):
    schools = SchoolFactory.create_batch(2, district=network.territory)
    whole, _half = plan(elmer, network, nurse, schools=schools[:1]), plan(elmer, network, nurse, schools=schools)
    for commitment in Commitment.objects.order_by("pk")[:2]:
        see(commitment, doctor=doctor, rosa=rosa)

    told = selectors.plan_of(network, 2026)
    assert [(task.kept, task.promises) for task in told.tasks] == [(1, 1), (1, 2)]
    assert (told.done, selectors.is_done(told.tasks[0]), told.tasks[0]) == (1, True, whole)
    listed = selectors.with_list_columns(type(network).objects.all()).get()
    assert (listed.done_tasks, listed.planned_tasks) == (1, 2)


def test_a_plan_is_of_a_year(network, nurse, elmer):
    plan(elmer, network, nurse, days=200)

    assert (selectors.plan_of(network, 2026).tasks, selectors.plan_of(network, 2026).years) == ([], [2027, 2026])
    assert len(selectors.plan_of(network, 2027).tasks) == 1


def test_the_ugel_and_a_school_promise_in_their_own_name(network, elmer, rosa):
    school, other = SchoolFactory.create_batch(2, district=network.territory)
    SchoolStaff.objects.create(school=school, user=rosa, is_head=True, from_date=date(2026, 1, 1))
    director, ugel = (make_member(elmer, network, user=user, sector="education") for user in (rosa, elmer))

    plan(elmer, network, ugel, schools=[other])
    assert Commitment.objects.get().promiser == Promiser.UGEL
    plan(elmer, network, director, schools=[school])
    assert Commitment.objects.latest("pk").promiser == Promiser.SCHOOL
    for schools in ([], [other], [school, other]):
        with pytest.raises(services.OnlyTheirSchool):
            plan(elmer, network, director, schools=schools)


def test_nobody_confirms_for_a_name_written_down(network, elmer):
    by_hand = make_member(elmer, network)
    with pytest.raises(services.CannotPromise):
        plan(elmer, network, by_hand)
    services.end_member(member=by_hand, to_date=TODAY, reason="Se mudó", by=elmer)
    with pytest.raises(services.MemberLeft):
        plan(elmer, network, by_hand)
    assert not Task.objects.exists() and not Commitment.objects.exists()


def test_a_correction_is_asked_again_and_a_task_under_way_is_left(network, nurse, elmer, doctor, rosa):
    task = plan(elmer, network, nurse, schools=[SchoolFactory(district=network.territory)])
    confirm(commitment=Commitment.objects.get(), version=1, voice=Voice.of_contact(doctor))
    told = {"what": "Dos campañas", "quantity": Decimal(2), "unit": "campañas", "due_date": TODAY + timedelta(days=60)}
    services.correct_task(task=task, reason="Se amplió", by=elmer, **told)

    commitment = Commitment.objects.get()
    assert (commitment.what, commitment.quantity, commitment.is_confirmed) == ("Dos campañas", 2, False)
    see(commitment, doctor=doctor, rosa=rosa)
    with pytest.raises(services.TaskUnderWay):
        services.correct_task(task=task, reason="x", by=elmer, **{**told, "what": "Otra cosa"})
    with pytest.raises(services.TaskUnderWay):
        services.strike_task(task=task, reason="x", by=elmer)


def test_a_task_taken_off_calls_off_its_promises(network, nurse, elmer):
    task = plan(elmer, network, nurse)
    services.strike_task(task=task, reason="Se escribió dos veces", by=elmer)

    assert Commitment.objects.get().state == CommitmentState.CANCELLED
    assert selectors.plan_of(network, 2026).tasks == []
    with pytest.raises(services.AlreadyStruck):
        services.strike_task(task=task, reason="x", by=elmer)


def test_what_was_declined_is_in_neither_part(network, nurse, elmer, doctor):
    plan(elmer, network, nurse)
    decline(commitment=Commitment.objects.get(), reason="Sin personal", voice=Voice.of_contact(doctor))

    (task,) = selectors.plan_of(network, 2026).tasks
    assert (task.kept, task.promises, selectors.is_done(task)) == (0, 0, False)


def test_an_agreement_of_a_meeting_stands_in_the_plan(network, nurse, elmer):
    meeting = make_meeting(elmer, network)
    task = plan(elmer, network, nurse, meeting=meeting)

    assert selectors.plan_of(network, 2026).tasks == [task] == selectors.tasks_of_meeting(meeting)
    assert Commitment.objects.get().origin_text == str(meeting)
    cancelled = make_meeting(elmer, network, days=5)
    services.cancel_meeting(meeting=cancelled, reason="Huaico", by=elmer)
    with pytest.raises(services.MeetingCancelled):
        plan(elmer, network, nurse, meeting=cancelled)


def test_what_a_network_promised_a_school_stands_on_its_page(network, nurse, elmer, visit, rosa):
    school = SchoolFactory(district=network.territory)
    SchoolStaff.objects.create(school=school, user=rosa, is_head=True, from_date=date(2026, 1, 1))
    plan(elmer, network, nurse, schools=[school])

    page = visit(rosa, "networks:school_network", school.pk).content.decode()
    assert "Campaña de vacunación" in page and "Puesto de Salud de Locumba" in page
    assert "Doctora Vilca" not in page and "952000111" not in page
    elsewhere = SchoolFactory(district=make_district("230303", "ITE"))
    assert visit(rosa, "networks:school_network", elsewhere.pk).status_code == 404
    assert "no tiene una red local" in visit(elmer, "networks:school_network", elsewhere.pk).content.decode()
