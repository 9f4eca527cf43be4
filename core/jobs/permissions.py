from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role
from core.jobs.models import Job

VIEW_ALL = "jobs.view_all"
DESCRIPTIONS = {VIEW_ALL: _("Ver los trabajos en curso de toda la UGEL")}
GRANTS = {Role.UGEL_HEAD: {VIEW_ALL}, Role.UGEL_SPECIALIST: {VIEW_ALL}}


def visible_jobs(request) -> QuerySet[Job]:
    """Whoever asked for a job sees it; who runs the UGEL sees them all."""
    jobs = Job.objects.select_related("created_by")
    return jobs if request.allows(VIEW_ALL) else jobs.filter(created_by=request.user)
