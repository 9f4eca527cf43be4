from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.enums import Coming


class InvitationForm(forms.Form):
    """Somebody who was called says whether they come."""

    answer = forms.ChoiceField(label=_("¿Viene?"), choices=Coming.choices, widget=forms.RadioSelect)


class RoomForm(forms.Form):
    """Somebody who is there signs with the code on the screen of the room."""

    room_code = forms.CharField(
        label=_("Código de la sala"),
        help_text=_("Son cuatro números: están en la pantalla de la reunión."),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
