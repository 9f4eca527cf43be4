from django import forms
from django.utils.translation import gettext_lazy as _

from core.files.forms import PhotosField, VoiceField
from core.tenancy.errors import DomainError
from core.tenancy.forms import TenantForm
from needs.enums import Category, NeedState, Severity
from needs.models import Need
from needs.readers import read_table
from schools.models import School


class ReportForm(TenantForm):
    """What a school lacks, asked in the order in which one would tell it."""

    photos = PhotosField(
        label=_("Fotos"), required=False, most=8, help_text=_("Hasta 8. Que se vea el problema, no los rostros.")
    )
    voice = VoiceField(
        label=_("Nota de voz"), required=False, help_text=_("Si prefiere contarlo hablando, hasta cinco minutos.")
    )

    class Meta:
        model = Need
        fields = ("school", "category", "space", "element", "severity", "affected_students", "what", "detail", "place")
        widgets = {
            "category": forms.RadioSelect,
            "space": forms.RadioSelect,
            "element": forms.Select,
            "severity": forms.RadioSelect,
            "detail": forms.Textarea(attrs={"rows": 4}),
            "affected_students": forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
        }
        help_texts = {
            "what": _("Por ejemplo: «Gotea el techo del aula de 3.º»."),
            "affected_students": _("Si no lo sabe, déjelo en blanco."),
            "severity": _("Un peligro hoy se avisa de inmediato a la UGEL."),
            "place": _("Por ejemplo: segundo pabellón, al fondo."),
        }

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        self.fields["category"].choices = Category.choices
        self.fields["severity"].choices = Severity.choices
        self.fields["space"].choices = [("", _("No es de un ambiente")), *self.fields["space"].choices[1:]]
        self.fields["element"].choices = [("", _("Ninguna en especial")), *self.fields["element"].choices[1:]]
        if len(schools) == 1:
            self.fields["school"].initial = schools[0]
            self.fields["school"].widget = forms.HiddenInput()


class AnswerForm(forms.Form):
    """One answer of the UGEL; which ones are offered depends on how the need stands."""

    ANSWERS = {
        NeedState.ACCEPTED: _("Aceptar"),
        NeedState.PRIORITISED: _("Priorizar"),
        NeedState.STATE_PROGRAMME: _("La atiende un programa del Estado"),
        NeedState.RETURNED: _("Devolver a la escuela: falta un dato"),
        NeedState.SOLVED_OTHERWISE: _("Cerrar: se resolvió por otro medio"),
        NeedState.CLOSED_UNSOLVED: _("Cerrar sin resolver"),
    }
    answer = forms.ChoiceField(label=_("Respuesta"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Motivo, dato que falta o programa"),
        required=False,
        max_length=140,
        help_text=_("La escuela lo leerá tal como lo escribe."),
    )

    def __init__(self, *args, allowed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(state, label) for state, label in self.ANSWERS.items() if state in allowed]


class TextForm(forms.Form):
    text = forms.CharField(label=_("Qué vio"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class DuplicateForm(forms.Form):
    """Which need of the same school already tells this."""

    of = forms.ModelChoiceField(Need.objects.none(), label=_("Es la misma que"), widget=forms.RadioSelect)

    def __init__(self, *args, need, **kwargs):
        super().__init__(*args, **kwargs)
        same_school = Need.objects.filter(school_id=need.school_id).exclude(pk=need.pk)
        self.fields["of"].queryset = same_school.exclude(state=NeedState.DUPLICATE).order_by("-number")
        self.fields["of"].empty_label = None


class SchoolChoiceForm(forms.Form):
    escuela = forms.ModelChoiceField(School.objects.none(), label=_("Escuela"))

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["escuela"].queryset = schools


class SheetForm(forms.Form):
    """A sheet of needs, XLSX or CSV; cleans to the table it holds."""

    sheet = forms.FileField(label=_("Planilla"), help_text=_("XLSX o CSV, hasta 2 MB y 2 000 filas."))

    def clean_sheet(self):
        try:
            return read_table(self.cleaned_data["sheet"])
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
