"""What leaves the page: spreadsheets of the lists, and the contact sheet as a PDF."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.documents.printed import answer_pdf, printed_job
from core.jobs.services import enqueue
from core.submissions.decorators import accepts_once
from networks import permissions, resources
from networks.models import Network
from networks.services.sheets import network_ids_of
from networks.views.networks import asked_networks
from schools.views.downloads import Download, answer_with

PRINT = "networks.print_contacts"


@access(permissions.VIEW)
def network_export(request, kind):
    """The list as it is filtered, one row a network."""
    shows_people = request.allows(permissions.PEOPLE)
    rows = partial(resources.network_rows, asked_networks(request).qs, shows_people=shows_people)
    return answer_with(request, kind, Download("redes", _("Redes locales"), resources.network_header(), rows))


@access(permissions.PEOPLE)
def gap_export(request, kind):
    """Every school of the ámbito with its district's network and what is missing there."""
    return answer_with(
        request, kind, Download("cobertura-redes", _("Cobertura"), resources.gap_header(), resources.gap_rows)
    )


@access(permissions.PEOPLE)
@require_POST
@accepts_once("networks.print_contacts")
def contacts_print(request):
    """The sheet of one network, or of all that are open; a worker prints it."""
    asked = request.POST.get("red", "")
    network = get_object_or_404(Network, pk=int(asked)) if asked.isdecimal() and len(asked) < 19 else None
    job = enqueue(PRINT, by=request.user, network_ids=network_ids_of(network and network.pk), user_id=request.user.pk)
    return request.submission.received(job)


@access(permissions.PEOPLE)
def contacts_detail(request, job_pk):
    """Printed: take it."""
    return render(request, "networks/contacts_detail.html", {"job": printed_job(request, job_pk, PRINT)})


@access(permissions.PEOPLE)
def contacts_download(request, job_pk):
    """The PDF, for whoever asked for it."""
    return answer_pdf(request, job_pk, PRINT, filename=_("directorio-redes.pdf"))
