from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from commitments.enums import Promiser
from commitments.services import Voice, confirm, make_commitment, on_dates
from needs.enums import Category
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.models import SchoolYear
from schools.services.calendar import open_school_year, save_term
from water.enums import HadWater
from water.services import record_day, record_sample


def make_calendar(year=2026, first=None, last=None):
    """Classes Monday to Friday from the middle of March to the middle of December, once."""
    if not SchoolYear.objects.filter(year=year).exists():
        made = open_school_year(year=year, weekdays=[1, 2, 3, 4, 5])
        first, last = first or date(year, 3, 16), last or date(year, 12, 18)
        save_term(school_year=made, name="Año", from_date=first, to_date=last)


def tell(school, by, *days, state=HadWater.YES, litres=None):
    for day in days:
        record_day(school=school, day=day, state=state, litres_left=litres, by=by)


def take(school, by, *, day=None, chlorine="0.8", turbidity="1", **measures):
    """A sample; fit unless told otherwise."""
    told = dict.fromkeys(("ph", "coliforms", "thermotolerant", "e_coli", "arsenic"))
    told |= {"chlorine": chlorine and Decimal(chlorine), "turbidity": turbidity and Decimal(turbidity), **measures}
    return record_sample(school=school, taken_date=day or timezone.localdate(), point="Caño", by=by, **told)


def promise_water(school, by, *, days=0, litres=5000, contact=None):
    """A confirmed promise of one delivery so many days from today; gives its instalment."""
    contact = contact or ContactFactory(partner=PartnerFactory(created_by=by))
    made = make_commitment(
        school=school,
        parts=on_dates([timezone.localdate() + timedelta(days=days)], Decimal(litres)),
        promiser=Promiser.PARTNER,
        partner=contact.partner,
        what="Agua en cisterna",
        unit="litros",
        category=Category.WATER,
        is_asked=False,
        by=by,
    )
    confirm(commitment=made, version=1, voice=Voice.of_contact(contact))
    return made.instalments.get()
