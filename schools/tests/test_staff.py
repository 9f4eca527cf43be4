"""Who works where, from when to when: hand-over, colleagues, leaving, and the list of who comes in."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from core.access.models import AccessKey
from core.access.services.keys import issue_card, use_key
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.accounts.phones import parse_phone
from core.audit.models import Entry
from core.jobs.services import run_inline
from core.people.services.people import set_phone
from core.tenancy.scope import scope
from schools import permissions
from schools.enums import Party
from schools.models import SchoolStaff
from schools.permissions import works_at
from schools.selectors.staff import access_counts, school_lines, schools_by_access, team_of, workplaces
from schools.services.staff import (
    AlreadyAssigned,
    EndsBeforeItBegan,
    HeadNamedSince,
    add_colleague,
    close_past_access,
    end_assignment,
    name_head,
)
from schools.tests.factories import SchoolFactory, ServiceFactory
from tests.queries import queries_of
from tests.world import make_person

TODAY = timezone.localdate
LAST_YEAR = date(2025, 3, 1)


@pytest.fixture
def school(norte):
    return SchoolFactory(name="IE San Martín")


@pytest.fixture
def rosa(school, hilda):
    """Heads the school since last year, with a card."""
    rosa = name_head(
        school=school, full_name="Rosa Quispe", email="rosa@example.pe", from_date=LAST_YEAR, by=hilda
    ).assignment.user
    issue_card(user=rosa, by=hilda)
    return rosa


def roles_of(user):
    return sorted(Membership.objects.active().filter(user=user).values_list("role", flat=True))


def heads_of(school):
    return [str(one.user) for one in SchoolStaff.objects.on().filter(school=school, is_head=True)]


# --- hand-over ---------------------------------------------------------------------------------------------------


def test_new_head_ends_the_old_ones_access_at_once(school, rosa, hilda):
    done = name_head(school=school, full_name="Julio Nina", from_date=TODAY(), by=hilda)

    assert heads_of(school) == ["Julio Nina"]
    assert [one.to_date for one in done.ended] == [TODAY() - timedelta(days=1)]
    assert (roles_of(rosa), AccessKey.objects.opening().filter(user=rosa).count()) == ([], 0)
    assert not works_at(rosa, school.pk)
    assert AccessKey.objects.get(user=rosa).end_reason == "handed_over"
    assert roles_of(done.assignment.user) == ["school_head"]
    verbs = Entry.objects.filter(school_id=school.pk).order_by("-id").values_list("verb", flat=True)[:2]
    assert list(verbs) == ["schools.staff_assigned", "schools.staff_ended"]


def test_open_session_of_the_old_head_ends(school, rosa, hilda):
    client = Client()
    client.post("/230008/t/", {"code": issue_card(user=rosa, by=hilda).secret})
    assert client.get("/230008/").status_code == 200

    name_head(school=school, full_name="Julio Nina", from_date=TODAY(), by=hilda)

    assert client.get("/230008/").url == "/entrar/"


def test_old_head_of_another_school_keeps_role_and_card(school, rosa, hilda):
    name_head(school=SchoolFactory(), full_name="", user=rosa, from_date=LAST_YEAR, by=hilda)

    name_head(school=school, full_name="Julio Nina", from_date=TODAY(), by=hilda)

    assert (roles_of(rosa), AccessKey.objects.opening().filter(user=rosa).count()) == (["school_head"], 1)


def test_hand_over_in_the_future_closes_when_the_day_comes(school, rosa, hilda, norte_closed, time_machine):
    first_day = TODAY() + timedelta(days=10)
    name_head(school=school, full_name="Julio Nina", from_date=first_day, by=hilda)
    assert (heads_of(school), roles_of(rosa)) == (["Rosa Quispe"], ["school_head"])

    time_machine.move_to(timezone.now() + timedelta(days=10))
    run_inline("schools.close_access", ugel=norte_closed)

    assert (heads_of(school), roles_of(rosa)) == (["Julio Nina"], [])
    assert not AccessKey.objects.opening().filter(user=rosa).exists()
    assert close_past_access() == 0


def test_colleague_who_becomes_the_head_is_listed_once(school, rosa, hilda):
    julio = add_colleague(school=school, full_name="Julio Nina", by=hilda).user

    name_head(school=school, full_name="", user=julio, from_date=TODAY(), by=hilda)

    assert list(SchoolStaff.objects.on().filter(school=school).values_list("user", "is_head")) == [(julio.pk, True)]


def test_second_head_of_the_same_day_is_refused(school, rosa, hilda):
    name_head(school=school, full_name="Julio Nina", from_date=TODAY(), by=hilda)

    with pytest.raises(HeadNamedSince):
        name_head(school=school, full_name="Ana Cruz", from_date=TODAY(), by=hilda)
    with pytest.raises(AlreadyAssigned):
        name_head(
            school=school, full_name="", user=SchoolStaff.objects.get(user__full_name="Julio Nina").user,
            from_date=TODAY() + timedelta(days=5), by=hilda,
        )  # fmt: skip
    assert heads_of(school) == ["Julio Nina"]


def test_wrong_head_is_taken_back_and_the_right_one_named_the_same_day(school, rosa, hilda):
    wrong = name_head(school=school, full_name="Ana Cruz", from_date=TODAY(), by=hilda).assignment
    end_assignment(assignment=wrong, to_date=TODAY(), by=hilda)
    assert roles_of(wrong.user) == []

    name_head(school=school, full_name="Julio Nina", from_date=TODAY(), by=hilda)

    assert "Julio Nina" in heads_of(school)


def test_hand_over_page_says_who_leads_and_who_led(school, rosa, elmer, visit):
    data = {"person": "new", "full_name": "Julio Nina", "phone": "952000001", "from_date": TODAY().isoformat()}

    page = visit(elmer, "schools:staff_hand_over", school.pk, method="post", data=data, follow=True)

    assert heads_of(school) == ["Julio Nina"]
    assert (str(page.context["assignment"].user), str(page.context["former"].user)) == ("Julio Nina", "Rosa Quispe")
    assert "no tiene asuntos abiertos" in page.content.decode()


def test_hand_over_to_somebody_of_the_team(school, rosa, hilda, elmer, visit):
    julio = add_colleague(school=school, full_name="Julio Nina", by=hilda).user
    data = {"person": str(julio.pk), "from_date": TODAY().isoformat()}

    visit(elmer, "schools:staff_hand_over", school.pk, method="post", data=data)

    assert heads_of(school) == ["Julio Nina"]


def test_hand_over_without_a_name_says_so(school, rosa, elmer, visit):
    data = {"person": "new", "from_date": TODAY().isoformat()}

    page = visit(elmer, "schools:staff_hand_over", school.pk, method="post", data=data)

    assert page.status_code == 422
    assert "Escriba quién asume" in page.content.decode()


# --- the head's own team -----------------------------------------------------------------------------------------


def test_head_adds_a_colleague_and_gives_the_card(school, rosa, visit):
    page = visit(rosa, "schools:staff_add", school.pk, method="post", data={"full_name": "Julio Nina"}, follow=True)
    assignment = SchoolStaff.objects.get(user__full_name="Julio Nina")
    assert page.redirect_chain == [(f"/230008/escuelas/equipo/{assignment.pk}/tarjeta/", 302)]

    data = {"asked_at": timezone.now().isoformat()}
    shown = visit(rosa, "schools:staff_card", assignment.pk, method="post", data=data)

    card = shown.context["cards"][0]["card"]
    assert (card.name, card.places) == ("Julio Nina", "IE San Martín")
    assert (roles_of(assignment.user), assignment.is_head) == (["school_member"], False)


def test_colleague_form_sent_twice_adds_one(school, rosa, visit):
    data = {"full_name": "Julio Nina", "submission": "01890000-0000-7000-8000-000000000001"}

    for _ in range(2):
        visit(rosa, "schools:staff_add", school.pk, method="post", data=data)

    assert SchoolStaff.objects.filter(user__full_name="Julio Nina").count() == 1


def test_head_withdraws_a_colleague_who_is_out_at_once(school, rosa, hilda, visit):
    assignment = add_colleague(school=school, full_name="Julio Nina", by=rosa)
    client = Client()
    client.post("/230008/t/", {"code": issue_card(user=assignment.user, by=hilda).secret})

    visit(rosa, "schools:staff_end", assignment.pk, method="post", data={"to_date": TODAY().isoformat()})

    assert roles_of(assignment.user) == []
    assert client.get("/230008/").url == "/entrar/"


def test_head_sees_and_changes_their_own_school_only(school, rosa, hilda, visit):
    other = name_head(school=SchoolFactory(), full_name="Ana Cruz", from_date=LAST_YEAR, by=hilda).assignment
    colleague = add_colleague(school=other.school, full_name="Luz Paz", by=hilda)

    for name, pk in (
        ("schools:staff_list", other.school_id),
        ("schools:staff_add", other.school_id),
        ("schools:staff_end", colleague.pk),
        ("schools:staff_card", colleague.pk),
        ("schools:staff_hand_over", school.pk),
        ("schools:access_list", None),
        ("schools:people_export", None),
    ):
        assert visit(rosa, name, *([pk] if pk else [])).status_code == 403, name
    assert visit(rosa, "schools:staff_list", school.pk).status_code == 200


def test_former_head_and_colleagues_do_not_manage_the_team(school, rosa, hilda):
    julio = add_colleague(school=school, full_name="Julio Nina", by=hilda).user
    name_head(school=school, full_name="Ana Cruz", from_date=TODAY(), by=hilda)

    for person in (rosa, julio):
        with pytest.raises(PermissionDenied):
            permissions.check_can_manage_team(person, school.pk, {Role.SCHOOL_HEAD})


def test_head_may_not_withdraw_a_head_nor_give_their_card(school, rosa, hilda):
    own = SchoolStaff.objects.get(user=rosa)

    for check in (permissions.check_can_end, permissions.check_can_give_card):
        with pytest.raises(PermissionDenied):
            check(rosa, own, {Role.SCHOOL_HEAD})
        check(hilda, own, {Role.UGEL_HEAD})


def test_nothing_of_the_team_shows_or_touches_a_witness(school, rosa, hilda, gino, visit):
    witness = SchoolStaff.objects.create(school=school, user=gino, kind="witness")

    assert [line.user for line in team_of(school)] == [rosa]
    assert gino.full_name not in visit(hilda, "schools:staff_hand_over", school.pk).content.decode()
    for page in ("schools:staff_end", "schools:staff_card"):
        assert visit(hilda, page, witness.pk).status_code == 404


def test_whoever_works_at_a_school_speaks_for_it_whatever_else_they_are(school, rosa, gino):
    everything = {Role.SCHOOL_HEAD, Role.GUARDIAN}
    SchoolStaff.objects.create(school=school, user=rosa, kind="witness")
    assert permissions.party_of(rosa, everything, school.pk) == Party.SCHOOL

    team = SchoolStaff.objects.create(school=school, user=gino)
    assert permissions.party_of(gino, {Role.GUARDIAN}, school.pk) is None
    team.delete()
    SchoolStaff.objects.create(school=school, user=gino, kind="witness")
    assert permissions.party_of(gino, {Role.GUARDIAN}, school.pk) == Party.GUARDIAN


def test_card_of_a_colleague_who_works_elsewhere_is_the_ugels_to_give(school, rosa, hilda):
    """Else the head of one school could enter as somebody of another."""
    julio = add_colleague(school=school, full_name="Julio Nina", by=rosa)
    permissions.check_can_give_card(rosa, julio, {Role.SCHOOL_HEAD})

    add_colleague(school=SchoolFactory(), full_name="", user=julio.user, by=hilda)

    with pytest.raises(PermissionDenied):
        permissions.check_can_give_card(rosa, julio, {Role.SCHOOL_HEAD})


def test_leaving_before_it_began_is_refused(school, rosa):
    with pytest.raises(EndsBeforeItBegan):
        end_assignment(assignment=SchoolStaff.objects.get(user=rosa), to_date=LAST_YEAR - timedelta(days=1))


def test_invited_person_without_an_assignment_keeps_the_role(norte, hilda):
    ana = make_person("ana", Role.SCHOOL_HEAD, ugel=norte)

    assert close_past_access() == 0
    assert roles_of(ana) == ["school_head"]


def test_assignment_of_another_tenant_is_not_there(school, rosa, sur, visit):
    with scope(sur):
        theirs = add_colleague(school=SchoolFactory(), full_name="Sara Paz", by=None)
    delia = make_person("delia", Role.UGEL_SPECIALIST, ugel=sur)

    assert visit(rosa, "schools:staff_end", theirs.pk).status_code == 404
    mine = SchoolStaff.objects.get(user=rosa)
    assert visit(delia, "schools:staff_end", mine.pk).status_code == 404
    assert workplaces([rosa.pk, theirs.user_id]) == {rosa.pk: ["IE San Martín"]}


# --- who comes in ------------------------------------------------------------------------------------------------


def test_list_of_schools_where_nobody_ever_came_in(school, rosa, hilda):
    quiet = SchoolFactory(name="IE Quieta")
    name_head(school=quiet, full_name="Ana Cruz", from_date=LAST_YEAR, by=hilda)
    SchoolFactory(name="IE Sin nadie")
    SchoolFactory(name="IE Cerrada", is_active=False)
    use_key(key=AccessKey.objects.opening().get(user=rosa))

    def names(show):
        return [one.name for one in schools_by_access(show=show)]

    assert names("") == ["IE Quieta", "IE Sin nadie"]
    assert names("headless") == ["IE Sin nadie"]
    assert names("all") == ["IE Quieta", "IE San Martín", "IE Sin nadie"]
    assert access_counts() == {"absent": 2, "headless": 1, "all": 3}


def test_school_whose_former_head_came_in_is_still_quiet(school, rosa, hilda):
    use_key(key=AccessKey.objects.opening().get(user=rosa))
    name_head(school=school, full_name="Ana Cruz", from_date=TODAY(), by=hilda)

    assert list(schools_by_access()) == [school]


def test_line_says_whom_to_call(school, rosa, visit, elmer):
    set_phone(user=rosa, phone=parse_phone("952 000 001"), by=None)

    (line,) = school_lines(schools_by_access())
    (person,) = line.staff

    assert (str(person.user), person.dial_url, person.last_sign_in_at) == ("Rosa Quispe", "tel:+51952000001", None)
    assert person.reminder_url.startswith("https://wa.me/51952000001?text=")
    assert AccessKey.objects.get(user=rosa).code_hash not in person.reminder_url
    page = visit(elmer, "schools:access_list").content.decode()
    assert 'href="tel:+51952000001"' in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "asked"), [("schools:access_list", 6), ("people_list", 6)])
def test_lists_do_not_ask_more_for_more_schools(norte, elmer, hilda, count, page, asked):
    for number in range(count):
        school = ServiceFactory().school
        name_head(school=school, full_name=f"Ana {number}", from_date=LAST_YEAR, by=hilda)
        add_colleague(school=school, full_name=f"Luz {number}", by=hilda)

    assert len(queries_of(elmer, page, ugel=norte, query="show=all")) == asked
