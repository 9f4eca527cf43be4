from datetime import time

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents.printed import forget_pdfs, keep_pdf
from core.jobs.registry import job, periodic
from core.tenancy.scope import scope
from guardians import services


@periodic("guardians.keep", label=gettext_lazy("Poniendo al día a los guardianes"), daily_at=time(4, 20))
def keep_guardians(run):
    """Those whose last day passed end, territories are followed once more, printed sheets of yesterday go."""
    with scope(run.ugel):
        ended = services.end_those_over()
        services.follow_places()
    return {"ended": ended, "forgotten": forget_pdfs(run.ugel, services.FOLDER)}


@job("guardians.print_slips", label=gettext_lazy("Preparando las hojas de visita"))
def print_slips(run, *, visit_ids):
    """A PDF only who asked may fetch."""
    with scope(run.ugel):
        html = services.slips_html(visit_ids)
        address = reverse("guardians:slips_ready", args=[run.job_id])
    run.progress(1, 2, _("Armando el PDF"))
    key = keep_pdf(html, ugel=run.ugel, folder=services.FOLDER, name=str(run.job_id))
    return {"key": key, "next": address}
