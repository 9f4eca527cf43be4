"""The partner's page by its link, and the desk that follows: no account, no script, one press, two witnesses."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from commitments import services
from commitments.enums import CommitmentState, Outcome, Promiser
from commitments.models import Commitment
from commitments.services import Voice, on_dates
from core.accounts.enums import Role
from core.tenancy.scope import scope
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload
from tests.workers import wait_for
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = pytest.mark.parametrize("width", [360, 1280])


class Barracks:
    """An army unit with a colonel, and two schools it made a promise to."""

    def __init__(self, ugel):
        self.ugel, self.day = ugel, timezone.localdate() + timedelta(days=20)
        with scope(ugel):
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.hilda = make_person("hilda", Role.UGEL_HEAD, ugel=ugel)
            self.army = PartnerFactory(name="Ejército", created_by=self.elmer)
            self.colonel = ContactFactory(
                partner=self.army, name="Coronel Díaz", search_name="coronel diaz", post="Jefe de unidad"
            )
            self.chairs = self.promise("Cien sillas", "IE 42042 San Martín")
            self.paint = self.promise("Pintar las aulas", "IE 42043 Bolognesi")

    def promise(self, what, school):
        return services.make_commitment(
            school=SchoolFactory(name=school),
            promiser=Promiser.PARTNER,
            partner=self.army,
            what=what,
            unit="unidades",
            category="furniture",
            parts=on_dates([self.day], Decimal(100)),
            by=self.elmer,
        )

    def link(self):
        """What the colonel got by WhatsApp, and the key behind it."""
        with scope(self.ugel):
            key = services.issue_key(contact=self.colonel, commitments=[self.chairs, self.paint], by=self.elmer)
            return f"/{self.ugel.code}{services.path_of(key)}", key

    def states(self):
        with scope(self.ugel):
            return [Commitment.objects.get(pk=one.pk).state for one in (self.chairs, self.paint)]

    def verified(self, commitment):
        with scope(self.ugel):
            told = services.confirm(commitment=commitment, version=1, voice=Voice.of_contact(self.colonel))
            one = told.instalments.get()
            for voice in (Voice.of_contact(self.colonel), Voice.of_user(self.elmer, Party.UGEL)):
                services.attest(instalment=one, voice=voice, outcome=Outcome.DELIVERED)


@pytest.fixture
def barracks(norte_closed):
    return Barracks(norte_closed)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "sillas.jpg"
    path.write_bytes(photo_upload(size=(1600, 1200)).read())
    return path


@WIDTHS
def test_a_colonel_confirms_and_says_what_was_delivered_without_account_or_script(
    without_javascript, worker, barracks, picture, watch, width
):
    # given a link with two promises, opened on a phone that runs no script
    address, key = barracks.link()
    phone = without_javascript(width)
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("le pide confirmar")

    # when the colonel confirms the chairs and leaves the paint
    phone.get_by_role("checkbox").nth(1).uncheck()
    sign(phone)
    phone.get_by_role("button", name="Confirmar lo marcado").click()
    expect(phone.get_by_role("status").first).to_contain_text("Quedó confirmado 1 compromiso. Gracias.")
    assert sorted(barracks.states()) == [CommitmentState.CONFIRMED, CommitmentState.PROPOSED]

    # and says that they came, with a photo
    phone.get_by_role("link", name="Decir qué se entregó").click()
    phone.get_by_label("Se entregó", exact=True).check()
    phone.get_by_label("Fotos de cómo quedó").set_input_files(picture)
    sign(phone)
    phone.get_by_role("button", name="Enviar a la UGEL").click()
    expect(phone.get_by_role("status").first).to_contain_text("quedará verificado")
    assert sorted(barracks.states()) == [CommitmentState.DELIVERED, CommitmentState.PROPOSED]
    wait_for(lambda: photos_of(barracks) == 1, lambda: worker.log("worker"))

    # then a link that was lost says so, and the code of the letter is asked instead
    watch.expects(410)
    with scope(barracks.ugel):
        services.revoke_key(key=key, by=barracks.hilda)
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Este enlace no abre")
    phone.get_by_role("link", name="Escribir el código de la carta").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Escriba el código de su carta")


def sign(phone):
    phone.get_by_label("Su nombre y apellidos").fill("Juan Díaz")
    phone.get_by_label("Su cargo").fill("Coronel")


def photos_of(barracks):
    with scope(barracks.ugel):
        return sum(one.evidence.count() for one in Commitment.objects.all())


def test_the_page_is_answered_with_keys_alone_in_the_contacts_language(browser_at, keyboard_only, barracks, axe):
    # given a commander who reads Kyrgyz
    with scope(barracks.ugel):
        barracks.colonel.language = "ky"
        barracks.colonel.save()
    address, _key = barracks.link()
    desk = browser_at(1280)
    keys = keyboard_only(desk)
    desk.goto(address)
    expect(desk.locator("html")).to_have_attribute("lang", "ky")
    axe(desk)

    # when everything is confirmed without a mouse
    keys.write(desk.locator("input[name=name]"), "Азамат Токтогулов")
    keys.write(desk.locator("input[name=post]"), "Командир")
    keys.press(desk.locator("button.go"))

    # then both promises stand
    expect(desk.get_by_role("status").first).to_be_visible()
    assert barracks.states() == [CommitmentState.CONFIRMED, CommitmentState.CONFIRMED]
    axe(desk)


@WIDTHS
def test_many_are_closed_from_the_board_and_what_failed_is_said(browser_at, as_person, barracks, axe, width):
    # given chairs that two saw, and paint that nobody confirmed
    barracks.verified(barracks.chairs)
    desk = as_person(browser_at(width), barracks.elmer)
    desk.goto("/230008/compromisos/tablero/")
    expect(desk.get_by_role("link", name="Cien sillas")).to_be_visible()
    axe(desk)

    # when both are marked to be closed
    for box in desk.locator("input[name=commitments]").all():
        box.check()
    desk.get_by_label("Qué hacer").select_option(label="Cerrar lo verificado")
    desk.get_by_role("button", name="Aplicar").click()

    # then one is closed, and the other says why not
    expect(desk.get_by_text("Pintar las aulas").first).to_be_visible()
    expect(desk.get_by_role("link", name="Cerrado 1")).to_be_visible()
    assert barracks.states() == [CommitmentState.CLOSED, CommitmentState.PROPOSED]
    axe(desk)
    desk.get_by_role("link", name="Por quien promete").click()
    expect(desk.get_by_role("heading", name="Ejército")).to_be_visible()
    axe(desk)


def test_the_dates_reach_the_specialists_own_calendar_until_the_address_ends(browser_at, as_person, barracks, axe):
    # given a confirmed promise with its date
    with scope(barracks.ugel):
        services.confirm(commitment=barracks.chairs, version=1, voice=Voice.of_contact(barracks.colonel))
    desk = as_person(browser_at(1280), barracks.elmer)
    desk.goto(f"/230008/compromisos/calendario/?mes={barracks.day:%Y-%m}")
    expect(desk.get_by_role("link", name="Cien sillas")).to_be_visible()
    axe(desk)

    # when a secret address is asked for
    desk.get_by_role("button", name="Pedir mi dirección").click()
    address = desk.get_by_label("Dirección secreta").input_value()
    program = browser_at(1280).context.request  # as a calendar program asks: without a session
    written = program.get(address).text()
    assert "BEGIN:VEVENT" in written
    assert f"{barracks.day:%Y%m%d}" in written

    # then it opens nothing once it was ended
    desk.get_by_role("button", name="Anular la dirección").click()
    expect(desk.get_by_role("button", name="Pedir mi dirección")).to_be_visible()
    assert program.get(address).status == 404
