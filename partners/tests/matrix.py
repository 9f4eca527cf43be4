"""The partners' rows of the isolation matrix (tests/tenancy/matrix.py says how they are read)."""

from django.core.files.uploadedfile import SimpleUploadedFile

from core.accounts.enums import Role
from core.tenancy.scope import current_ugel
from partners.resources import SHEET, PartnerRows
from partners.tests.factories import ContactFactory, OfferFactory, PartnerFactory
from schools.services.sheets import receive_sheet, try_sheet

TABLE = """
                                               head spec dire memb guar case regi oper neig anon
# partners: staff write, the region reads
partners:partner_list                     GET    200  200  403  403  403  403  200  404  404  in
partners:partner_export                   GET    200  200  403  403  403  403  200  404  404  in
partners:partner_detail {partner}         GET    200  200  403  403  403  403  200  404  404  in
partners:partner_create                   GET    200  200  403  403  403  403  403  404  404  in
partners:partner_create                   POST   302  302  403  403  403  403  403  404  404  in
partners:partner_edit {partner}           GET    200  200  403  403  403  403  403  404  404  in
partners:partner_edit {partner}           POST   302  302  403  403  403  403  403  404  404  in
partners:partner_deactivate {partner}     GET    200  200  403  403  403  403  403  404  404  in
partners:partner_deactivate {partner}     POST   302  302  403  403  403  403  403  404  404  in
partners:partner_reactivate {partner_off} GET    405  405  403  403  403  403  403  404  404  in
partners:partner_reactivate {partner_off} POST   302  302  403  403  403  403  403  404  404  in
partners:partner_twins                    GET    200  200  403  403  403  403  403  404  404  in
partners:partner_merge {partner}          GET    200  200  403  403  403  403  403  404  404  in
partners:partner_merge_confirm {partner_pair} GET  200  200  403  403  403  403  403  404  404  in
partners:partner_merge_confirm {partner_pair} POST 302  302  403  403  403  403  403  404  404  in
partners:contact_add {partner}            GET    200  200  403  403  403  403  403  404  404  in
partners:contact_add {partner}            POST   302  302  403  403  403  403  403  404  404  in
partners:contact_edit {contact}           GET    200  200  403  403  403  403  403  404  404  in
partners:contact_edit {contact}           POST   302  302  403  403  403  403  403  404  404  in
partners:contact_end {contact}            GET    405  405  403  403  403  403  403  404  404  in
partners:contact_end {contact}            POST   302  302  403  403  403  403  403  404  404  in
partners:contact_resume {contact_off}     GET    405  405  403  403  403  403  403  404  404  in
partners:contact_resume {contact_off}     POST   302  302  403  403  403  403  403  404  404  in
partners:offer_add {partner}              GET    200  200  403  403  403  403  403  404  404  in
partners:offer_add {partner}              POST   302  302  403  403  403  403  403  404  404  in
partners:offer_edit {offer}               GET    200  200  403  403  403  403  403  404  404  in
partners:offer_edit {offer}               POST   302  302  403  403  403  403  403  404  404  in
partners:offer_withdraw {offer}           GET    405  405  403  403  403  403  403  404  404  in
partners:offer_withdraw {offer}           POST   302  302  403  403  403  403  403  404  404  in
partners:offer_reopen {offer_off}         GET    405  405  403  403  403  403  403  404  404  in
partners:offer_reopen {offer_off}         POST   302  302  403  403  403  403  403  404  404  in
partners:sheet_upload                     GET    200  200  403  403  403  403  403  404  404  in
partners:sheet_upload                     POST   302  302  403  403  403  403  403  404  404  in
partners:sheet_template                   GET    200  200  403  403  403  403  403  404  404  in
partners:sheet_detail {partner_sheet}     GET    200  200  403  403  403  403  403  404  404  in
partners:sheet_confirm {partner_sheet}    GET    405  405  403  403  403  403  403  404  404  in
partners:sheet_confirm {partner_sheet}    POST   302  302  403  403  403  403  403  404  404  in
partner-list                              GET    200  200  403  403  403  403  200  404  404  403
partner-detail {partner}                  GET    200  200  403  403  403  403  200  404  404  403
partner-deactivate {partner}              GET    405  405  403  403  403  403  403  404  404  403
partner-deactivate {partner}              POST   200  200  403  403  403  403  403  404  404  403
partner-reactivate {partner_off}          GET    405  405  403  403  403  403  403  404  404  403
partner-reactivate {partner_off}          POST   200  200  403  403  403  403  403  404  404  403
"""
PERSON = {"name": "Luz Paz Ríos", "role": "coordinates", "language": "es"}
OFFER = {"category": "water", "description": "Agua en cisterna grande", "from_date": "2026-01-01"}


def sheet_file():
    return {"upload": SimpleUploadedFile("aliados.csv", b"ALIADO;TIPO\nJASS Uno;JASS\n")}


POSTED = {
    "partners:partner_create": {"name": "ONG Yachay", "kind": "ngo", "contact-role": "coordinates"},
    "partners:partner_edit": {"name": "ONG Yachay", "kind": "ngo"},
    "partners:contact_add": PERSON,
    "partners:contact_edit": PERSON,
    "partners:offer_add": OFFER,
    "partners:offer_edit": OFFER,
    "partners:sheet_upload": sheet_file,
}


def things(people) -> dict:
    """A partner with its people and offers, one that rests, two that are one; called in the UGEL's scope."""
    by = people[Role.UGEL_HEAD]
    partner, other, twin = (PartnerFactory(created_by=by, name=name) for name in ("Minera Uno", "JASS Dos", "JASS 2"))
    return {
        "partner": partner.pk,
        "partner_pair": [twin.pk, other.pk],
        "partner_off": PartnerFactory(created_by=by, is_active=False).pk,
        "contact": ContactFactory(partner=partner).pk,
        "contact_off": ContactFactory(partner=partner, is_active=False).pk,
        "offer": OfferFactory(partner=partner).pk,
        "offer_off": OfferFactory(partner=partner, is_active=False).pk,
        "partner_sheet": tried_sheet(current_ugel(), by).pk,
    }


def tried_sheet(ugel, by):
    """A sheet without errors, waiting to be confirmed."""
    content = b"ALIADO;TIPO;CONTACTO;CELULAR\nParroquia Tres;Iglesia;Luz Paz;952000333\n"
    sheet = receive_sheet(upload=SimpleUploadedFile("a.csv", content), kind=SHEET.kind, by=by)
    return try_sheet(ugel, sheet_id=sheet.pk, columns=SHEET.names, required=SHEET.required, save=PartnerRows())
