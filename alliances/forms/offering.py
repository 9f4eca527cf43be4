from django import forms
from django.utils.translation import gettext_lazy as _

from core.tenancy.forms import DayField


class OfferForm(forms.Form):
    """What a partner could give for one need, on the page behind its link."""

    quantity = forms.DecimalField(label=_("¿Cuánto podría dar?"), min_value=0.01, max_digits=12, decimal_places=2)
    due_date = DayField(label=_("¿Para cuándo?"))
    words = forms.CharField(label=_("En sus palabras"), max_length=300, required=False)
