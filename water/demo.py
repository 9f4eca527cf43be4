"""The water of the demo UGEL's year: tankers under promise, weeks told by most schools, samples, one that failed."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from commitments.enums import Promiser
from commitments.services import Voice, confirm, make_commitment, on_dates
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from needs.enums import Category
from partners.enums import ContactRole, PartnerKind, Sector
from partners.models import Partner
from partners.services import add_contact, register_partner
from schools.enums import Party
from schools.models import School
from schools.selectors.calendar import school_days
from water import services
from water.enums import HadWater, Source
from water.models import DayState, Supply

WEEKS_BACK = timedelta(days=62)
SOURCES = (Source.TANKER, Source.NETWORK, Source.TANKER, Source.WELL_COVERED, Source.RIVER, Source.NETWORK)
JASS = "JASS de Locumba"
MEASURES = ("ph", "coliforms", "thermotolerant", "e_coli", "arsenic")


def load(demo: Demo) -> None:
    """Tell the last weeks once, through the services people use."""
    with scope(demo.ugel):
        if Supply.objects.exists():
            return
        by, schools = demo.people["specialist"], list(School.objects.current().order_by("national_key")[:18])
        for at, school in enumerate(schools):
            litres = 2500 if at % 3 else 5000
            source = SOURCES[at % len(SOURCES)]
            services.save_supply(school=school, source=source, tank_litres=litres if at % 5 else None, by=by)
        tanker, contact = _supplier(by)
        _days(demo, schools)
        _deliveries(demo, schools[0], tanker, contact)
        _samples(demo, schools)
        demo.say(f"water: {DayState.objects.count()} days told")


def _supplier(by):
    partner = Partner.objects.filter(name=JASS).first() or register_partner(
        name=JASS, kind=PartnerKind.JASS, sector=Sector.WATER, by=by
    )
    contact = add_contact(
        partner=partner, name="Aurelio Mamani", role=ContactRole.COORDINATES, phone="+51952000177", by=by
    )
    today = timezone.localdate()
    told = {"partner": partner, "by": by}
    services.save_tanker(plate="Z3B-118", authorisation="RD 077-DIRESA", valid_to=today - timedelta(days=12), **told)
    tanker = services.save_tanker(
        plate="Z1A-234", authorisation="RD 214-DIRESA", valid_to=today + timedelta(days=5), **told
    )
    return tanker, contact


def _days(demo, schools) -> None:
    """Most schools say each day; one in six is silent since two weeks; one has no water now."""
    today = demo.today
    calendar = school_days(today - WEEKS_BACK, today, school_ids=[one.pk for one in schools])
    for at, school in enumerate(schools[:12]):
        for number, day in enumerate(sorted(calendar.get(school.pk, ()))):
            if at % 6 == 5 and day > today - timedelta(days=14):
                continue
            state = HadWater.PARTLY if at % 4 == 2 and number % 7 == 3 else HadWater.YES
            if at == 4 and day >= today - timedelta(days=1):
                state = HadWater.NO
            litres = 600 + 150 * ((number + at) % 9) if number % 5 == 0 else None
            said = {"state": state, "litres_left": litres, "by": demo.people["specialist"]}
            services.record_day(school=school, day=day, at=_afternoon(day), **said)


def _afternoon(day) -> datetime:
    return min(timezone.now(), timezone.make_aware(datetime.combine(day, time(16))))


def _deliveries(demo, school, tanker, contact) -> None:
    """A delivery each week by promise; the last one is still to be noted."""
    by, today = demo.people["specialist"], demo.today
    dates = [today - timedelta(days=days) for days in (35, 28, 21, 14, 7)] + [today, today + timedelta(days=7)]
    begun = timezone.make_aware(datetime.combine(dates[0] - timedelta(days=7), time(10)))
    made = make_commitment(
        school=school,
        parts=on_dates(dates, Decimal(3000)),
        promiser=Promiser.PARTNER,
        partner=contact.partner,
        what="Agua potable en cisterna",
        unit="litros",
        category=Category.WATER,
        strategy="water",
        origin_text="Agua segura",
        is_asked=False,
        by=by,
        at=begun,
    )
    confirm(commitment=made, version=1, voice=Voice.of_contact(contact), at=begun)
    for instalment in list(made.instalments.in_order())[:4]:
        services.record_delivery(
            school=school,
            day=instalment.due_date,
            litres=3000,
            party=Party.UGEL,
            tanker=tanker,
            instalment=instalment,
            by=by,
            at=_afternoon(instalment.due_date),
        )


def _samples(demo, schools) -> None:
    """Chlorine over the weeks at one school, and one school whose water is not fit."""
    by, none = demo.people["specialist"], dict.fromkeys(MEASURES)
    found = ((0, 50, "0.9", "1.2"), (0, 36, "0.7", "1.4"), (0, 22, "0.4", "2.1"), (0, 8, "0.6", "1.1"))
    found += ((1, 30, "0.5", "0.8"), (3, 20, "1.1", "4.9"), (4, 3, "0.2", "6.5"))
    for place, days, chlorine, turbidity in found:
        services.record_sample(
            school=schools[place],
            taken_date=demo.today - timedelta(days=days),
            at=_afternoon(demo.today - timedelta(days=days)),
            point="Caño del patio",
            chlorine=Decimal(chlorine),
            turbidity=Decimal(turbidity),
            taken_by="Red de Salud Jorge Basadre",
            by=by,
            **none,
        )
