from datetime import timedelta

from django.utils import timezone

from adoptions import services
from adoptions.enums import Work
from adoptions.models import NeediestList, WorkDay
from adoptions.selectors.neediest import PERCENT
from commitments.enums import Outcome
from commitments.services import Voice, attest, confirm
from needs.enums import NeedState
from needs.tests.factories import NeedFactory
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory, freeze_target


def make_ambito(*severities, by, at=None):
    """An ámbito with a school for each severity of its one accepted need; None has none told. Neediest first."""
    at = at or timezone.now()
    schools = [SchoolFactory(name=f"IE {number:02}") for number, _severity in enumerate(severities, start=1)]
    freeze_target(*schools, year=timezone.localdate(at).year, at=at - timedelta(days=2))
    for school, severity in zip(schools, severities, strict=True):
        if severity:
            told = {"severity": severity, "state": NeedState.ACCEPTED, "reported_at": at - timedelta(days=1)}
            NeedFactory(school=school, reported_by=by, affected_students=20, **told)
    return schools


def make_list(year, by):
    """A frozen list without any school: what lets a unit adopt in that year."""
    known = {"ambito": 0, "wanted": 0, "rules": {PERCENT: 25}, "frozen_by": by, "frozen_at": timezone.now()}
    return NeediestList.objects.get_or_create(year=year, defaults=known)[0]


def make_adoption(by, *, school=None, contact=None, first=None, last=None):
    """In force today for a month more, with one coordinator."""
    today = timezone.localdate()
    first, last = first or today - timedelta(days=30), last or today + timedelta(days=60)
    make_list(first.year, by)
    contact = contact or ContactFactory(partner=PartnerFactory(created_by=by))
    return services.adopt(school=school or SchoolFactory(), contact=contact, from_date=first, to_date=last, by=by)


def make_day(by, adoption, *, days=-5, is_confirmed=True, **told):
    """A day so many days from today, promised by the unit's coordinator."""
    day_date = timezone.localdate() + timedelta(days=days)
    told = {"work": Work.WALLS, "planned_people": 10, **told}
    day = services.plan_day(adoption=adoption, day_date=day_date, by=by, is_asked=False, **told)
    day = WorkDay.objects.with_promise().get(pk=day.pk)
    if is_confirmed:
        confirm(commitment=day.promise, version=1, voice=Voice.of_contact(adoption.contact))
    return WorkDay.objects.with_promise().get(pk=day.pk)


def see(day, *, unit=True, school=None, ugel=None, at=None):
    """Its unit, somebody of the school and somebody of the UGEL, as named, say that it was done."""
    voices = [Voice.of_contact(day.adoption.contact)] if unit else []
    voices += [Voice.of_user(school, Party.SCHOOL)] if school else []
    voices += [Voice.of_user(ugel, Party.UGEL)] if ugel else []
    for voice in voices:
        instalment = day.promise.instalments.all()[0]
        attest(instalment=instalment, voice=voice, outcome=Outcome.DELIVERED, seen_date=day.day_date, at=at)
    return WorkDay.objects.with_promise().get(pk=day.pk)
