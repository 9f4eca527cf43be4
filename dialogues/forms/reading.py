"""What people fill in behind a link; its words are in the languages of contacts (tools/catalogs.py)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.enums import Answer


class ReadingForm(forms.Form):
    """What somebody who came says of the acta, behind their link."""

    said = forms.ChoiceField(label=_("¿Está bien lo que dice?"), choices=Answer.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Si propone un cambio, ¿cuál?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)  # the words they had before them
