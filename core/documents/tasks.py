from django.utils.translation import gettext_lazy as _

from core.documents.models import Document
from core.documents.services.papers import PRINT, print_paper
from core.jobs.registry import job
from core.tenancy.scope import scope


@job(PRINT, label=_("Imprimiendo el documento"))
def print_document(run, *, document_id):
    run.progress(0, 1, _("Imprimiendo el PDF"))
    print_paper(ugel=run.ugel, document_id=document_id)
    with scope(run.ugel):
        return {"next": Document.objects.get(pk=document_id).page_url}
