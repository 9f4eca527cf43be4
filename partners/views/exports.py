from functools import partial

from django.utils.translation import gettext as _

from core.access.decorators import access
from partners import permissions
from partners.resources import SHEET, partner_rows
from partners.views.lists import asked_partners
from schools.views.downloads import Download, answer_with


@access(permissions.VIEW)
def partner_export(request, kind):
    """The list as it is filtered, in the columns it can be loaded with."""
    rows = partial(partner_rows, asked_partners(request).qs)
    return answer_with(request, kind, Download("aliados", _("Aliados"), SHEET.names, rows))
