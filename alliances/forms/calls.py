from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from alliances.models import Call
from alliances.services import Asked
from core.tenancy.forms import DayField, TenantForm
from needs.models import Need
from partners.enums import ContactChannel
from partners.models import Contact

QUANTITY = {"min_value": 0.01, "max_digits": 12, "decimal_places": 2}


def contact_field() -> forms.ModelMultipleChoiceField:
    """Whom one may write to, partner by partner."""
    reached = Contact.objects.active().exclude(channel=ContactChannel.NONE).filter(partner__is_active=True)
    field = forms.ModelMultipleChoiceField(
        reached.select_related("partner").order_by("partner__name", "name"),
        label=_("A quién se pide"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Marque al menos a una persona.")},
    )
    field.label_from_instance = lambda one: f"{one.partner} · {one.name_and_post}"
    return field


class CallForm(TenantForm):
    """A call for these needs: how much of each, and whom it is sent to."""

    until = DayField(label=_("¿Hasta qué día se responde?"))

    class Meta:
        model = Call
        fields = ["title", "text", "until"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"title": _("Por ejemplo: «Carpetas para tres escuelas de Ite».")}

    def __init__(self, *args, needs: Iterable[Need], **kwargs):
        super().__init__(*args, **kwargs)
        self.needs = list(needs)
        for need in self.needs:
            self.fields[f"quantity_{need.pk}"] = forms.DecimalField(
                label=_("Cuánto se necesita"), required=False, help_text=_("En blanco: no se sabe."), **QUANTITY
            )
            self.fields[f"unit_{need.pk}"] = forms.CharField(
                label=_("Unidad"), max_length=40, help_text=_("Por ejemplo: carpetas, metros, jornadas.")
            )
        self.fields["contacts"] = contact_field()

    @property
    def rows(self):
        """Each need with its two fields."""
        return [(need, self[f"quantity_{need.pk}"], self[f"unit_{need.pk}"]) for need in self.needs]

    def told(self) -> dict:
        """As the service takes it."""
        data = self.cleaned_data
        asked = [Asked(need, data[f"quantity_{need.pk}"], data[f"unit_{need.pk}"]) for need in self.needs]
        return {**{name: data[name] for name in (*self.Meta.fields, "contacts")}, "asked": asked}


class AskForm(forms.Form):
    """More people to be asked."""

    def __init__(self, *args, call: Call, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contacts"] = contact_field()
        asked = call.called.values("contact")
        self.fields["contacts"].queryset = self.fields["contacts"].queryset.exclude(pk__in=asked)


class AcceptForm(forms.Form):
    """How much of an offer is taken, and for when; as it read at `offered_at`."""

    quantity = forms.DecimalField(label=_("Cuánto se acepta"), **QUANTITY)
    due_date = DayField(label=_("Para cuándo"), help_text=_("Si cambia algo, el aliado confirma otra vez."))
    offered_at = forms.DateTimeField(widget=forms.HiddenInput)


class DeclineForm(forms.Form):
    """Why an offer is not taken."""

    reply = forms.CharField(label=_("Por qué no se acepta"), max_length=300, help_text=_("Lo lee el aliado."))
    offered_at = forms.DateTimeField(widget=forms.HiddenInput)
