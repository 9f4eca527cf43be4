from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import Outcome
from core.files.forms import PhotosField, UploadField, VoiceField
from core.tenancy.forms import DayField
from core.ui.numbers import written

LLEGO = [
    (Outcome.DELIVERED.value, _("Llegó todo")),
    (Outcome.PARTLY.value, _("Llegó una parte")),
    (Outcome.NOT.value, _("No llegó")),
]


class TellForm(forms.Form):
    """What was seen: of a delivery in three answers, of a school in words."""

    outcome = forms.ChoiceField(label=_("¿Llegó?"), choices=LLEGO, widget=forms.RadioSelect)
    quantity = forms.DecimalField(
        label=_("¿Cuánto llegó en total?"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    seen_date = DayField(label=_("¿Qué día lo vio?"), initial=timezone.localdate)
    seen = forms.CharField(
        label=_("¿Algo más que deba saberse?"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, visit, **kwargs):
        super().__init__(*args, **kwargs)
        self.visit = visit
        if visit.promise:
            told = {"much": written(visit.instalment.quantity), "unit": visit.promise.unit}
            self.fields["quantity"].help_text = (
                _("Se prometieron %(much)s %(unit)s. Escríbalo si llegó una parte.") % told
            )
        else:
            del self.fields["outcome"], self.fields["quantity"]
            self.fields["seen"].label = _("¿Qué vio en la escuela?")
            self.fields["seen"].required, self.fields["seen"].max_length = True, 1000

    def told(self) -> dict:
        """As `tell_visit` takes it; pictures and voice arrive by themselves."""
        names = ("outcome", "quantity", "seen_date", "seen")
        told = {name: self.cleaned_data.get(name) for name in names}
        # «Llegó todo» is all that was due, whatever stood in the field before the answer changed.
        return told if told["outcome"] == Outcome.PARTLY else {**told, "quantity": None}


class VisitForm(TellForm):
    """On the guardian's telephone."""

    arrived = PhotosField(
        label=_("Foto de lo que llegó"),
        required=False,
        most=1,
        help_text=_("Que se vea lo entregado, no los rostros."),
    )
    place = PhotosField(
        label=_("Foto del lugar"),
        required=False,
        most=1,
        help_text=_("Una vista general: que se reconozca la escuela."),
    )
    voice = VoiceField(label=_("Pregunte y grabe la respuesta"), required=False)

    def __init__(self, *args, visit, **kwargs):
        super().__init__(*args, visit=visit, **kwargs)
        if not visit.promise:
            self.fields["arrived"].label = _("Foto de lo que más llama la atención")
            self.fields["arrived"].help_text = _("Que se vea la escuela, no los rostros.")
        asked = visit.question or _("¿Qué cambió aquí con lo que llegó?")
        self.fields["voice"].help_text = _("«%(question)s» Pida permiso antes de grabar.") % {"question": asked}
        one = {"data-one": _("1 foto"), "data-many": _("%n fotos")}
        for name in ("arrived", "place"):
            self.fields[name].widget.attrs |= one
        self.fields["voice"].widget.attrs |= {"data-one": _("1 nota de voz"), "data-many": _("%n notas de voz")}


class SlipForm(TellForm):
    """What the signed slip says, with the slip."""

    paper = UploadField(
        label=_("La hoja firmada, escaneada o en foto"),
        help_text=_("Que se vean la firma o la huella: con ella vale como palabra del guardián."),
    )
