"""Who could help, with the reasons; and what of a need is still missing, worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from alliances.selectors import gap_of, open_needs, who_could_help
from alliances.selectors.calls import as_gap
from alliances.selectors.helpers import Helper
from alliances.tests.factories import make_call, make_signed
from commitments.enums import Outcome, Party, Promiser
from commitments.services import Voice, attest, confirm, make_commitment, on_dates
from core.strategies.registry import PromiseRecord
from needs.tests.factories import NeedFactory
from partners.models import Offer, PartnerTerritory
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory, TerritoryFactory
from tests.queries import queries_of


@pytest.fixture
def need(norte, elmer):
    return NeedFactory(school=SchoolFactory(), reported_by=elmer, category="furniture", what="Faltan carpetas")


@pytest.fixture
def partner(hilda):
    """partner(name): with a contact."""

    def make(name):
        made = PartnerFactory(name=name, short_name="", created_by=hilda)
        ContactFactory(partner=made)
        return made

    return make


@pytest.fixture
def promised(elmer):
    """promised(partner, need, 10, "carpetas"): confirmed, and seen by two where `is_seen`."""

    def make(who, need, quantity, unit, *, is_seen=False):
        made = make_commitment(
            school=need.school,
            needs=[need],
            parts=on_dates([date(2026, 6, 1)], Decimal(quantity)),
            promiser=Promiser.PARTNER,
            partner=who,
            what="Carpetas",
            unit=unit,
            category=need.category,
            by=elmer,
        )
        contact = who.contacts.get()
        made = confirm(commitment=made, version=1, voice=Voice.of_contact(contact))
        if is_seen:
            for voice in (Voice.of_contact(contact), Voice.of_user(elmer, Party.UGEL)):
                attest(instalment=made.instalments.get(), voice=voice, outcome=Outcome.DELIVERED)
        return made

    return make


def test_reasons_are_sentences_and_the_most_reasons_stand_first(need, partner, promised, elmer):
    army, mine, red = partner("Ejército"), partner("Minera"), partner("Red de Salud")
    partner("Nadie")
    Offer.objects.create(partner=army, category="furniture", description="Carpetas de madera")
    Offer.objects.create(partner=red, category="water", description="Tanques")
    elsewhere = TerritoryFactory(code="230302", name="ILABAYA")
    Offer.objects.create(partner=red, category="furniture", description="Sillas", territory=elsewhere)
    PartnerTerritory.objects.create(partner=army, territory=need.school.district)
    make_signed(elmer, date(2026, 1, 1), date(2050, 1, 1), partners=[mine], schools=[need.school], title="Convenio")
    other = NeedFactory(school=SchoolFactory(), reported_by=elmer, category="furniture")
    promised(army, other, 10, "carpetas", is_seen=True)

    found = who_could_help([need])

    place = need.school.district.name.title()
    assert [(one.partner.name, one.reasons) for one in found] == [
        ("Ejército", ["Ofreció: Carpetas de madera.", "Ya cumplió 1 compromiso de este tipo.", f"Trabaja en {place}."]),
        ("Minera", ["Tiene una alianza vigente para esta escuela: Convenio."]),
    ]
    assert (found[0].record.kept + found[0].record.late, len(found[0].contacts)) == (1, 1)


def test_helpers_are_asked_for_in_the_same_number_of_queries(need, partner, elmer, norte):
    def asked():
        return len(queries_of(elmer, "alliances:need_helpers", ugel=norte, query=f"necesidad={need.pk}"))

    Offer.objects.create(partner=partner("Ejército"), category="furniture", description="Carpetas")
    few = asked()
    for number in range(6):
        Offer.objects.create(partner=partner(f"Aliado {number}"), category="furniture", description="Carpetas")

    assert asked() == few


def test_the_call_form_names_them_first_with_the_reasons(need, partner, elmer, visit):
    """Of two needs at once, and nobody else is left out."""
    ContactFactory(partner=partner("Aaa sin motivo"))
    army = partner("Ejército")
    Offer.objects.create(partner=army, category="water", description="Tanques")
    other = NeedFactory(school=SchoolFactory(), reported_by=elmer, category="water")

    page = visit(elmer, "alliances:call_create", query=f"necesidad={need.pk}&necesidad={other.pk}")

    labels = [label for _value, label in page.context["form"].fields["contacts"].choices]
    contact = army.contacts.get().name_and_post
    assert labels[0] == f"Ejército · {contact}. Ofreció: Tanques."
    assert [label.startswith("Aaa sin motivo · ") for label in labels[1:]] == [True, True]


def test_how_its_promises_went_is_told_where_there_were_any():
    told = Helper(partner=None, reasons=["Ofreció: Tanques."], record=PromiseRecord(kept=3, broken=1, open=2))

    assert told.sentences == ["Ofreció: Tanques.", "Sus compromisos: 3 a tiempo, 1 sin cumplir."]
    assert Helper(partner=None, record=PromiseRecord(open=2)).sentences == []


def test_the_call_form_asks_as_often_for_many_needs_and_helpers(need, partner, elmer, norte):
    def asked(*needs):
        query = "&".join(f"necesidad={one.pk}" for one in needs)
        return len(queries_of(elmer, "alliances:call_create", ugel=norte, query=query))

    Offer.objects.create(partner=partner("Ejército"), category="furniture", description="Carpetas")
    few = asked(need)
    for number in range(4):
        Offer.objects.create(partner=partner(f"Aliado {number}"), category="furniture", description="Carpetas")
    more = [NeedFactory(school=SchoolFactory(), reported_by=elmer, category="furniture") for _ in range(3)]

    assert asked(need, *more) == few


def test_the_gap_worked_by_hand(need, partner, promised, elmer):
    """Forty asked; ten seen and five promised of the same unit: twenty-five missing. Another unit is not added."""
    army = partner("Ejército")
    NeedFactory(school=need.school, reported_by=elmer, what="Sin cantidad")
    mixed = NeedFactory(school=need.school, reported_by=elmer, what="Otra unidad")
    make_call(elmer, need, mixed)
    promised(army, need, 10, "Carpetas", is_seen=True)
    promised(army, need, 5, "carpetas")
    promised(army, mixed, 3, "juegos")

    gaps = {gap.need.what: gap for gap in map(as_gap, gap_of(open_needs()))}

    told = gaps["Faltan carpetas"]
    assert (told.asked, told.promised, told.seen, told.missing) == (40, 15, 10, 25)
    assert (gaps["Sin cantidad"].asked, gaps["Sin cantidad"].missing) == (None, None)
    assert (gaps["Otra unidad"].promises, gaps["Otra unidad"].promised, gaps["Otra unidad"].missing) == (1, None, None)
