from uuid import UUID

from django.db import OperationalError, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import LockNotAvailable

from core.submissions.models import ReceiptCounter, Submission
from core.tenancy.errors import DomainError
from core.tenancy.numbers import next_number

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
            found = Submission.objects.get(key=key, sender=sender)
            found.sender = sender
            return found
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
    raise StillUnderWay


@transaction.atomic(savepoint=False)
def receive(*, submission: Submission, to: str, made_id="") -> Submission:
    """Give the receipt its number and remember the answer for whoever asks again."""
    submission.number, submission.to, submission.made_id = next_number(ReceiptCounter), to, str(made_id)
    submission.save(update_fields=["number", "to", "made_id"])
    return submission
