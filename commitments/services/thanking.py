"""Papers that thank a partner for what two witnesses saw: numbered, frozen, replaced when the figures moved."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.enums import ThanksKind
from commitments.models import Thanks
from commitments.selectors import thanks as told
from core.audit.services import record
from core.documents.enums import DocumentType
from core.documents.selectors.letterheads import letter_style
from core.documents.services import canonical_json, issue_paper, sha256_of
from core.tenancy.errors import DomainError
from partners.models import Partner
from partners.services.errors import PartnerWasMerged

TYPES = {
    ThanksKind.PROMISE: DocumentType.RECOGNITION,
    ThanksKind.YEAR: DocumentType.RECOGNITION,
    ThanksKind.CONTRIBUTION: DocumentType.CERTIFICATE,
}


class NothingToThankFor(DomainError):
    message = gettext_lazy(
        "Todavía no hay qué agradecer aquí: ninguna entrega está verificada. Cuando dos testigos de dos partes digan "
        "que la vieron, podrá emitirse."
    )


@transaction.atomic
def thank_for_promise(*, partner: Partner, group_number: int, by) -> Thanks:
    """The certificate for one promise; the one in force, where nothing moved since.

    Raises NothingToThankFor, PartnerWasMerged.
    """
    partner = _locked(partner)
    content = told.of_promise(partner, group_number)
    _check_not_empty(content)
    title = _("Agradecimiento a %(partner)s: %(what)s") % {"partner": partner.name, "what": content["lines"][0]["what"]}
    return _paper(partner, ThanksKind.PROMISE, title, content, by, group_number=group_number)


@transaction.atomic
def thank_for_year(*, partner: Partner, year: int, by) -> list[Thanks]:
    """The certificate of a year and «nuestro aporte del año»; those in force, where nothing moved since.

    Raises NothingToThankFor, PartnerWasMerged.
    """
    partner = _locked(partner)
    content = told.of_year(partner, year)
    _check_not_empty(content)
    names = {"partner": partner.name, "year": year}
    thanked = _("Agradecimiento a %(partner)s por el año %(year)s") % names
    counted = _("Aporte de %(partner)s en el año %(year)s") % names
    return [
        _paper(partner, ThanksKind.YEAR, thanked, told.totals_of_year(content), by, year=year),
        _paper(partner, ThanksKind.CONTRIBUTION, counted, content, by, year=year),
    ]


def _locked(partner: Partner) -> Partner:
    """Two heads at once: the second finds the first one's paper."""
    partner = Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    if partner.merged_into_id:
        raise PartnerWasMerged
    return partner


def _check_not_empty(content: Mapping) -> None:
    if not content["lines"]:
        raise NothingToThankFor


def _paper(partner: Partner, kind: ThanksKind, title: str, content: Mapping, by, **of: int) -> Thanks:
    standing = list(told.thanks_for(partner, kind, **of))
    digest = sha256_of(canonical_json(content))
    if [one.document.snapshot_sha256 for one in standing] == [digest]:
        return standing[0]
    style = letter_style()
    document = issue_paper(
        document_type=TYPES[kind],
        title=title,
        template=f"commitments/print/{kind}.html",
        snapshot=content,
        context={"place": style.place, "signer_name": style.signer_name, "signer_post": style.signer_post},
        by=by,
        supersedes=[one.document for one in standing],
    )
    made = Thanks.objects.create(partner=partner, kind=kind, document=document, **of)
    record("commitments.thanked", partner, by=by, paper=str(document))
    return made
