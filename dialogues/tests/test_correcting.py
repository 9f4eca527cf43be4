"""What was noted wrong: mended or struck, its promises with it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commitments.enums import Channel, CommitmentState, Outcome
from commitments.models import Commitment
from commitments.services import Voice, attest
from core.audit.models import Entry
from dialogues import selectors, services
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory

TODAY = timezone.localdate
TERMS = {"what": "Sillas", "quantity": "12", "unit": "sillas", "due_date": "2026-12-20", "reason": "Se oyó mal"}


@pytest.fixture
def colonel(norte, hilda):
    return ContactFactory(
        partner=PartnerFactory(name="Ejército del Perú", created_by=hilda), name="Coronel Díaz", role="authorises"
    )


@pytest.fixture
def agreed(norte, colonel, elmer):
    """agreed(day): an agreement for two schools of a sitting where the colonel signed."""
    schools = SchoolFactory.create_batch(2)
    table = services.open_table(name="Mesa de Locumba", territory=schools[0].district, by=elmer)

    def go(day):
        session = services.convene(table=table, session_date=day, place="Local comunal", by=elmer)
        services.note_attendance(session=session, contact=colonel, has_signed=True, by=elmer)
        told = {"what": "Sillas", "category": "furniture", "quantity": Decimal(10), "unit": "sillas"}
        return services.agree(
            session=session, partner=colonel.partner, schools=schools, due_date=date(2026, 12, 20), by=elmer, **told
        )

    return go


@pytest.mark.parametrize(("days", "state"), [(0, CommitmentState.CONFIRMED), (10, CommitmentState.PROPOSED)])
def test_a_corrected_agreement_asks_again_whoever_is_no_longer_in_the_room(agreed, elmer, visit, days, state):
    agreement = agreed(TODAY() - timedelta(days=days))

    answer = visit(elmer, "dialogues:item_correct", "acuerdos", agreement.pk, method="post", data=TERMS)

    assert answer.status_code == 302
    agreement.refresh_from_db()
    assert (agreement.quantity, agreement.is_confirmed_there) == (12, days == 0)
    made = Commitment.objects.order_by("pk")
    assert [(one.quantity, one.version, one.state) for one in made] == [(12, 2, state)] * 2
    assert selectors.told_at(agreement.session)["agreements"][0]["is_signed"] is (days == 0)


def test_an_agreement_somebody_saw_delivered_is_corrected_at_its_commitments(agreed, elmer, colonel, visit):
    agreement = agreed(TODAY() - timedelta(days=10))
    instalment = Commitment.objects.order_by("pk").first().instalments.get()
    voice = Voice.on_behalf(party=Party.PROMISER, recorded_by=elmer, channel=Channel.CALL, contact=colonel)
    attest(instalment=instalment, voice=voice, outcome=Outcome.DELIVERED)

    answer = visit(elmer, "dialogues:item_correct", "acuerdos", agreement.pk, method="post", data=TERMS)

    assert answer.status_code == 422
    assert "cámbielo en el compromiso" in answer.content.decode()
    with pytest.raises(services.AgreementUnderWay):
        services.strike_agreement(item=agreement, reason="No se dijo", by=elmer)
    agreement.refresh_from_db()
    assert (agreement.quantity, agreement.struck_because) == (10, "")


def test_a_struck_agreement_cancels_its_promises_and_is_in_no_acta(agreed, elmer, visit):
    agreement = agreed(TODAY())

    visit(elmer, "dialogues:item_strike", "acuerdos", agreement.pk, method="post", data={"reason": "No se dijo"})

    assert set(Commitment.objects.values_list("state", "ending_reason")) == {("cancelled", "No se dijo")}
    assert selectors.told_at(agreement.session)["agreements"] == []
    assert "Sillas" in Entry.objects.get(verb="dialogues.struck").data["what"]


def test_a_name_is_mended_and_who_did_not_come_leaves_the_list(agreed, elmer, visit):
    session = agreed(TODAY()).session
    rosa = services.note_attendance(session=session, name="Rosa Kispe", entity="IE", by=elmer)

    told = {"name": "Rosa Quispe", "entity": "IE San Martín", "has_signed": "on"}
    visit(elmer, "dialogues:item_correct", "asistencia", rosa.pk, method="post", data=told)
    rosa.refresh_from_db()
    assert (rosa.name, rosa.entity, rosa.has_signed) == ("Rosa Quispe", "IE San Martín", True)
    assert Entry.objects.get(verb="dialogues.corrected").data["before"]["name"] == "Rosa Kispe"

    assert visit(elmer, "dialogues:item_strike", "asistencia", rosa.pk, method="post").status_code == 422
    visit(elmer, "dialogues:item_strike", "asistencia", rosa.pk, method="post", data={"reason": "Se fue antes"})
    assert [one.name for one in session.attendances.standing()] == ["Coronel Díaz"]


def test_a_struck_problem_leaves_what_was_agreed(agreed, elmer):
    agreement = agreed(TODAY())
    told = {"severity": 1, "reach": 1, "feasibility": 1}
    problem = services.note_problem(session=agreement.session, text="Faltan sillas", by=elmer, **told)
    agreement.problem = problem
    agreement.save()

    services.strike_problem(item=problem, reason="Repetido", by=elmer)

    agreement.refresh_from_db()
    assert (agreement.problem, selectors.problems_of(agreement.session)) == (None, [])


def test_what_was_struck_is_neither_mended_nor_struck_again(agreed, elmer, visit):
    agreement = agreed(TODAY())
    services.strike_agreement(item=agreement, reason="No se dijo", by=elmer)

    assert visit(elmer, "dialogues:item_correct", "acuerdos", agreement.pk).status_code == 404
    with pytest.raises(services.AlreadyStruck):
        services.strike_agreement(item=agreement, reason="Otra vez", by=elmer)
    agreement.refresh_from_db()
    assert agreement.struck_because == "No se dijo"
