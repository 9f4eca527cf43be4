from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.documents.models import YearName
from core.documents.selectors import letterhead
from core.documents.services import record_year_name
from core.ui import htmx
from reports import permissions
from reports.forms import YearNameForm


@access(permissions.LETTERHEAD)
def letterhead_edit(request):
    form = YearNameForm(request.POST or None)
    if form.is_valid():
        record_year_name(by=request.user, **form.cleaned_data)
        messages.success(request, _("El nombre del año se guardó. Los documentos ya emitidos no cambian."))
        return redirect("reports:letterhead_edit")
    names = YearName.objects.order_by("-year")
    year = form["year"].initial
    return htmx.form(request, "reports/letterhead_edit.html", form=form, names=names, head=letterhead(year))
