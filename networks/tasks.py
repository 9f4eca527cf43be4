from datetime import time

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import User
from core.documents.printed import forget_pdfs, keep_pdf
from core.jobs.registry import job, periodic
from core.tenancy.scope import scope
from networks.services.sheets import FOLDER, contacts_html


@job("networks.print_contacts", label=gettext_lazy("Preparando el directorio"))
def print_contacts(run, *, network_ids, user_id):
    """A PDF only who asked may fetch."""
    with scope(run.ugel):
        html = contacts_html(network_ids, by=User.objects.get(pk=user_id))
        address = reverse("networks:contacts_detail", args=[run.job_id])
    run.progress(1, 2, _("Armando el PDF"))
    key = keep_pdf(html, ugel=run.ugel, folder=FOLDER, name=str(run.job_id))
    return {"key": key, "next": address}


@periodic("networks.forget_contacts", label=gettext_lazy("Borrando directorios impresos"), daily_at=time(3, 20))
def forget(run):
    return {"forgotten": forget_pdfs(run.ugel, FOLDER)}
