from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners import services
from partners.models import Partner
from partners.tests.factories import ContactFactory, OfferFactory, PartnerFactory
from schools.tests.factories import TerritoryFactory
from tests.queries import UNCOUNTED


def test_list_gives_partners_with_contacts_offers_and_codes(visit, army, elmer):
    OfferFactory(partner=army, quantity="2.50", unit="m³", territory=TerritoryFactory())
    services.correct_partner(partner=army, by=elmer, territories=[TerritoryFactory()], ruc="20131312955")

    (row,) = visit(elmer, "partner-list").json()["results"]

    assert (row["name"], row["kind"], row["iati_type"], row["ruc"]) == (army.name, "army", "10", "20131312955")
    assert row["territories"] == ["230301"]
    assert [(one["name"], one["role"], one["phone"]) for one in row["contacts"]] == [
        ("Raúl Mamani Quispe", "authorises", "+51952000111")
    ]
    assert [(one["quantity"], one["unit"], one["territory"]) for one in row["offers"]] == [("2.50", "m³", "230301")]


def test_list_asks_the_same_for_one_row_and_for_three(visit, elmer, norte):
    def furnish():
        partner = PartnerFactory(created_by=elmer)
        ContactFactory(partner=partner)
        OfferFactory(partner=partner, territory=TerritoryFactory())
        services.correct_partner(partner=partner, by=elmer, territories=[TerritoryFactory()])

    def asked():
        with CaptureQueriesContext(connection) as captured:
            visit(elmer, "partner-list")
        return len([query for query in captured.captured_queries if not query["sql"].startswith(UNCOUNTED)])

    furnish()
    one = asked()
    for _ in range(2):
        furnish()
    assert asked() == one


def test_deactivate_and_back_through_the_same_services(visit, army, elmer):
    row = visit(elmer, "partner-deactivate", army.pk, method="post", data={"reason": "Rotó"}).json()
    assert (row["is_active"], Partner.objects.get().is_active) == (False, False)

    assert visit(elmer, "partner-reactivate", army.pk, method="post").json()["is_active"] is True


def test_merged_partner_is_refused_with_its_sentence(visit, army, elmer):
    gone = PartnerFactory(created_by=elmer, merged_into=army, is_active=False)

    answer = visit(elmer, "partner-reactivate", gone.pk, method="post")

    assert (answer.status_code, answer.json()["detail"]) == (
        422,
        "Este aliado fue unido a otro: trabaje con el que quedó.",
    )
