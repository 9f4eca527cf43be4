import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from core.access.models import AccessKey
from core.access.roles import DEMAND_SECOND_FACTOR
from core.access.services.keys import issue_card
from core.accounts.enums import Role
from core.accounts.invitations import invitation_path
from core.accounts.models import Membership, User
from core.accounts.phones import NotAPhone, parse_phone
from core.audit.models import Entry
from core.jobs.models import Job
from core.jobs.services import run_inline
from core.people import permissions, selectors
from core.people.services.lockouts import is_locked
from core.people.services.people import (
    HasMailbox,
    NeedsEmail,
    WorksElsewhere,
    add_person,
    correct_email,
    forget_password,
    set_phone,
    withdraw_person,
)
from core.strategies import settings as ugel_settings
from core.strategies.registry import collect, permissions_of
from core.tenancy.scope import scope
from tests.world import PASSWORD, make_person


@pytest.mark.parametrize(
    ("person", "status"), [("hilda", 200), ("elmer", 200), ("delia", 404), ("olga", 404), ("raul", 403)]
)
def test_people_list_access(request, visit, sur, person, status):
    assert visit(request.getfixturevalue(person), "people_list").status_code == status


def test_the_only_head_cannot_be_withdrawn(hilda, visit):
    answer = visit(hilda, "people_withdraw", hilda.memberships.get().pk, method="post", follow=True)

    assert "única persona en la dirección" in answer.content.decode()
    assert hilda.memberships.get().is_active


def test_withdrawing_another_tenants_member_does_not_exist(hilda, delia, visit):
    assert visit(hilda, "people_withdraw", delia.memberships.get().pk, method="post").status_code == 404
    assert delia.memberships.get().is_active


def test_invitation_gives_a_link_that_sets_the_first_password_once(hilda, visit, norte):
    data = {"full_name": "Nora Paz", "email": "Nora@Example.pe", "role": Role.UGEL_SPECIALIST}
    page = visit(hilda, "people_invite", method="post", data=data, follow=True)
    link = urlsplit(page.context["link"]).path
    guest = Client()

    answer = guest.post(link, {"password": "lluvia sobre Ite"})

    assert (answer.status_code, answer.url) == (302, "/")
    nora = Membership.objects.get(user__email="nora@example.pe")
    assert (nora.role, nora.ugel_id, nora.user.check_password("lluvia sobre Ite")) == (
        "ugel_specialist",
        norte.pk,
        True,
    )
    assert guest.get("/230008/").status_code == 200
    assert Client().post(link, {"password": "otra clave larga"}).status_code == 410


def test_invitation_refuses_a_weak_password_with_a_sentence(hilda, visit):
    data = {"full_name": "Nora Paz", "email": "nora@example.pe", "role": Role.UGEL_SPECIALIST}
    page = visit(hilda, "people_invite", method="post", data=data, follow=True)

    answer = Client().post(urlsplit(page.context["link"]).path, {"password": "12345"})

    assert answer.status_code == 422
    assert "10 caracteres" in answer.content.decode()


def test_roles_add_up():
    assert permissions.MANAGE in permissions_of([Role.UGEL_HEAD])
    assert permissions.MANAGE not in permissions_of([Role.UGEL_SPECIALIST, Role.SCHOOL_HEAD])


# --- people without e-mail, people of two places ---------------------------------------------------------------------


def test_nobody_is_invited_as_a_guardian(hilda, visit):
    answer = visit(hilda, "people_invite", method="post", data={"full_name": "Gino Nina", "role": Role.GUARDIAN})

    assert (answer.status_code, User.objects.filter(full_name="Gino Nina").exists()) == (422, False)


def test_colleague_without_email_is_added_and_gets_a_card(hilda, visit):
    data = {"full_name": "Gino Maquera", "role": Role.SCHOOL_MEMBER, "phone": "952 000 001"}
    page = visit(hilda, "people_invite", method="post", data=data, follow=True)

    gino = User.objects.get(full_name="Gino Maquera")
    assert (gino.email, str(selectors.phone_of(gino))) == (None, "+51952000001")
    assert "Entregar una tarjeta" in page.content.decode()
    assert issue_card(user=gino, by=hilda).key.user == gino


def test_two_people_without_email_are_two_people(norte, hilda):
    made = [add_person(full_name="Ana Cruz", role=Role.GUARDIAN, by=hilda).user_id for _ in range(2)]

    assert len(set(made)) == 2


def test_staff_needs_an_email(hilda, visit):
    answer = visit(hilda, "people_invite", method="post", data={"full_name": "Nora Paz", "role": Role.UGEL_SPECIALIST})

    assert answer.status_code == 422
    assert "hace falta un correo" in answer.content.decode()
    with pytest.raises(NeedsEmail):
        add_person(full_name="Nora Paz", role=Role.UGEL_SPECIALIST, by=hilda)


def test_invitation_of_somebody_who_works_elsewhere_goes_to_their_mailbox_only(hilda, visit, sur):
    nora = make_person("nora", Role.UGEL_HEAD, ugel=sur)
    data = {"full_name": "Nora Paz", "email": nora.email, "role": Role.UGEL_SPECIALIST}

    page = visit(hilda, "people_invite", method="post", data=data, follow=True)

    assert "invitacion/" not in page.content.decode()
    assert "llega solo a su correo" in page.content.decode()
    answer = visit(hilda, "people_invitation_mail", page.context["membership"].pk, method="post")
    assert answer.status_code == 302


def test_role_at_a_second_place_ends_the_links_given_before(hilda, norte, sur):
    nora = add_person(full_name="Nora Paz", email="nora@example.pe", role=Role.UGEL_SPECIALIST, by=hilda).user
    link = invitation_path(nora)
    assert Client().get(link).status_code == 200

    with scope(sur):
        add_person(full_name="Nora Paz", email="nora@example.pe", role=Role.UGEL_HEAD, by=hilda)

    assert Client().get(link).status_code == 410
    assert Client().get(invitation_path(nora)).status_code == 200


def test_mailed_invitation_opens(hilda, norte_closed, norte, mailoutbox):
    nora = add_person(full_name="Nora Paz", email="nora@example.pe", role=Role.UGEL_SPECIALIST, by=hilda)

    run_inline("people.mail_invitation", ugel=norte_closed, by=hilda, membership_id=nora.pk)

    (mail,) = mailoutbox
    link = re.search(r"https?://[^/]+(/invitacion/\S+)", mail.body)[1]
    assert (mail.to, Client().get(link).status_code) == (["nora@example.pe"], 200)


# --- access by mail -----------------------------------------------------------------------------------------------


@pytest.fixture
def rosa(norte):
    return make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)


def ask_by_mail(email):
    return Client().post("/entrar/correo/", {"email": email})


def test_access_by_mail_says_the_same_for_everybody(rosa, hilda):
    pages = {ask_by_mail(email).content for email in (rosa.email, hilda.email, "nadie@example.pe")}

    assert len(pages) == 1
    assert list(Job.objects.values_list("dispatch__kind", "args")) == [("people.mail_access", {"user_id": rosa.pk})]


def test_access_by_mail_opens_once(rosa, norte_closed, mailoutbox):
    run_inline("people.mail_access", ugel=norte_closed, user_id=rosa.pk)

    link = re.search(r"https?://[^/]+(/230008/t/(\w+))", mailoutbox[0].body)
    assert "Soy Rosa Quispe" in Client().get(link[1]).content.decode()
    answers = [Client().post("/230008/t/", {"code": link[2]}).status_code for _ in range(2)]
    assert answers == [302, 422]


def test_access_by_mail_is_sent_three_times_an_hour(rosa, time_machine):
    for _ in range(5):
        ask_by_mail(rosa.email.upper())
    assert Job.objects.count() == 3

    time_machine.move_to(timezone.now() + timedelta(minutes=61))
    ask_by_mail(rosa.email)

    assert Job.objects.count() == 4


# --- telephone, withdrawal, lock-out, settings --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("952 000 001", "PE", "+51952000001"),
        ("+51 952-000-001", "KG", "+51952000001"),
        ("0555 123 456", "KG", "+996555123456"),
        ("052 475 123", "PE", "+5152475123"),
    ],
)
def test_telephone_is_read_as_people_write_it(typed, country, kept):
    assert parse_phone(typed, country).as_e164 == kept


@pytest.mark.parametrize("typed", ["", "952", "hola", "+51 952 000 001 999", "952000001; 952000002"])
def test_telephone_that_is_none_is_refused(typed):
    with pytest.raises(NotAPhone):
        parse_phone(typed)


def test_each_ugel_has_its_own_number_for_a_person(rosa, sur):
    set_phone(user=rosa, phone=parse_phone("952000001"), by=None)
    with scope(sur):
        assert selectors.phone_of(rosa) is None
        set_phone(user=rosa, phone=parse_phone("952000002"), by=None)

    assert str(selectors.phone_of(rosa)) == "+51952000001"


def test_withdrawing_the_last_role_ends_the_cards(rosa, hilda, norte):
    other = Membership.objects.create(user=rosa, role=Role.GUARDIAN, ugel=norte)
    issue_card(user=rosa, by=hilda)

    withdraw_person(membership=other, by=hilda)
    assert AccessKey.objects.opening().count() == 1
    withdraw_person(membership=rosa.memberships.get(is_active=True), by=hilda)

    assert AccessKey.objects.opening().count() == 0
    assert Entry.objects.filter(verb="people.person_withdrawn").count() == 2


def test_head_opens_a_locked_sign_in(hilda, elmer, visit, settings):
    elmer.set_password(PASSWORD)
    elmer.save()
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post("/cuenta/login/", {"login": elmer.email, "password": "no es esta"})
    assert is_locked(elmer)
    assert "Ingreso en pausa" in visit(hilda, "person_detail", elmer.pk).content.decode()

    visit(hilda, "person_unlock", elmer.pk, method="post")

    assert not is_locked(elmer)
    assert client.post("/cuenta/login/", {"login": elmer.email, "password": PASSWORD}).url == "/"


def test_signing_in_is_remembered_by_place(hilda, elmer, norte):
    elmer.set_password(PASSWORD)
    elmer.save()

    Client().post("/cuenta/login/", {"login": elmer.email, "password": PASSWORD})

    seen = dict(Membership.objects.filter(ugel=norte).values_list("user__full_name", "last_sign_in_at__date"))
    assert seen == {"Elmer Quispe": timezone.localdate(), "Hilda Quispe": None}


def test_list_is_searched_by_name_phone_role_and_sign_in(norte, hilda, rosa, gino):
    set_phone(user=rosa, phone=parse_phone("952000001"), by=None)
    issue_card(user=gino, by=hilda)

    def names(**wanted):
        return [str(one.user) for one in selectors.members(**wanted)]

    assert names(text="rosa") == names(text="2000 001") == names(role=Role.SCHOOL_HEAD) == ["Rosa Quispe"]
    assert names(seen="card") == ["Rosa Quispe"]
    assert names(seen="never") == names() == ["Gino Quispe", "Hilda Quispe", "Rosa Quispe"]


def test_yes_and_no_settings_are_kept(hilda, visit):
    values = {setting.name: setting.default for setting in collect("settings")}
    data = {name: "on" if value is True else value for name, value in values.items() if value is not False}

    visit(hilda, "settings_edit", method="post", data={**data, DEMAND_SECOND_FACTOR: "on"})
    assert ugel_settings.value(DEMAND_SECOND_FACTOR) is True
    change = Entry.objects.get(verb="people.setting_changed")
    assert change.data == {"name": DEMAND_SECOND_FACTOR, "before": False, "after": True}


# --- another address, a forgotten password ---------------------------------------------------------------------------


@pytest.fixture
def gino_by_phone(hilda):
    return add_person(full_name="Gino Maquera", role=Role.GUARDIAN, phone="+51952000001", by=hilda)


def test_somebody_with_a_telephone_only_chooses_a_password_and_comes_in_with_both(hilda, visit, gino_by_phone):
    page = visit(hilda, "people_invitation", gino_by_phone.pk)
    link = urlsplit(page.context["link"]).path
    assert "wa.me/51952000001" in page.content.decode() and "Enviar por correo" not in page.content.decode()
    assert "el celular que conoce su UGEL" in Client().get(link).content.decode()

    Client().post(link, {"password": "lluvia sobre Ite"})

    device = Client()
    device.post("/cuenta/login/", {"login": "952 000 001", "password": "lluvia sobre Ite"})
    assert device.get("/230008/").status_code == 200


def test_a_forgotten_password_of_somebody_without_mailbox_ends_and_another_is_chosen(hilda, visit, gino_by_phone):
    gino = gino_by_phone.user
    gino.set_password("lluvia sobre Ite")
    gino.save()
    device = Client()
    device.post("/cuenta/login/", {"login": "952 000 001", "password": "lluvia sobre Ite"})
    assert "Olvidó su contraseña" in visit(hilda, "person_detail", gino.pk).content.decode()

    page = visit(hilda, "person_forget_password", gino.pk, method="post", follow=True)

    assert Client().get(urlsplit(page.context["link"]).path).status_code == 200
    assert device.get("/230008/").status_code == 302
    assert Entry.objects.filter(verb="people.password_forgotten", subject_id=gino.pk, actor=hilda).exists()


def test_who_has_a_mailbox_or_works_elsewhere_keeps_the_password(hilda, rosa, gino_by_phone, sur):
    for user in (rosa, gino_by_phone.user):
        user.set_password("lluvia sobre Ite")
        user.save()
    with scope(sur):
        add_person(full_name="", user=gino_by_phone.user, role=Role.GUARDIAN, by=hilda)

    with pytest.raises(HasMailbox):
        forget_password(user=rosa, by=hilda)
    with pytest.raises(WorksElsewhere):
        forget_password(user=gino_by_phone.user, by=hilda)
    with pytest.raises(WorksElsewhere):
        correct_email(user=gino_by_phone.user, email="gino@example.pe", by=hilda)

    assert all(User.objects.get(pk=user.pk).check_password("lluvia sobre Ite") for user in (rosa, gino_by_phone.user))


def test_a_corrected_address_signs_in_and_the_one_before_is_told(hilda, visit, norte_closed, rosa, mailoutbox):
    rosa.set_password("lluvia sobre Ite")
    rosa.save()
    before = rosa.email
    assert Client().post("/cuenta/login/", {"login": before, "password": "lluvia sobre Ite"}).status_code == 302

    assert visit(hilda, "person_email", rosa.pk, method="post", data={"email": "Rosa.Q@example.pe"}).status_code == 302

    run_inline("people.mail_email_changed", ugel=norte_closed, by=hilda, user_id=rosa.pk, address=before)
    assert [(mail.to, "cambió el correo" in mail.body) for mail in mailoutbox] == [([before], True)]
    assert "rosa.q@example.pe" not in mailoutbox[0].body
    assert Client().post("/cuenta/login/", {"login": before, "password": "lluvia sobre Ite"}).status_code == 200
    new = {"login": "rosa.q@example.pe", "password": "lluvia sobre Ite"}
    assert Client().post("/cuenta/login/", new).status_code == 302
    assert Entry.objects.filter(verb="people.email_changed", subject_id=rosa.pk, actor=hilda).count() == 1


def test_an_address_of_somebody_else_is_refused_beside_its_field(hilda, elmer, visit, rosa):
    answer = visit(hilda, "person_email", rosa.pk, method="post", data={"email": elmer.email.upper()})

    assert answer.status_code == 422
    assert "ya es de otra persona" in answer.content.decode()
    assert User.objects.get(pk=rosa.pk).email == rosa.email


def test_staff_keep_an_address(hilda, elmer, rosa):
    with pytest.raises(NeedsEmail):
        correct_email(user=elmer, email=None, by=hilda)

    assert correct_email(user=rosa, email="", by=hilda).email is None


def test_a_changed_telephone_is_on_record_once(hilda, rosa):
    for number in ("+51952000001", "+51952000001", "+51952000002", None, None):
        set_phone(user=rosa, phone=parse_phone(number) if number else None, by=hilda)

    assert Entry.objects.filter(verb="people.phone_changed", subject_id=rosa.pk, actor=hilda).count() == 3
