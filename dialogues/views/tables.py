"""Tables: their list, their page, how they are opened, renamed, closed and opened again."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from dialogues import permissions, selectors, services
from dialogues.forms import ReasonForm, TableForm, TableNameForm
from dialogues.models import Table


@access(permissions.VIEW)
def table_list(request):
    """The tables that sit, and apart those that were closed."""
    tables = list(selectors.tables())
    context = {
        "tables": [table for table in tables if not table.is_closed],
        "closed": [table for table in tables if table.is_closed],
    }
    return render(request, "dialogues/table_list.html", context)


@access(permissions.LEAD)
@accepts_once("dialogues.open_table")
def table_new(request):
    form = TableForm(request.POST or None)
    made = done(form, lambda told: services.open_table(by=request.user, **told))
    return request.submission.received(made) if made else htmx.form(request, "dialogues/table_new.html", form=form)


@access(permissions.VIEW)
def table_detail(request, pk):
    table = _table(pk)
    members = table.members.current().select_related("contact").order_by("entity", "name")
    context = {
        "table": table,
        "sessions": table.sessions.with_state().order_by("-session_date", "-pk"),
        "members": members if request.allows(permissions.LEAD) else (),
    }
    return render(request, "dialogues/table_detail.html", context)


@access(permissions.LEAD)
@accepts_once("dialogues.rename_table")
def table_rename(request, pk):
    """Another name for the same table."""
    form = TableNameForm(request.POST or None, instance=_table(pk))
    made = done(form, lambda told: services.rename_table(table=_table(pk), by=request.user, **told))
    lead = _("Las actas emitidas conservan el nombre que tenía.")
    return _changing(request, _table(pk), form, made, title=_("Cambiar el nombre"), lead=lead)


@access(permissions.LEAD)
@accepts_once("dialogues.close_table")
def table_close(request, pk):
    """No sitting is called there any more, and why."""
    table, form = _table(pk), ReasonForm(request.POST or None)
    made = done(form, lambda told: services.close_table(table=table, by=request.user, **told))
    lead = _("Ya no se convocan sesiones en ella. Lo anotado y las actas se conservan, y se puede reabrir.")
    return _changing(request, table, form, made, title=_("Cerrar la mesa"), lead=lead)


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.reopen_table")
def table_reopen(request, pk):
    return request.submission.received(services.reopen_table(table=_table(pk), by=request.user))


def _changing(request, table, form, made, **words):
    if made:
        return request.submission.received(made)
    context = {"form": form, "table": table, **words}
    return render(request, "dialogues/table_change.html", context, status=422 if form.errors else 200)


def _table(pk) -> Table:
    return get_object_or_404(Table.objects.select_related("territory"), pk=pk)
