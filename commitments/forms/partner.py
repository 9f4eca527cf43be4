"""What a partner's person fills in behind their link: each form asks who presses."""

from decimal import Decimal

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from commitments.forms.attesting import AttestForm
from commitments.models import Part
from core.files.forms import UploadField
from core.tenancy.forms import DayField
from core.ui.numbers import typed

MOST_ROWS = 12  # of a change; a longer schedule is changed as a whole, by the UGEL


class SignedForm(forms.Form):
    """Whoever holds the link may have passed it on: the page asks name and post."""

    name = forms.CharField(label=_("Su nombre y apellidos"), max_length=120)
    post = forms.CharField(label=_("Su cargo"), max_length=120)

    @property
    def signature(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "post")}


class ChoosesPromises(SignedForm):
    """Which of the promises on the page are meant, each as the version that was read."""

    promises = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput)
    default_none = _("Marque al menos un compromiso.")

    def __init__(self, *args, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_value = {f"{one.pk}:{one.version}": (one, one.version) for one in proposed}
        field = self.fields["promises"]
        field.choices = [(value, value) for value in self._offered(proposed)]
        field.error_messages |= {"required": self.default_none, "invalid_choice": self.default_none}

    def _offered(self, proposed):
        """Older versions too: the service says that it changed, which the form cannot."""
        for one in proposed:
            for version in range(1, one.version + 1):
                self.by_value.setdefault(f"{one.pk}:{version}", (one, version))
        return list(self.by_value)

    @property
    def chosen(self):
        """(promise, version read), once each."""
        return [self.by_value[value] for value in dict.fromkeys(self.cleaned_data["promises"])]


class ConfirmForm(ChoosesPromises):
    """One press for one promise or for many."""


class OtherAnswerForm(ChoosesPromises):
    """Not yet, or no."""

    NEEDS_TIME, DECLINES = "needs_time", "declines"
    answer = forms.ChoiceField(
        label=_("¿Qué responde?"),
        widget=forms.RadioSelect,
        choices=[
            (NEEDS_TIME, _("Requiere aprobación: responderé hasta una fecha")),
            (DECLINES, _("No podemos asumirlo")),
        ],
    )
    until = DayField(label=_("¿Hasta qué día responderá?"), required=False)
    reason = forms.CharField(
        label=_("¿Por qué no?"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self):
        told = super().clean()
        if told.get("answer") == self.NEEDS_TIME and not told.get("until") and "until" not in self.errors:
            self.add_error("until", _("Escriba la fecha en que responderá."))
        if told.get("answer") == self.DECLINES and not told.get("reason", "").strip():
            self.add_error("reason", _("Escriba el motivo: lo leerán la UGEL y la escuela."))
        return told


class TermsForm(SignedForm):
    """What the partner would rather promise: other words, quantities or dates."""

    what = forms.CharField(label=_("Qué se compromete a hacer o entregar"), max_length=200)
    reason = forms.CharField(
        label=_("¿Por qué pide el cambio?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, commitment, remaining, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].initial, self.fields["version"].initial = commitment.what, commitment.version
        self.remaining = list(remaining)
        for one in self.remaining[:MOST_ROWS]:
            day = date_format(one.due_date, "SHORT_DATE_FORMAT")
            self.fields[f"quantity-{one.pk}"] = forms.DecimalField(
                label=_("Cantidad, entrega del %(day)s (%(unit)s)") % {"day": day, "unit": commitment.unit},
                initial=typed(one.quantity),
                min_value=Decimal("0.01"),
                max_digits=12,
                decimal_places=2,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
            )
            self.fields[f"date-{one.pk}"] = DayField(
                label=_("Fecha, en vez del %(day)s") % {"day": day}, initial=one.due_date, required=False
            )
        last = ["reason", "name", "post", "version"]
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    @property
    def parts(self) -> list[Part]:
        told = self.cleaned_data
        return [
            Part(told.get(f"date-{one.pk}") or one.due_date, told.get(f"quantity-{one.pk}") or one.quantity)
            for one in self.remaining
        ]


class DeliveryForm(AttestForm, SignedForm):
    """«Ya entregamos», with photos."""

    field_order = ["instalment", "outcome", "quantity", "seen_date", "note", "after", "before", "name", "post"]

    def __init__(self, *args, commitment, **kwargs):
        super().__init__(*args, commitment=commitment, **kwargs)
        self.fields["quantity"].label = _("¿Cuánto se entregó en total?")
        self.fields["seen_date"].label = _("¿Qué día se entregó?")
        self.fields["note"].label = _("¿Algo que deba saber la UGEL?")


class RecordForm(SignedForm):
    text = forms.CharField(
        label=_("Su respuesta"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("La lee la UGEL junto a estas cuentas. No se publica."),
    )


class SheetForm(SignedForm):
    sheet = UploadField(label=_("La planilla llenada (Excel)"))
