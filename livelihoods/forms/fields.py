"""Fields of words that may be unknown, and of those that take the place of a former one."""

from django import forms
from django.utils.translation import gettext_lazy as _

UNKNOWN = _("Si no se sabe, déjelo en blanco: se lee «sin dato», no cero.")


def count(label, *, help_text=UNKNOWN):
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=30_000, required=False, help_text=help_text, widget=widget
    )


def amount(label, *, help_text="", least=0):
    widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"})
    return forms.DecimalField(
        label=label,
        min_value=least,
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=help_text,
        widget=widget,
    )


def place_label(place) -> str:
    """«Chipe, Locumba»: names repeat from one district to another."""
    return f"{place.name.title()}, {place.parent.name.title()}" if place.parent else place.name.title()


class WordForm(forms.Form):
    """What somebody says; where it takes the place of a former word it asks why."""

    def __init__(self, *args, corrects=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.corrects = corrects
        if corrects:
            self.fields["reason"] = forms.CharField(
                label=_("Por qué se corrige"),
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Lo que se había dicho queda a la vista con este motivo."),
            )

    def words(self) -> dict:
        """As the service takes it."""
        return {**self.cleaned_data, "corrects": self.corrects}
