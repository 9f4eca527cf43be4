from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from alliances.models import Resource
from core.tenancy.forms import VersionedForm


class ResourceForm(VersionedForm):
    """What an alliance puts on the table, what it is worth and how that is known; later what of it was spent."""

    class Meta:
        model = Resource
        fields = ["what", "quantity", "unit", "pledged", "basis", "spent", "spent_source"]
        help_texts = {
            "what": _("Por ejemplo: «Cuarenta jornadas de pintura» o «Fondo para techos»."),
            "pledged": _("En la moneda de la UGEL. En blanco: no se sabe."),
            "spent": _("Si ya se rindió."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("pledged", "spent"):
            self.fields[name].validators.append(MinValueValidator(0, _("Escriba una cantidad de cero o más.")))
            self.fields[name].widget.attrs["min"] = 0

    def clean(self):
        told = super().clean()
        told["basis"] = told.get("basis") or ""
        return told


class StrikeForm(forms.Form):
    reason = forms.CharField(label=_("Por qué se quita"), max_length=300)
