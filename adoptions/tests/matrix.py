"""The rows of this app in the isolation matrix (tests/tenancy/matrix.py)."""

from datetime import date, timedelta

from django.utils import timezone

from adoptions.models import NeediestList
from adoptions.tests.factories import make_adoption, make_day, see
from core.accounts.enums import Role
from needs.enums import NeedState
from needs.tests.factories import NeedFactory
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory, freeze_target

THIS_YEARS = 50  # the version in force, whatever ámbitos other things have
TABLE = """
                                                     head spec dire memb guar case regi oper neig anon
adoptions:school_list                         GET    200  200  403  403  403  403  200  404  404  in
adoptions:adoption_create                     GET    200  200  403  403  403  403  403  404  404  in
adoptions:adoption_create                     POST   302  302  403  403  403  403  403  404  404  in
adoptions:adoption_detail {adoption}          GET    200  200  403  403  403  403  200  404  404  in
adoptions:adoption_renew {adoption}           GET    200  200  403  403  403  403  403  404  404  in
adoptions:adoption_renew {adoption}           POST   302  302  403  403  403  403  403  404  404  in
adoptions:adoption_hand_over {adoption}       GET    200  200  403  403  403  403  403  404  404  in
adoptions:adoption_hand_over {adoption}       POST   302  302  403  403  403  403  403  404  404  in
adoptions:adoption_return {adoption}          GET    200  200  403  403  403  403  403  404  404  in
adoptions:adoption_return {adoption}          POST   302  302  403  403  403  403  403  404  404  in
adoptions:recognition_issue {adoption_unit}   GET    405  403  403  403  403  403  403  404  404  in
adoptions:recognition_issue {adoption_unit}   POST   302  403  403  403  403  403  403  404  404  in
adoptions:day_plan {adoption}                 GET    200  200  403  403  403  403  403  404  404  in
adoptions:day_plan {adoption}                 POST   302  302  403  403  403  403  403  404  404  in
adoptions:day_detail {work_day}               GET    200  200  200  404  403  403  200  404  404  in
adoptions:day_tell {work_day}                 GET    200  200  403  403  403  403  403  404  404  in
adoptions:day_tell {work_day}                 POST   302  302  403  403  403  403  403  404  404  in
adoptions:school_adoptions {adopted_school}   GET    200  200  200  404  403  403  200  404  404  in
adoptions:partner_adoptions {adoption_partner} GET   200  200  403  403  403  403  200  404  404  in
adoptions:neediest_current                    GET    200  200  403  403  403  403  302  404  404  in
adoptions:neediest_freeze                     GET    200  200  403  403  403  403  403  404  404  in
adoptions:neediest_freeze                     POST   302  302  403  403  403  403  403  404  404  in
adoptions:neediest_detail {neediest}          GET    200  200  403  403  403  403  200  404  404  in
adoptions:neediest_add {neediest}             GET    200  200  403  403  403  403  403  404  404  in
adoptions:neediest_add {neediest}             POST   302  302  403  403  403  403  403  404  404  in
"""


def told(**days):
    """What is posted, its days told from today when it is posted."""
    today = timezone.localdate
    return lambda: {
        name: (today() + timedelta(days=value)).isoformat() if isinstance(value, int) else value
        for name, value in days.items()
    }


POSTED = {
    "adoptions:adoption_create": told(
        school="{adoption_free}", contact="{adoption_contact}", from_date="{adoption_from}", to_date=90
    ),
    "adoptions:adoption_renew": told(to_date=400),
    "adoptions:adoption_hand_over": told(contact="{adoption_contact}", since_date=0, reason="Rota la unidad"),
    "adoptions:adoption_return": {"reason": "La unidad se va"},
    "adoptions:day_plan": told(work="walls", day_date=3),
    "adoptions:day_tell": {"people": "9", "hours": "5"},
    "adoptions:neediest_freeze": {"seen": "{adopted_school}"},
    "adoptions:neediest_add": {"school": "{adoption_free}", "reason": "Se cayó el cerco"},
}


def things(people):
    """A school adopted since last year, whose list is frozen, with a day of work; a free one; this year's ámbito."""
    head, today = people[Role.UGEL_HEAD], timezone.localdate()
    last_year = date(today.year - 1, 12, 1)
    school, free = SchoolFactory.create_batch(2)
    freeze_target(school, year=today.year, version=THIS_YEARS)
    NeedFactory(school=school, reported_by=head, state=NeedState.ACCEPTED)
    if director := people.get(Role.SCHOOL_HEAD):
        SchoolStaff.objects.create(school=school, user=director, is_head=True, from_date=last_year)
    adoption = make_adoption(head, school=school, first=last_year)
    other = ContactFactory(partner=PartnerFactory(created_by=head))
    return {
        "adoption": adoption.pk,
        "adoption_unit": [adoption.pk, adoption.partner_id],
        "adoption_partner": adoption.partner_id,
        "adoption_contact": other.pk,
        "adoption_free": free.pk,
        "adopted_school": school.pk,
        "work_day": see(make_day(head, adoption), ugel=head).pk,
        "adoption_from": last_year.isoformat(),
        "neediest": NeediestList.objects.get(year=last_year.year).pk,
    }
