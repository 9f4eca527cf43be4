"""The rows of this app in the isolation matrix (tests/tenancy/matrix.py)."""

from datetime import date
from decimal import Decimal

from alliances import services
from alliances.tests.factories import make_alliance, make_call, make_signed, offer_openly
from core.accounts.enums import Role
from needs.tests.factories import NeedFactory
from partners.tests.factories import ContactFactory, PartnerFactory
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
alliances:need_gaps                             GET   200  200  403  403  403  403  200  404  404  in
alliances:need_helpers                          GET   404  404  403  403  403  403  403  404  404  in
alliances:call_list                             GET   200  200  403  403  403  403  200  404  404  in
alliances:call_create                           GET   302  302  403  403  403  403  403  404  404  in
alliances:call_create                           POST  302  302  403  403  403  403  403  404  404  in
alliances:call_detail {call}                    GET   200  200  403  403  403  403  200  404  404  in
alliances:call_ask {call}                       GET   200  200  403  403  403  403  403  404  404  in
alliances:call_ask {call}                       POST  302  302  403  403  403  403  403  404  404  in
alliances:call_close {call}                     GET   405  405  403  403  403  403  403  404  404  in
alliances:call_close {call}                     POST  302  302  403  403  403  403  403  404  404  in
alliances:offer_accept {offered}                GET   200  200  403  403  403  403  403  404  404  in
alliances:offer_accept {offered}                POST  302  302  403  403  403  403  403  404  404  in
alliances:offer_decline {offered}               GET   200  200  403  403  403  403  403  404  404  in
alliances:offer_decline {offered}               POST  302  302  403  403  403  403  403  404  404  in
alliances:offer_recognise {open_offer}          GET   200  200  403  403  403  403  403  404  404  in
alliances:offer_recognise {open_offer}          POST  302  302  403  403  403  403  403  404  404  in
alliances:offer_set_aside {open_offer}          GET   200  200  403  403  403  403  403  404  404  in
alliances:offer_set_aside {open_offer}          POST  302  302  403  403  403  403  403  404  404  in
alliances:call_open {open_token}                GET   200  200  200  200  200  200  200  200  200  200
alliances:call_open {open_token}                POST  302  302  302  302  302  302  302  302  302  302
alliances:call_answer {called_token}            GET   200  200  200  200  200  200  200  200  200  200
alliances:call_answer {called_token}            POST  302  302  302  302  302  302  302  302  302  302
alliances:resource_add {alliance}               GET   200  200  403  403  403  403  403  404  404  in
alliances:resource_add {alliance}               POST  302  302  403  403  403  403  403  404  404  in
alliances:alliance_export                       GET   200  200  403  403  403  403  200  404  404  in
alliances:paper_strike {alliance_paper}         GET   200  200  403  403  403  403  403  404  404  in
alliances:paper_strike {alliance_paper}         POST  302  302  403  403  403  403  403  404  404  in
alliances:call_reopen {call}                    GET   200  200  403  403  403  403  403  404  404  in
alliances:call_reopen {call}                    POST  302  302  403  403  403  403  403  404  404  in
alliances:called_link {called}                  GET   200  200  403  403  403  403  403  404  404  in
alliances:resource_edit {resource}              GET   200  200  403  403  403  403  403  404  404  in
alliances:resource_edit {resource}              POST  302  302  403  403  403  403  403  404  404  in
alliances:resource_strike {resource}            GET   200  200  403  403  403  403  403  404  404  in
alliances:resource_strike {resource}            POST  302  302  403  403  403  403  403  404  404  in
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


ARGUMENTS = {"alliances:alliance_export": ["csv"]}
POSTED = {
    "alliances:alliance_create": TOLD,
    "alliances:alliance_edit": TOLD,
    "alliances:alliance_move": {"stage": "contacted"},
    "alliances:alliance_sign": {"signed_date": "2026-01-02", "from_date": "2026-01-02"},
    "alliances:alliance_end": {"reason": "No hubo acuerdo"},
    "alliances:paper_add": paper,
    "alliances:resource_add": {"what": "Pintura"},
    "alliances:resource_edit": {"version": "1", "what": "Pintura", "spent": "20", "spent_source": "Factura 7"},
    "alliances:resource_strike": {"reason": "Repetido"},
    "alliances:call_create": {
        "necesidad": "{call_for}",
        "title": "Carpetas",
        "until": "2050-01-01",
        "unit_{call_for}": "carpetas",
        "contacts": "{call_contact}",
    },
    "alliances:call_ask": {"contacts": "{call_contact}"},
    "alliances:call_answer": {"n{call_need}-quantity": "5", "n{call_need}-due_date": "2050-01-02"},
    "alliances:call_reopen": {"until": "2050-01-01"},
    "alliances:paper_strike": {"reason": "Era de otra"},
    "alliances:offer_accept": {"quantity": "5", "due_date": "2050-01-02", "offered_at": "{offered_at}"},
    "alliances:offer_recognise": {"contact": "{call_contact}"},
    "alliances:offer_set_aside": {"reply": "Ya no hace falta"},
    "alliances:call_open": {
        "asked": "{call_need}",
        "quantity": "5",
        "due_date": "2050-01-02",
        "entity": "Ferretería Ite",
        "name": "Pedro Choque",
        "phone": "952000444",
    },
    "alliances:offer_decline": {"reply": "Ya no hace falta", "offered_at": "{offered_at}"},
}


def things(people):
    """One alliance being talked about and one in force."""
    head = people[Role.UGEL_HEAD]
    partner, school = PartnerFactory(created_by=head), SchoolFactory()
    talked = make_alliance(head, partners=[partner], schools=[school])
    signed = make_signed(head, date(2026, 1, 1), date(2027, 1, 1), partners=[partner])
    first, second, third = (ContactFactory(partner=partner) for _ in range(3))
    need = NeedFactory(school=school, reported_by=head)
    call = make_call(head, need, contacts=[first, second])
    called, other = call.called.order_by("pk")
    asked = call.needs.get()
    offered = services.offer(called=other, call_need=asked, quantity=Decimal(5), due_date=date(2050, 1, 2))
    return {
        "resource": services.add_resource(alliance=talked, what="Pintura", by=head).pk,
        "call": call.pk,
        "call_for": need.pk,
        "call_need": asked.pk,
        "call_contact": third.pk,
        "called": called.pk,
        "alliance_paper": services.add_paper(alliance=signed, scan=photo_upload(), caption="Acta", by=head).pk,
        "called_token": services.LINKS.token_of(called),
        "open_offer": offer_openly(call).pk,
        "open_token": services.OPEN_LINKS.token_of(call),
        "offered": offered.pk,
        "offered_at": offered.offered_at.isoformat(),
        "alliance": talked.pk,
        "alliance_signed": signed.pk,
        "alliance_partner": partner.pk,
        "alliance_school": school.pk,
        "alliance_follower": head.pk,
    }
