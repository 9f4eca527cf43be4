from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.jobs.registry import job
from core.tenancy.scope import scope
from schools.models import School
from transport import rule, selectors, services


@job(selectors.PROPOSE, label=gettext_lazy("Proponiendo rutas de transporte"))
def propose_routes(run, *, school_id, vehicle_ids, most_minutes, arrival):
    """A plan for people to read; `arrival` is the page's, and no route changes."""
    with scope(run.ugel):
        task, found = services.task_for(School.objects.get(pk=school_id), vehicle_ids, most_minutes)
        address = reverse("transport:proposal_detail", args=[run.job_id])
    run.progress(0, 0, _("Buscando las rutas: puede tomar un minuto"))
    return {"next": address, "plan": services.plan_told(task, found, rule.propose(task))}
