from django.db import transaction

from core.audit.services import record
from partners.models import Contact, Partner, RecordAnswer
from partners.services.errors import NothingAnswered
from partners.services.partners import locked
from schools.readers.text import clean


@transaction.atomic
def answer_record(
    *, partner: Partner, text: str, said_by: str, said_post: str = "", contact: Contact | None = None
) -> RecordAnswer:
    """Keep what a partner says of its record; the same words twice in a row are kept once.

    `contact` is whose link was used. Raises NothingAnswered, PartnerWasMerged.
    """
    text, said_by = text.replace("\x00", "").strip()[:1000], clean(said_by)[:120]
    if not (text and said_by):
        raise NothingAnswered
    partner = locked(partner)
    last = partner.record_answers.order_by("-at", "-id").first()
    if last and (last.text, last.said_by) == (text, said_by):
        return last
    answer = RecordAnswer.objects.create(
        partner=partner, contact=contact, text=text, said_by=said_by, said_post=clean(said_post)[:120]
    )
    record("partners.record_answered", partner, name=said_by)
    return answer
