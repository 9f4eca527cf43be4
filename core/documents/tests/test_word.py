import io

from docx import Document as WordFile

from core.documents.services.wording import save_style
from core.documents.tests.factories import make_issued_letter, make_letter


def opened(answer):
    return WordFile(io.BytesIO(answer.content))


def test_draft_is_given_as_word_file_without_a_number(norte, elmer, visit):
    letter = make_letter(by=elmer, body="Señor:\n- uno\n- dos\nAtentamente,")
    answer = visit(elmer, "documents:letter_word", letter.pk)

    file = opened(answer)
    styles = {p.text: p.style.name for p in file.paragraphs if p.text.strip()}
    assert answer["Content-Disposition"] == f'attachment; filename="borrador-{letter.pk}.docx"'
    assert (styles["OFICIO "], styles["uno"], styles["Señor:"]) == ("Heading 1", "List Bullet", "Normal")
    assert file.sections[0].footer.paragraphs[0].text == "Borrador sin número ni valor de documento."


def test_issued_letter_as_word_says_which_paper_counts(norte, elmer, hilda, visit):
    save_style(suffix="", place="Locumba", signer_name="Hilda Quispe", signer_post="Directora", by=hilda)
    document = make_issued_letter(by=hilda)
    file = opened(visit(elmer, "documents:letter_word", document.letters.get().pk))

    texts = [paragraph.text for paragraph in file.paragraphs]
    assert f"OFICIO {document.label}".upper() in texts
    assert f"Locumba, {document.issued_date.day} de " in texts[0]
    assert document.printed_code in file.sections[0].footer.paragraphs[0].text
    assert "UGEL Norte" in file.sections[0].header.paragraphs[0].text
    assert (file.core_properties.author, file.core_properties.language) == ("UGEL Norte", "es-PE")
    assert texts[-1].endswith("\nHilda Quispe\nDirectora")
