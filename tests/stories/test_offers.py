"""From a need to those who could help, their offer without an account, and the promise it becomes."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from alliances import services as alliances
from alliances.models import CalledContact
from commitments.models import Commitment
from core.accounts.enums import Role
from core.tenancy.scope import scope
from needs.tests.factories import NeedFactory
from partners.enums import ContactRole
from partners.models import Offer
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def specialist(norte_closed):
    with scope(norte_closed):
        elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)
        NeedFactory(
            school=SchoolFactory(name="IE San Martín"), reported_by=elmer, category="furniture", what="Faltan carpetas"
        )
        army = PartnerFactory(name="Ejército", short_name="", created_by=elmer)
        ContactFactory(partner=army, name="Coronel Díaz", post="Jefe", role=ContactRole.AUTHORISES)
        Offer.objects.create(partner=army, category="furniture", description="Carpetas del taller")
    return elmer


@pytest.mark.parametrize("width", [360, 1280])
def test_a_need_is_offered_to_those_who_could_help_and_becomes_a_promise(
    browser_at, as_person, specialist, norte_closed, axe, width
):
    # given a need, and a partner that said what it can give
    desk = as_person(browser_at(width), specialist)
    desk.goto("/230008/alianzas/falta/")
    axe(desk)
    desk.get_by_role("link", name="quién podría Faltan carpetas").click()
    expect(desk.get_by_text("Ofreció: Carpetas del taller.")).to_be_visible()
    axe(desk)

    # when it is asked for forty
    desk.get_by_label("Coronel Díaz, Jefe").check()
    desk.get_by_role("button", name="Pedirles a los marcados").click()
    expect(desk.get_by_label("Coronel Díaz")).to_be_checked()
    axe(desk)
    desk.get_by_label("¿Hasta qué día se responde?").fill("2050-01-01")
    desk.get_by_label("Cuánto se necesita").fill("40")
    desk.get_by_label("Unidad").fill("carpetas")
    desk.get_by_role("button", name="Enviar la convocatoria").click()
    expect(desk.get_by_text("Nadie ofreció todavía.")).to_be_visible()

    # and offers them on a phone without scripts
    phone = browser_at(360, javascript=False)
    with scope(norte_closed):
        phone.goto(f"/230008{alliances.LINKS.path_of(CalledContact.objects.get())}")
    phone.get_by_label("¿Cuánto podría dar?").fill("40")
    phone.get_by_label("¿Para cuándo?").fill("2050-01-20")
    phone.get_by_role("button", name="Ofrecer").click()
    expect(phone.get_by_text("La UGEL recibió su oferta")).to_be_visible()

    # then, accepted as it is, it is a confirmed promise
    desk.reload()
    axe(desk)
    desk.get_by_role("link", name="Aceptar Ejército", exact=True).click()
    axe(desk)
    desk.get_by_role("button", name="Aceptar", exact=True).click()
    expect(desk.get_by_role("link", name="Compromiso confirmado")).to_be_visible()
    with scope(norte_closed):
        made = Commitment.objects.get()
        assert (made.state, made.quantity, made.strategy) == ("confirmed", Decimal(40), "alliances")
    phone.reload()
    expect(phone.get_by_text("La UGEL aceptó: 40 carpetas")).to_be_visible()
