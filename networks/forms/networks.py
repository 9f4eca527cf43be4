from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files.forms import UploadField
from core.tenancy.forms import DayField, TenantForm
from networks import selectors
from networks.models import Network

FIELDS = ["name", "founded_date", "recognised_by", "recognised_number", "recognised_date", "notes"]
ORDER = [*FIELDS[:-1], "scan", "notes"]


class NetworkForm(TenantForm):
    """What is written of a network; its district is chosen once, when it is registered."""

    founded_date = DayField(label=_("Se formó el"))
    recognised_date = DayField(label=_("Fecha del documento"), required=False)
    scan = UploadField(label=_("El documento (PDF o foto)"), required=False)
    field_order = ORDER

    class Meta:
        model = Network
        fields = FIELDS
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"recognised_number": _("Por ejemplo: «014-2026-MDI».")}

    def clean(self):
        told = super().clean()
        kind, day = told.get("recognised_by"), told.get("recognised_date")
        if kind and not day and not self.has_error("recognised_date"):
            self.add_error("recognised_date", _("Escriba de qué fecha es el documento."))
        if not kind and (day or told.get("recognised_number") or told.get("scan")):
            self.add_error("recognised_by", _("Diga qué documento es."))
        return told

    def _post_clean(self):
        """The service writes the network and judges its dates."""


class FoundForm(NetworkForm):
    field_order = ["territory", *ORDER]

    class Meta(NetworkForm.Meta):
        fields = ["territory", *FIELDS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = selectors.free_districts()
        self.fields["territory"].label_from_instance = lambda one: one.name.title()
        self.fields["territory"].empty_label = _("Elija el distrito")
        self.fields["territory"].help_text = _("Solo se ofrecen los distritos que no tienen una red abierta.")


class CloseForm(forms.Form):
    closed_date = DayField(label=_("Ya no funciona desde"), initial=timezone.localdate)
    reason = forms.CharField(label=_("Por qué se cierra"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
