from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from psycopg.errors import LockNotAvailable

from core.submissions.models import ReceiptCounter, Submission
from core.tenancy.errors import DomainError

PATIENCE = 3  # times lock_timeout, which is 5 s for the web


class StillUnderWay(DomainError):
    message = _("Su envío anterior todavía se está guardando. Espere un momento y vuelva a intentarlo.")


def claim(*, key: UUID, sender, form: str, content_sha256: str) -> Submission:
    """Take the id for this transaction, or find who took it: then the row `is_received` already.

    Waits for a rival that is still under way; takes its place when that one rolls back. Raises StillUnderWay.
    """
    row = Submission(key=key, sender=sender, form=form, content_sha256=content_sha256)
    for _attempt in range(PATIENCE):
        try:
            with transaction.atomic():
                Submission.objects.bulk_create([row], ignore_conflicts=True)
            return Submission.objects.get(key=key, sender=sender)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
    raise StillUnderWay


@transaction.atomic
def receive(*, submission: Submission, to: str, made_id="") -> Submission:
    """Give the receipt its number and remember the answer for whoever asks again."""
    submission.number, submission.to, submission.made_id = _next_number(), to, str(made_id)
    submission.save(update_fields=["number", "to", "made_id"])
    return submission


def _next_number() -> int:
    """Numbers follow each other per UGEL; the counter's row is held until the caller commits, so ask late."""
    if not ReceiptCounter.objects.update(last_number=F("last_number") + 1):
        ReceiptCounter.objects.bulk_create([ReceiptCounter()], ignore_conflicts=True)
        ReceiptCounter.objects.update(last_number=F("last_number") + 1)
    return ReceiptCounter.objects.get().last_number
