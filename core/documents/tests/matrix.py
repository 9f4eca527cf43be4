"""The rows of papers in the isolation matrix, and one of each of their things."""

from core.accounts.enums import Role
from core.documents.models import Delivery
from core.documents.services.letters import issue_letter
from core.documents.services.sending import download_path, record_delivery
from core.documents.services.signing import attach_scan
from core.documents.services.wording import save_template
from core.documents.tests.factories import KINDS, make_letter, make_printed_letter
from tests.pictures import photo_upload

TABLE = """
                                                head spec dire memb guar case regi oper neig anon
documents:document_verify {code}         POST   422  422  422  422  422  422  422  422  422  422
documents:paper_download {download}      GET    200  200  200  200  200  200  200  200  200  200
documents:paper_list                     GET    200  200  403  403  403  403  200  404  404  in
documents:paper_detail {paper}           GET    200  200  403  403  403  403  200  404  404  in
documents:paper_file {paper}             GET    200  200  403  403  403  403  200  404  404  in
documents:paper_print {paper_unprinted}  GET    405  405  403  403  403  403  403  404  404  in
documents:paper_print {paper_unprinted}  POST   302  302  403  403  403  403  403  404  404  in
documents:paper_expediente {paper}       GET    200  200  403  403  403  403  403  404  404  in
documents:paper_expediente {paper}       POST   302  302  403  403  403  403  403  404  404  in
documents:scan_attach {paper}            GET    200  200  403  403  403  403  403  404  404  in
documents:scan_attach {paper}            POST   422  422  403  403  403  403  403  404  404  in
documents:signed_attach {paper}          GET    200  200  403  403  403  403  403  404  404  in
documents:signed_attach {paper}          POST   422  422  403  403  403  403  403  404  404  in
documents:copy_withdraw {signed_copy}    GET    200  200  403  403  403  403  403  404  404  in
documents:copy_withdraw {signed_copy}    POST   302  302  403  403  403  403  403  404  404  in
documents:paper_mail {paper}             GET    200  200  403  403  403  403  403  404  404  in
documents:paper_mail {paper}             POST   302  302  403  403  403  403  403  404  404  in
documents:delivery_record {paper}        GET    200  200  403  403  403  403  403  404  404  in
documents:delivery_record {paper}        POST   302  302  403  403  403  403  403  404  404  in
documents:delivery_number {delivery}     GET    200  200  403  403  403  403  403  404  404  in
documents:delivery_number {delivery}     POST   302  302  403  403  403  403  403  404  404  in
documents:letter_list                    GET    200  200  403  403  403  403  403  404  404  in
documents:letter_choose                  GET    200  200  403  403  403  403  403  404  404  in
documents:letter_begin                   GET    405  405  403  403  403  403  403  404  404  in
documents:letter_begin                   POST   302  302  403  403  403  403  403  404  404  in
documents:letter_detail {letter}         GET    200  200  403  403  403  403  403  404  404  in
documents:letter_edit {letter}           GET    200  200  403  403  403  403  403  404  404  in
documents:letter_edit {letter}           POST   302  302  403  403  403  403  403  404  404  in
documents:letter_preview {letter}        GET    200  200  403  403  403  403  403  404  404  in
documents:letter_word {letter}           GET    200  200  403  403  403  403  403  404  404  in
documents:letter_issue {letter}          GET    200  403  403  403  403  403  403  404  404  in
documents:letter_issue {letter}          POST   302  403  403  403  403  403  403  404  404  in
documents:letter_correct {letter_issued} POST   302  302  403  403  403  403  403  404  404  in
documents:letter_copy {letter}           POST   302  302  403  403  403  403  403  404  404  in
documents:letter_discard {letter}        POST   302  302  403  403  403  403  403  404  404  in
documents:template_list                  GET    200  200  403  403  403  403  403  404  404  in
documents:template_add                   GET    404  404  403  403  403  403  403  404  404  in
documents:template_add                   POST   302  302  403  403  403  403  403  404  404  in
documents:template_edit {wording}        GET    200  200  403  403  403  403  403  404  404  in
documents:template_edit {wording}        POST   302  302  403  403  403  403  403  404  404  in
documents:template_retire {wording}      POST   302  302  403  403  403  403  403  404  404  in
documents:style_edit                     GET    200  403  403  403  403  403  403  404  404  in
documents:style_edit                     POST   302  403  403  403  403  403  403  404  404  in
"""
WORDS = {"name": "Otra", "subject": "Invitación a la mesa", "body": "Lo esperamos."}
POSTED = {
    "documents:paper_expediente": {"sgd_expediente": "2026-0012"},
    "documents:copy_withdraw": {"reason": "Era de otro oficio"},
    "documents:paper_mail": {"to_name": "Hugo Rivas", "email": "hugo@example.pe"},
    "documents:delivery_record": {"channel": "front_desk", "to_name": "GORE", "delivered_date": "2026-01-05"},
    "documents:delivery_number": {"sgd_number": "4411-2026"},
    "documents:letter_begin": {"kind": "documents.free"},
    "documents:letter_edit": {"document_type": "letter", "subject": "Otro asunto", "body": "Otro texto"},
    "documents:template_add": {"kind": "documents.invitation", **WORDS},
    "documents:template_edit": WORDS,
    "documents:style_edit": {"suffix": "UGEL.X", "place": "Locumba"},
}


def things(people):
    head = people[Role.UGEL_HEAD]
    paper, letter, sent = make_printed_letter(by=head), make_letter(by=head), make_letter(by=head)
    unprinted = issue_letter(letter=sent, by=head)
    copy = attach_scan(document=paper, uploads=[photo_upload()], by=head)
    record_delivery(document=paper, channel="front_desk", to_name="GORE", delivered_date=paper.issued_date, by=head)
    kind = KINDS["documents.invitation"]
    return {
        "paper": paper.pk,
        "paper_unprinted": unprinted.pk,
        "letter": letter.pk,
        "letter_issued": sent.pk,
        "signed_copy": [paper.pk, copy.pk],
        "delivery": [paper.pk, Delivery.objects.get(document=paper).pk],
        "wording": save_template(kind=kind, name="Mesa", subject="x", body="y", by=head).pk,
        "download": [paper.printed_code, download_path(paper).rstrip("/").rsplit("/", 1)[1]],
    }
