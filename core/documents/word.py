"""A letter as an editable Word file: real styles, so that whoever edits it finds headings, lists and margins."""

import io

from django.utils.translation import gettext as _
from docx import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.documents.selectors.letterheads import Letterhead
from core.documents.selectors.letters import LetterSheet

MARGIN, FONT, BODY_SIZE = Mm(25), "Arial", Pt(11)


def word_of(sheet: LetterSheet, head: Letterhead, *, number: str, dated: str, language: str, foot: str) -> bytes:
    """The letter as DOCX; `number` and `dated` are printed as they are, `foot` says what this copy is worth."""
    file = WordFile()
    _set_up(file, sheet, head, language)
    _letterhead(file.sections[0], head)
    file.sections[0].footer.paragraphs[0].text = foot
    if dated:
        file.add_paragraph(dated).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    file.add_heading(f"{sheet.type_label} {number}".upper(), level=1)
    _addressee(file, sheet)
    _labelled(file, _("Asunto"), sheet.subject)
    _labelled(file, _("Referencia"), sheet.reference)
    for block in sheet.blocks:
        for line in block.lines:
            paragraph = file.add_paragraph(line, style="List Bullet" if block.is_list else None)
            paragraph.alignment = None if block.is_list else WD_ALIGN_PARAGRAPH.JUSTIFY
    _signature(file, sheet)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _set_up(file, sheet, head, language):
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Mm(30), Mm(22)
    file.core_properties.title = f"{sheet.type_label}: {sheet.subject}"
    file.core_properties.author, file.core_properties.language = head.ugel, language
    file.core_properties.comments = ""
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, BODY_SIZE
    normal.paragraph_format.space_after = Pt(8)
    _speak(normal, language)
    title = file.styles["Heading 1"]
    title.font.name, title.font.size, title.font.color.rgb = FONT, Pt(12), None
    # Word's theme would otherwise win over the name of the font.
    fonts = title.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]


def _speak(style, language):
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    style.element.get_or_add_rPr().append(mark)


def _letterhead(section, head):
    lines = [head.ugel, head.region, f"«{head.year_name}»" if head.year_name else ""]
    first, *rest = [line for line in lines if line]
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(first).bold = True
    for line in rest:
        paragraph.add_run(f"\n{line}").font.size = Pt(9)


def _addressee(file, sheet):
    lines = [line for line in (sheet.addressee, sheet.post, sheet.entity) if line]
    if not lines:
        return
    paragraph = file.add_paragraph()
    paragraph.add_run(lines[0]).bold = True
    for line in lines[1:]:
        paragraph.add_run(f"\n{line}")
    paragraph.add_run("\n" + _("Presente.-"))


def _labelled(file, label, text):
    if text:
        paragraph = file.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text)


def _signature(file, sheet):
    paragraph = file.add_paragraph("\n\n\n_______________________________")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_together = True
    for line in (sheet.signer_name, sheet.signer_post):
        if line:
            paragraph.add_run(f"\n{line}")
