from django.urls import reverse
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.people import permissions
from core.people.forms import SettingsForm
from core.people.services.settings import change_settings
from core.strategies import settings as ugel_settings
from core.strategies.registry import collect
from core.submissions.decorators import accepts_once
from core.ui import htmx


@access(permissions.CHANGE_SETTINGS)
@accepts_once("people.settings")
def settings_edit(request):
    declared = collect("settings")
    values = ugel_settings.values([setting.name for setting in declared])
    form = SettingsForm(request.POST or None, settings=declared, values=values)
    if form.is_valid():
        change_settings(values=form.cleaned_data, before=values, by=request.user)
        done = _("Los ajustes se guardaron. Los informes ya emitidos no cambian.")
        return request.submission.received(to=reverse("settings_edit"), words=done)
    return htmx.form(request, "people/settings_edit.html", form=form)
