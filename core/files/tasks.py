"""Photos are drawn anew in the worker: whoever sends them does not wait for it."""

from datetime import timedelta

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.files import quarantine
from core.files.attachments import ArrivedFile, attachment_of
from core.files.images import UploadRefused
from core.files.models import Upload, UploadState
from core.jobs.enums import JobState
from core.jobs.models import Dispatch
from core.jobs.registry import job, periodic
from core.jobs.services import enqueue
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel, scope

log = structlog.get_logger(__name__)
ATTACH = "files.attach_uploads"


class GoneMeanwhile(UploadRefused):
    message = _("El registro al que pertenecía la foto ya no existe.")


def attach_soon() -> None:
    """Once this transaction is committed, see to it that a job will look: one waiting per UGEL does for all."""
    ugel = current_ugel()
    transaction.on_commit(lambda: _ask_for_job(ugel))


def _ask_for_job(ugel):
    # Asked after the commit: a job still waiting will start later and find the photo.
    if not Dispatch.objects.filter(ugel=ugel, kind=ATTACH, state=JobState.QUEUED).exists():
        with scope(ugel):
            enqueue(ATTACH)


@job(ATTACH, label=_("Guardando las fotos recibidas"))
def attach_uploads(run):
    return {"attached": attach_waiting(run.ugel, run.progress)}


def attach_waiting(ugel, progress=lambda *words: None) -> int:
    """Draw what waits anew and give it to the apps of its forms; a bad one does not keep the others waiting."""
    with scope(ugel):
        waiting = list(Upload.objects.to_attach().order_by("pk").values_list("pk", flat=True))
    failed = None
    for done, pk in enumerate(waiting):
        progress(done, len(waiting), _("Guardando fotos"))
        try:
            with scope(ugel):
                attach(pk)
        except Exception as error:
            log.exception("upload_not_attached", upload=pk)
            failed = error
    if failed:
        raise failed  # the job ends as failed and is tried again
    return len(waiting)


@transaction.atomic
def attach(pk: int) -> None:
    """Draw one photo anew and give it to the app of its form; the second of two workers finds nothing to do."""
    upload = Upload.objects.to_attach().select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if upload is None:
        return
    try:
        with transaction.atomic():
            _hand_over(upload)
    except DomainError as error:
        quarantine.refuse(upload, error)
    else:
        upload.chunks.all().delete()
        upload.state = UploadState.ATTACHED
    upload.save()


def _hand_over(upload):
    attachment = attachment_of(upload.submission.form)
    quarantine.check(quarantine.content_of(upload), attachment.kind_of(upload.field))
    try:
        attachment.attach(ArrivedFile(upload, attachment.owner))
    except ObjectDoesNotExist as error:
        raise GoneMeanwhile from error
    if upload.stored is None:
        raise RuntimeError(f"attaches('{upload.submission.form}') did not keep() its file.")


@periodic("files.sweep_quarantine", label=_("Ordenando las fotos en espera"), every=timedelta(hours=1))
def sweep_quarantine(run):
    with scope(run.ugel):
        discarded = quarantine.discard_orphans()
    return {"attached": attach_waiting(run.ugel, run.progress), "discarded": discarded}
