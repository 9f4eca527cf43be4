from django.shortcuts import render
from django.utils.translation import gettext as _

from attendance import permissions, selectors
from core.access.decorators import access
from schools.views.downloads import Download, answer_with, ways_to_download


@access(permissions.COUNTS)
def case_counts(request):
    """How many cases came back in the UGEL, by quarter: all that anybody else is told of cases."""
    context = {"rows": selectors.published_counts(), "actions": ways_to_download(request, "attendance:case_export")}
    return render(request, "attendance/case_counts.html", context)


@access(permissions.COUNTS)
def case_export(request, kind):
    """The same numbers; a small one is an empty cell here too."""
    header = [_("Periodo"), _("Casos"), _("Volvió"), _("Cerrado de otro modo"), _("En curso"), _("Regla, versión")]

    def rows():
        for one in selectors.published_counts():
            yield [str(one), one.total, one.back, one.away, one.ongoing, one.rule_version]

    return answer_with(request, kind, Download("casos", _("Casos"), header, rows))
