from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.forms import DayField
from livelihoods import selectors
from livelihoods.enums import Per, SupportKind
from livelihoods.forms.fields import UNKNOWN, WordForm, count, place_label
from schools.models import School, Territory


class SchoolSupportForm(WordForm):
    """Help to the children of one school."""

    kind = forms.ChoiceField(label=_("Qué recibieron"), choices=SupportKind.choices, widget=forms.RadioSelect)
    day = DayField(label=_("Fecha"), initial=timezone.localdate)
    children = count(_("Niñas y niños sin discapacidad"), help_text=UNKNOWN)
    disabled_children = count(
        _("Niñas y niños con discapacidad"),
        help_text=_("Aparte de los anteriores. En blanco si no se sabe."),
    )
    grades = forms.CharField(
        label=_("Grados"), max_length=40, required=False, help_text=_("Por ejemplo «1 a 4». En blanco si son todos.")
    )
    times = count(_("Cuántas veces"), help_text=_("De alimentación o reforzamiento. En blanco si no se sabe."))
    per = forms.ChoiceField(label=_("Cada cuánto"), choices=[("", _("Sin dato")), *Per.choices], required=False)
    what = forms.CharField(label=_("En qué consistió"), max_length=200, required=False)

    def clean_times(self):
        times = self.cleaned_data["times"]
        if times == 0:
            raise forms.ValidationError(_("Escriba 1 o más; en blanco si no se sabe."))
        return times

    def clean(self):
        told = super().clean()
        if told.get("per") and told.get("times") is None and not self.has_error("times"):
            self.add_error("times", _("Escriba cuántas veces, o deje «sin dato» en cada cuánto."))
        return told


class SupportForm(SchoolSupportForm):
    """Help to the children of a school, of a village or, where nobody said which, of a district."""

    school = forms.ModelChoiceField(
        School.objects.none(), label=_("Escuela"), required=False, empty_label=_("Ninguna en particular")
    )
    territory = forms.ModelChoiceField(
        Territory.objects.none(),
        label=_("Comunidad o distrito"),
        required=False,
        empty_label=_("El de la escuela"),
        help_text=_("Si no fue en una escuela. El distrito solo cuando no se sabe la comunidad."),
    )
    field_order = ["kind", "day", "school", "territory"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.current().order_by("name", "pk")
        self.fields["territory"].queryset = selectors.places_here()
        self.fields["territory"].label_from_instance = place_label

    def clean(self):
        told = super().clean()
        if not told.get("school") and not told.get("territory") and not self.errors.keys() & {"school", "territory"}:
            self.add_error("territory", _("Diga en qué comunidad o en qué escuela recibieron la ayuda."))
        return told
