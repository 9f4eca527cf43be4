from django.urls import reverse

from core.access.decorators import access
from core.documents.models import YearName
from core.documents.selectors import letterhead
from core.documents.services import record_year_name
from core.submissions.decorators import accepts_once
from core.ui import htmx
from reports import permissions
from reports.forms import YearNameForm


@access(permissions.LETTERHEAD)
@accepts_once("reports.letterhead")
def letterhead_edit(request):
    form = YearNameForm(request.POST or None)
    if form.is_valid():
        row = record_year_name(by=request.user, **form.cleaned_data)
        return request.submission.received(row, to=reverse("reports:letterhead_edit"))
    names = YearName.objects.order_by("-year")
    year = form["year"].initial
    return htmx.form(request, "reports/letterhead_edit.html", form=form, names=names, head=letterhead(year))
