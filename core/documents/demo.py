"""The demo tenant's letters: one that was sent and received, and one that still lacks its date."""

from core.documents.letters import ALL
from core.documents.models import Letter
from core.documents.services.letters import begin_letter, issue_letter, save_letter
from core.documents.services.papers import print_paper
from core.documents.services.sending import record_delivery
from core.documents.services.wording import save_style
from core.tenancy.scope import scope

KINDS = {kind.key: kind for kind in ALL}
THANKS = {"compromiso": "pintado de cuatro aulas y refacción de veinte carpetas", "escuela": "I.E. 42033 de Mirave"}


def load(demo):
    """Set how the UGEL signs, issue a letter of thanks, leave an invitation half written; again: nothing more."""
    head, elmer = demo.people["head"], demo.people["specialist"]
    with scope(demo.ugel):
        if Letter.objects.exists():
            return
        save_style(
            suffix="GRT/DRE-T/UGEL.JB",
            place="Locumba",
            signer_name=head.full_name,
            signer_post=f"Directora de la {demo.ugel.name}",
            by=head,
        )
        document = issue_letter(letter=_thanks(elmer), by=head)
        _invitation(elmer)
    print_paper(ugel=demo.ugel, document_id=document.pk)
    with scope(demo.ugel):
        record_delivery(
            document=document,
            channel="front_desk",
            to_name="Mesa de partes del Cuartel Tarapacá",
            delivered_date=document.issued_date,
            sgd_number="1184-2026",
            by=elmer,
        )
    demo.say("documents: one letter issued, one in draft")


def _thanks(by):
    letter = begin_letter(kind=KINDS["documents.thanks"], by=by)
    return save_letter(
        letter=letter,
        by=by,
        addressee="Coronel Hugo Rivas Salas",
        post="Jefe de la unidad",
        entity="Ejército del Perú, Cuartel Tarapacá",
        values=THANKS,
    )


def _invitation(by):
    letter = begin_letter(kind=KINDS["documents.invitation"], by=by)
    return save_letter(
        letter=letter,
        by=by,
        entity="Municipalidad Distrital de Ite",
        values={"reunion": "la mesa de diálogo por las escuelas de Ite", "local": "el auditorio municipal"},
    )
