from django import forms
from django.utils.translation import gettext_lazy as _

from alliances.models import CallNeed
from core.people.forms import PhoneField
from core.tenancy.forms import DayField
from core.ui.numbers import written


class OfferForm(forms.Form):
    """What a partner could give for one need, on the page behind its link."""

    quantity = forms.DecimalField(label=_("¿Cuánto podría dar?"), min_value=0.01, max_digits=12, decimal_places=2)
    due_date = DayField(label=_("¿Para cuándo?"))
    words = forms.CharField(label=_("En sus palabras"), max_length=300, required=False)


class OpenOfferForm(OfferForm):
    """The same from somebody who was not asked: for which need, who they are, how they are answered."""

    asked = forms.ModelChoiceField(
        CallNeed.objects.none(), label=_("¿Para qué?"), widget=forms.RadioSelect, empty_label=None
    )
    entity = forms.CharField(label=_("¿De qué entidad es?"), max_length=160)
    name = forms.CharField(label=_("Su nombre"), max_length=120)
    phone = PhoneField(label=_("Su celular"), required=False)
    email = forms.EmailField(label=_("O su correo"), required=False)
    field_order = ["asked", "quantity", "due_date", "words", "entity", "name", "phone", "email"]

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, **kwargs)
        asked = self.fields["asked"]
        asked.queryset = call.needs.select_related("need__school").order_by("pk")
        asked.label_from_instance = told_of

    def told(self) -> dict:
        """As the service takes it."""
        told = dict(self.cleaned_data)
        return {"call_need": told.pop("asked"), **told}


def told_of(row: CallNeed) -> str:
    """What is asked, for which school, how much of it in which unit."""
    unit = f"{written(row.quantity)} {row.unit}" if row.quantity else row.unit
    return f"{row.need.what} · {row.need.school.name} ({unit})"
