"""A UGEL's own wordings of letters, and how it signs."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.documents.models import LetterStyle, LetterTemplate
from core.documents.places import not_places
from core.documents.selectors.letters import places_of
from core.strategies.letters import LetterKind
from core.tenancy.errors import DomainError


class UnknownPlace(DomainError):
    message = _("No conocemos %(found)s. Use los campos de la lista, escritos igual y entre llaves.")


class NameTaken(DomainError):
    message = _("Ya hay una plantilla con ese nombre. Elija otro.")


@transaction.atomic
def save_template(
    *, kind: LetterKind, name: str, subject: str, body: str, by, template: LetterTemplate | None = None
) -> LetterTemplate:
    """Keep a wording; letters already begun stay as they are. Raises UnknownPlace, NameTaken."""
    if found := not_places(f"{subject}\n{body}", places_of(kind)):
        raise UnknownPlace(UnknownPlace.message % {"found": ", ".join(f"«{text}»" for text in found)})
    row = template or LetterTemplate(kind=kind.key)
    row.name, row.subject, row.body, row.changed_by = name.strip(), subject.strip(), body.strip(), by
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NameTaken from error
    record("documents.template_changed", row, by=by, name=row.name)
    return row


@transaction.atomic
def retire_template(*, template: LetterTemplate, by) -> None:
    """Take a wording off the list; letters written with it keep their words."""
    if LetterTemplate.objects.filter(pk=template.pk, is_retired=False).update(is_retired=True):
        record("documents.template_retired", template, by=by, name=template.name)


@transaction.atomic
def save_style(*, by, **fields) -> LetterStyle:
    """Set how papers issued from now on are numbered and signed; issued ones stay as they are."""
    row, _made = LetterStyle.objects.update_or_create(defaults=fields)
    record("documents.style_changed", row, by=by)
    return row
