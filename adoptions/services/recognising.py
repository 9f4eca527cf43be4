"""The certificate of a unit for the days two witnesses saw: numbered, frozen, replaced when the figures moved."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from adoptions.models import Adoption, Recognition, WorkDay
from adoptions.services.locking import locked
from commitments.enums import FULFILLED_STATES
from core.audit.services import record
from core.documents.enums import DocumentType
from core.documents.selectors.letterheads import letter_style
from core.documents.services import canonical_json, issue_paper, sha256_of
from core.tenancy.errors import DomainError
from partners.models import Partner


class NothingToCertify(DomainError):
    message = _(
        "Todavía no hay qué certificar: ninguna jornada de esta unidad está verificada. Cuando dos testigos de dos "
        "partes digan que la vieron, podrá emitirse."
    )


@transaction.atomic
def recognise(*, adoption: Adoption, partner: Partner, by) -> Recognition:
    """The certificate of one unit; the one in force, where nothing moved since. Raises NothingToCertify."""
    adoption = locked(adoption)
    content = _told(adoption, partner)
    if not content["days"]:
        raise NothingToCertify
    papers = Recognition.objects.current().filter(adoption=adoption, partner=partner).select_related("document")
    standing = list(papers.order_by("pk"))
    if [one.document.snapshot_sha256 for one in standing] == [sha256_of(canonical_json(content))]:
        return standing[0]
    style = letter_style()
    document = issue_paper(
        document_type=DocumentType.RECOGNITION,
        title=_gettext("Certificado a %(unit)s por adoptar la %(school)s")
        % {"unit": partner, "school": adoption.school},
        template="adoptions/print/recognition.html",
        snapshot=content,
        context={"place": style.place, "signer_name": style.signer_name, "signer_post": style.signer_post},
        by=by,
        supersedes=[one.document for one in standing],
    )
    made = Recognition.objects.create(adoption=adoption, partner=partner, document=document)
    record("adoptions.recognised", adoption, by=by, school_id=adoption.school_id, paper=str(document))
    return made


def _told(adoption: Adoption, partner: Partner) -> dict:
    """All that the certificate says; what nobody told of a day is said as unknown and in no sum."""
    days = WorkDay.objects.with_promise().filter(adoption=adoption)
    seen = [one for one in days if one.promise.partner_id == partner.pk and one.promise.status in FULFILLED_STATES]
    lines = [_line(one) for one in seen]
    people = [line["people"] for line in lines if line["people"] is not None]
    hours = [line["hours"] for line in lines if line["hours"] is not None]
    return {
        "partner": {"name": partner.name, "ruc": partner.ruc},
        "school": {"name": adoption.school.name, "key": adoption.school.national_key},
        "term": _term(adoption, partner),
        "days": lines,
        "totals": {
            "days": len(lines),
            "people": sum(people) if people else None,
            "without_people": len(lines) - len(people),
            "hours": sum(hours) if hours else None,
            "without_hours": len(lines) - len(hours),
        },
    }


def _term(adoption: Adoption, partner: Partner) -> dict:
    """From the day this unit took the school to the last one it was to have it, whoever followed."""
    holders = list(adoption.holders.order_by("since_date").values_list("partner", "since_date"))
    own = [number for number, (who, _since) in enumerate(holders) if who == partner.pk]
    if not own:
        return {"first": adoption.from_date, "last": adoption.last_date}
    following = holders[own[-1] + 1 :]
    last = following[0][1] - timedelta(days=1) if following else adoption.last_date
    return {"first": holders[own[0]][1], "last": last}


def _line(day: WorkDay) -> dict:
    return {
        "date": day.day_date,
        "title": day.title,
        "people": day.people,
        "hours": day.hours,
        "materials": day.materials,
    }
