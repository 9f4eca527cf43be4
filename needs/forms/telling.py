from django import forms
from django.utils.translation import gettext_lazy as _

from core.files.forms import PhotosField, VoiceField
from core.tenancy.forms import TenantForm
from needs.enums import Category, Severity
from needs.models import Need


class ReportForm(TenantForm):
    """What a school lacks, asked in the order in which a director tells it; a voice note may stand for the words."""

    photos = PhotosField(
        label=_("Muéstrelo con fotos"),
        required=False,
        most=8,
        help_text=_("Hasta 8. Que se vea el problema, no los rostros."),
    )
    voice = VoiceField(
        label=_("O cuéntelo hablando"), required=False, help_text=_("Una nota de voz de hasta cinco minutos.")
    )

    class Meta:
        model = Need
        fields = ("school", "category", "space", "element", "severity", "affected_students", "what", "detail", "place")
        widgets = {
            "category": forms.RadioSelect,
            "space": forms.RadioSelect,
            "element": forms.RadioSelect,
            "severity": forms.RadioSelect,
            "detail": forms.Textarea(attrs={"rows": 4}),
            "affected_students": forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
        }
        labels = {
            "school": _("¿De qué escuela habla?"),
            "category": _("¿Qué falta o qué está mal?"),
            "space": _("¿En qué parte de la escuela?"),
            "element": _("¿Qué está dañado?"),
            "severity": _("¿Qué tan grave es?"),
            "affected_students": _("¿A cuántos estudiantes afecta?"),
            "what": _("¿Qué pasa? Dígalo en pocas palabras"),
            "detail": _("Algo más que convenga saber"),
            "place": _("El lugar exacto"),
        }
        help_texts = {
            "what": _("Por ejemplo: «Gotea el techo del aula de 3.º»."),
            "affected_students": _("Sirve un número aproximado. Si no lo sabe, déjelo en blanco."),
            "place": _("Por ejemplo: segundo pabellón, al fondo."),
        }

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        self.fields["category"].choices = Category.choices
        self.fields["severity"].choices = Severity.choices
        self.fields["space"].choices = [("", _("No sabría decir")), *self.fields["space"].choices[1:]]
        self.fields["element"].choices = [("", _("Otra cosa")), *self.fields["element"].choices[1:]]
        self.fields["what"].required = False
        self.fields["photos"].widget.attrs |= {"data-one": _("1 foto"), "data-many": _("%n fotos")}
        self.fields["voice"].widget.attrs |= {"data-one": _("1 nota de voz"), "data-many": _("%n notas de voz")}
        first = schools[:2]  # a UGEL may have thousands, and only one matters here
        self.only_school = first[0] if len(first) == 1 else None
        if self.only_school:
            self.fields["school"].initial = self.only_school
            self.fields["school"].widget = forms.HiddenInput()

    @property
    def has_more(self):
        """Is there something in the folded part?"""
        return any(self[name].value() or self[name].errors for name in ("place", "detail"))

    def clean(self):
        told = super().clean()
        if told.get("what") or "what" in self.errors:
            return told
        if not told.get("voice"):
            self.add_error("what", _("Cuéntelo en pocas palabras, o grabe una nota de voz."))
        elif told.get("category"):
            topic = str(Category(told["category"]).label).split(":")[0]
            told["what"] = _("%(topic)s, contado en la nota de voz") % {"topic": topic}
        return told
