from core.documents.models import Document, Letter
from core.documents.services.wording import save_style
from reports.letters import fill_remission
from reports.tests.factories import make_issued_report, make_report


def test_issued_report_gets_its_oficio_in_two_presses(norte, hilda, visit):
    save_style(suffix="UGEL.N", place="Locumba", signer_name="Hilda Quispe", signer_post="Directora", by=hilda)
    report = make_issued_report(by=hilda)
    page = visit(hilda, "reports:report_detail", report.pk).content.decode()
    assert 'value="reports.remission"' in page

    visit(hilda, "documents:letter_begin", method="post", data={"kind": "reports.remission", "about": report.pk})
    letter = Letter.objects.get()
    visit(hilda, "documents:letter_issue", letter.pk, method="post")

    oficio = Document.objects.get(type="letter")
    assert (oficio.title, oficio.letters.get().reference) == ("Remito el Informe de logros 2026", str(report.document))
    body = oficio.contents.get().html
    assert report.document.printed_code in body
    assert str(oficio) in visit(hilda, "reports:report_detail", report.pk).content.decode()
    assert str(report) in visit(hilda, "documents:paper_detail", report.document.pk).content.decode()


def test_draft_report_and_another_ugels_have_no_oficio(norte, hilda, visit):
    report = make_report(by=hilda)

    assert (fill_remission(str(report.pk)), fill_remission("x"), fill_remission("999999")) == (None, None, None)
    data = {"kind": "reports.remission", "about": report.pk}
    assert visit(hilda, "documents:letter_begin", method="post", data=data).status_code == 404
