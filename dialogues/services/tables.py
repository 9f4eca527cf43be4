"""Tables: opened for a territory, renamed, closed with a reason, opened again."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from dialogues.models import Session, Table


class TableNameTaken(DomainError):
    message = _("Ya hay una mesa con ese nombre. Ábrala de la lista, o escriba otro nombre.")


class TableClosed(DomainError):
    message = _("Esta mesa se cerró y no se convocan sesiones en ella. Para volver a convocar, reábrala.")


class StillCalled(DomainError):
    """A closed table calls nobody; names the sitting that is still to come."""

    def __init__(self, session: Session) -> None:
        words = _gettext(
            "Hay una sesión convocada para el %(day)s. Anúlela, o espere a que se realice, y ciérrela luego."
        )
        super().__init__(words % {"day": date_format(session.session_date, "SHORT_DATE_FORMAT")})


@transaction.atomic
def open_table(*, name: str, territory, by) -> Table:
    """Begin a table in a territory; raises TableNameTaken."""
    table, is_new = Table.objects.get_or_create(name=name.strip(), defaults={"territory": territory, "created_by": by})
    if not is_new:
        raise TableNameTaken
    record("dialogues.table_opened", table, by=by, name=table.name)
    return table


@transaction.atomic
def rename_table(*, table: Table, name: str, by) -> Table:
    """Another name; what was issued keeps the name it had. Raises TableNameTaken."""
    table, name = _locked(table), name.strip()
    before = table.name
    if name == before:
        return table
    table.name = name
    try:
        with transaction.atomic():
            table.save(update_fields=["name"])
    except IntegrityError as error:
        raise TableNameTaken from error
    record("dialogues.table_renamed", table, by=by, name=name, before=before)
    return table


@transaction.atomic
def close_table(*, table: Table, reason: str, by) -> Table:
    """No sitting is called there any more; what was held stays. Raises TableClosed, StillCalled."""
    table = open_for_sittings(table)
    ahead = table.sessions.with_state().filter(
        session_date__gte=timezone.localdate(), cancelled_because="", is_held=False
    )
    if session := ahead.order_by("session_date", "pk").first():
        raise StillCalled(session)
    table.closed_date, table.closed_because = timezone.localdate(), reason.strip()
    table.save(update_fields=["closed_date", "closed_because"])
    record("dialogues.table_closed", table, by=by, name=table.name, reason=table.closed_because)
    return table


@transaction.atomic
def reopen_table(*, table: Table, by) -> Table:
    """Sittings are called there again; on an open table it changes nothing."""
    table = _locked(table)
    if table.is_closed:
        table.closed_date, table.closed_because = None, ""
        table.save(update_fields=["closed_date", "closed_because"])
        record("dialogues.table_reopened", table, by=by, name=table.name)
    return table


def open_for_sittings(table: Table) -> Table:
    """The table under lock; raises TableClosed."""
    table = _locked(table)
    if table.is_closed:
        raise TableClosed
    return table


def _locked(table: Table) -> Table:
    return Table.objects.select_for_update(of=("self",)).select_related("territory").get(pk=table.pk)
