from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from commitments.models import Instalment
from commitments.services import Voice, confirm, make_commitment, on_dates
from guardians import services
from guardians.models import Code


def make_code(by):
    return Code.objects.order_by("-number").first() or services.publish_code(text="Digo lo que vi.", by=by)


def make_guardian(by, *, schools=(), territories=(), user=None, full_name="Berta Laura", tied_to=(), **told):
    """Accepted from a month ago, with the ties told."""
    make_code(by)
    today = timezone.localdate()
    told = {"from_date": today - timedelta(days=30), "signed_date": today - timedelta(days=30), **told}
    guardian = services.accept(
        schools=schools, territories=territories, user=user, full_name="" if user else full_name, by=by, **told
    )
    for partner in tied_to:
        services.declare_tie(guardian=guardian, partner=partner, kind="works", by=by)
    return guardian


def make_delivery(by, *, contact, school, days=-2, quantity=10, what="Diez sillas") -> Instalment:
    """Promised by the partner of `contact` for so many days from today, and confirmed."""
    made = make_commitment(
        school=school,
        parts=on_dates([timezone.localdate() + timedelta(days=days)], Decimal(quantity)),
        promiser="partner",
        partner=contact.partner,
        what=what,
        unit="sillas",
        category="furniture",
        is_asked=False,
        by=by,
    )
    confirm(commitment=made, version=1, voice=Voice.of_contact(contact))
    return Instalment.objects.select_related("commitment__school", "commitment__partner").get(commitment=made)


def make_visit(by, guardian, school, *, instalment=None, days=7, question=""):
    due = timezone.localdate() + timedelta(days=days)
    return services.assign_visit(
        guardian=guardian, school=school, instalment=instalment, due_date=due, question=question, by=by
    )
