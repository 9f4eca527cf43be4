from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role
from core.documents.models import SignedCopy
from core.documents.selectors.papers import may_read

VIEW = "documents.view_paper"
WRITE = "documents.write_letter"
ISSUE = "documents.issue_letter"
TRACE = "documents.record_trace"
TEMPLATES = "documents.change_templates"
STYLE = "documents.change_style"

DESCRIPTIONS = {
    VIEW: _("Ver los documentos emitidos y descargarlos"),
    WRITE: _("Escribir cartas y oficios en borrador"),
    ISSUE: _("Emitir una carta u oficio con número"),
    TRACE: _("Adjuntar copias firmadas, enviar documentos y anotar su entrega y expediente"),
    TEMPLATES: _("Cambiar las plantillas de cartas"),
    STYLE: _("Decidir las siglas, el lugar y quién firma los documentos"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, WRITE, ISSUE, TRACE, TEMPLATES, STYLE},
    Role.UGEL_SPECIALIST: {VIEW, WRITE, TRACE, TEMPLATES},
    Role.REGION_READER: {VIEW},
}


def may_see_copy(request, stored) -> bool:
    """A signed copy is seen by whoever reads the paper."""
    copy = SignedCopy.objects.select_related("document").filter(file=stored).first()
    return request.allows(VIEW) and copy is not None and may_read(request, copy.document)
