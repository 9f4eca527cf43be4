"""The rows of this app in the isolation matrix (tests/tenancy/matrix.py)."""

import io
from datetime import timedelta
from types import SimpleNamespace

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.accounts.enums import Role
from partners.tests.factories import PartnerFactory
from schools.enums import Party
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from water.enums import HadWater
from water.resources import write_month
from water.services import record_delivery, save_tanker
from water.tests.factories import take, tell

KEY = "agua-de-la-matriz"
TABLE = """
                                                     head spec dire memb guar case regi oper neig anon
water:school_list                             GET    200  200  403  403  403  403  200  404  404  in
water:export                                  GET    200  200  403  403  403  403  200  404  404  in
water:month                                   GET    200  200  403  403  403  403  200  404  404  in
water:month_print                             GET    200  200  403  403  403  403  200  404  404  in
water:sheet                                   GET  200  200  403  403  403  403  403  404  404  in
water:sheet                                   POST 302  302  403  403  403  403  403  404  404  in
water:sheet_download                          GET  200  200  403  403  403  403  403  404  404  in
water:month_export                            GET    200  200  403  403  403  403  200  404  404  in
water:school_water {water_school}             GET    200  200  200  404  403  403  200  404  404  in
water:delivery_add {water_school}             GET    200  200  200  404  403  403  403  404  404  in
water:delivery_add {water_school}             POST   302  302  302  404  403  403  403  404  404  in
water:delivery_edit {came}                    GET    200  200  200  404  403  403  403  404  404  in
water:delivery_edit {came}                    POST   302  302  302  404  403  403  403  404  404  in
water:delivery_withdraw {came}                GET    200  200  200  404  403  403  403  404  404  in
water:delivery_withdraw {came}                POST   302  302  302  404  403  403  403  404  404  in
water:sample_edit {sampled}                   GET    200  200  403  403  403  403  403  404  404  in
water:sample_edit {sampled}                   POST   302  302  403  403  403  403  403  404  404  in
water:sample_withdraw {sampled}               GET    200  200  403  403  403  403  403  404  404  in
water:sample_withdraw {sampled}               POST   302  302  403  403  403  403  403  404  404  in
water:sample_add {water_school}               GET    200  200  403  403  403  403  403  404  404  in
water:sample_add {water_school}               POST   302  302  403  403  403  403  403  404  404  in
water:supply_edit {water_school}              GET    200  200  403  403  403  403  403  404  404  in
water:supply_edit {water_school}              POST   302  302  403  403  403  403  403  404  404  in
water:tanker_list                             GET    200  200  403  403  403  403  200  404  404  in
water:tanker_add                              GET    200  200  403  403  403  403  403  404  404  in
water:tanker_add                              POST   302  302  403  403  403  403  403  404  404  in
water:tanker_edit {tanker}                    GET    200  200  403  403  403  403  403  404  404  in
water:tanker_edit {tanker}                    POST   302  302  403  403  403  403  403  404  404  in
"""


def posted(**told):
    """A form of today."""
    return lambda: {
        name: timezone.localdate().isoformat() if value == "today" else value for name, value in told.items()
    }


def a_sheet():
    """One row, of the school this app has in each UGEL, of today."""
    out = io.BytesIO()
    write_month(out, [(SimpleNamespace(national_key=KEY, name="IE"), timezone.localdate(), None)])
    book = openpyxl.load_workbook(out)
    book.active["D2"] = "si"
    filled = io.BytesIO()
    book.save(filled)
    return {"sheet": SimpleUploadedFile("agua.xlsx", filled.getvalue())}


POSTED = {
    "water:sheet": a_sheet,
    "water:delivery_add": posted(day="today", litres="5000"),
    "water:delivery_edit": posted(day="today", litres="4500"),
    "water:delivery_withdraw": {"reason": "No llegó"},
    "water:sample_edit": posted(taken_date="today", point="Caño", chlorine="0.9", turbidity="1"),
    "water:sample_withdraw": {"reason": "Era de otra escuela"},
    "water:sample_add": posted(taken_date="today", point="Caño", chlorine="0.8", turbidity="1"),
    "water:supply_edit": {"source": "tanker", "tank_litres": "2500"},
    "water:tanker_add": posted(partner="{water_partner}", plate="Z9Z-999", authorisation="RD 9", valid_to="today"),
    "water:tanker_edit": posted(partner="{water_partner}", plate="Z1A-234", authorisation="RD 10", valid_to="today"),
}


def things(people):
    """A school with a word yesterday and a sample, and a lorry."""
    head, today = people[Role.UGEL_HEAD], timezone.localdate()
    school, partner = SchoolFactory(national_key=KEY), PartnerFactory(created_by=head)
    if director := people.get(Role.SCHOOL_HEAD):
        SchoolStaff.objects.create(school=school, user=director, is_head=True, from_date=today - timedelta(days=90))
    tell(school, head, today - timedelta(days=1), state=HadWater.YES, litres=900)
    sample = take(school, head)
    came = record_delivery(school=school, day=today, litres=5000, party=Party.UGEL, by=head)
    tanker = save_tanker(partner=partner, plate="Z1A-234", authorisation="RD 1", valid_to=today, by=head)
    rows = {"came": [school.pk, came.pk], "sampled": [school.pk, sample.pk]}
    return {"water_school": school.pk, "water_partner": partner.pk, "tanker": tanker.pk, **rows}
