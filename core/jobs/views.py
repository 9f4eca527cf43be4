from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from core.access.decorators import access
from core.jobs.enums import JobState
from core.jobs.permissions import visible_jobs

JOBS_A_PAGE = 25


@access.member
def job_list(request):
    asked = Q(dispatch__is_periodic=False) | Q(dispatch__state=JobState.FAILED)
    jobs = visible_jobs(request).filter(asked).order_by("-created_at", "-id")
    page = Paginator(jobs, JOBS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/job_list.html", {"page": page})


@access.member
@never_cache
def job_detail(request, pk):
    """The page of somebody who waits: it renews itself, and leads on to the result once there is one."""
    job = get_object_or_404(visible_jobs(request), pk=pk)
    if job.next_url:
        return HttpResponseClientRedirect(job.next_url) if request.htmx else redirect(job.next_url)
    template = "jobs/_job_progress.html" if request.htmx else "jobs/job_detail.html"
    response = render(request, template, {"job": job})
    patch_vary_headers(response, ["HX-Request"])
    return response
