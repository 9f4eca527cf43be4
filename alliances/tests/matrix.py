"""The rows of this app in the isolation matrix (tests/tenancy/matrix.py)."""

from datetime import date

from alliances.tests.factories import make_alliance, make_signed
from core.accounts.enums import Role
from partners.tests.factories import PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload

TABLE = """
                                                      head spec dire memb guar case regi oper neig anon
alliances:alliance_list                         GET   200  200  403  403  403  403  200  404  404  in
alliances:alliance_create                       GET   200  200  403  403  403  403  403  404  404  in
alliances:alliance_create                       POST  302  302  403  403  403  403  403  404  404  in
alliances:alliance_detail {alliance}            GET   200  200  403  403  403  403  200  404  404  in
alliances:alliance_edit {alliance}              GET   200  200  403  403  403  403  403  404  404  in
alliances:alliance_edit {alliance}              POST  302  302  403  403  403  403  403  404  404  in
alliances:alliance_move {alliance}              GET   405  405  403  403  403  403  403  404  404  in
alliances:alliance_move {alliance}              POST  302  302  403  403  403  403  403  404  404  in
alliances:alliance_sign {alliance}              GET   200  200  403  403  403  403  403  404  404  in
alliances:alliance_sign {alliance}              POST  302  302  403  403  403  403  403  404  404  in
alliances:alliance_end {alliance}               GET   200  200  403  403  403  403  403  404  404  in
alliances:alliance_end {alliance}               POST  302  302  403  403  403  403  403  404  404  in
alliances:alliance_renew {alliance_signed}      GET   405  405  403  403  403  403  403  404  404  in
alliances:alliance_renew {alliance_signed}      POST  302  302  403  403  403  403  403  404  404  in
alliances:paper_add {alliance}                  GET   200  200  403  403  403  403  403  404  404  in
alliances:paper_add {alliance}                  POST  302  302  403  403  403  403  403  404  404  in
alliances:partner_alliances {alliance_partner}  GET   200  200  403  403  403  403  200  404  404  in
alliances:school_alliances {alliance_school}    GET   200  200  403  403  403  403  200  404  404  in
"""
TOLD = {
    "title": "Pintar aulas",
    "partners": "{alliance_partner}",
    "kind": "agreement",
    "followed_by": "{alliance_follower}",
    "version": 1,
}


def paper():
    return {"caption": "Ordenanza", "scan": photo_upload()}


POSTED = {
    "alliances:alliance_create": TOLD,
    "alliances:alliance_edit": TOLD,
    "alliances:alliance_move": {"stage": "contacted"},
    "alliances:alliance_sign": {"signed_date": "2026-01-02", "from_date": "2026-01-02"},
    "alliances:alliance_end": {"reason": "No hubo acuerdo"},
    "alliances:paper_add": paper,
}


def things(people):
    """One alliance being talked about and one in force."""
    head = people[Role.UGEL_HEAD]
    partner, school = PartnerFactory(created_by=head), SchoolFactory()
    talked = make_alliance(head, partners=[partner], schools=[school])
    signed = make_signed(head, date(2026, 1, 1), date(2027, 1, 1), partners=[partner])
    return {
        "alliance": talked.pk,
        "alliance_signed": signed.pk,
        "alliance_partner": partner.pk,
        "alliance_school": school.pk,
        "alliance_follower": head.pk,
    }
