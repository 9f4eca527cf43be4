"""How somebody says what came: the same questions for staff and for whoever holds a link."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import Outcome
from commitments.models import Instalment
from core.files.forms import PhotosField
from core.tenancy.forms import DayField
from core.ui.numbers import written


class PromiseAwareForm(forms.Form):
    """A form about one promise."""

    def __init__(self, *args, commitment, **kwargs):
        super().__init__(*args, **kwargs)
        self.commitment = commitment


class AttestForm(PromiseAwareForm):
    """What came: one question after another, with photos."""

    instalment = forms.ModelChoiceField(
        Instalment.objects.none(), label=_("¿De qué entrega?"), widget=forms.RadioSelect, empty_label=None
    )
    outcome = forms.ChoiceField(label=_("¿Qué pasó?"), choices=Outcome.choices, widget=forms.RadioSelect)
    quantity = forms.DecimalField(
        label=_("¿Cuánto llegó en total?"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    seen_date = DayField(label=_("¿Qué día lo vio?"), initial=timezone.localdate)
    note = forms.CharField(
        label=_("¿Qué vio?"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    before = PhotosField(label=_("Fotos de antes"), required=False, most=4)
    after = PhotosField(
        label=_("Fotos de cómo quedó"), required=False, most=4, help_text=_("Que se vea lo entregado, no los rostros.")
    )

    def __init__(self, *args, commitment, **kwargs):
        super().__init__(*args, commitment=commitment, **kwargs)
        field = self.fields["instalment"]
        field.queryset = commitment.instalments.in_order()
        field.label_from_instance = lambda one: f"{one} · {written(one.quantity)} {commitment.unit}"
        if len(field.queryset) == 1:
            field.initial, field.widget = field.queryset[0], forms.HiddenInput()
        self.fields["quantity"].help_text = _("En %(unit)s. En blanco: todo lo que tocaba.") % {"unit": commitment.unit}

    @property
    def word(self) -> dict:
        """What the services take, without the photos."""
        names = ("instalment", "outcome", "quantity", "seen_date", "note")
        return {name: self.cleaned_data[name] for name in names}
