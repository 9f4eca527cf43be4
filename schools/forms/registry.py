from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files.forms import UploadField
from core.people.forms import PhoneField
from core.tenancy.forms import DayField
from schools.enums import Characteristic, Level
from schools.models import School, Territory
from schools.services.schools import SchoolFacts


class PadronUploadForm(forms.Form):
    upload = UploadField(
        label=_("Archivo del padrón"),
        help_text=_("El ZIP de ESCALE tal como se descarga, un DBF, un CSV o un Excel."),
    )
    cut_date = DayField(
        label=_("Fecha de corte"),
        required=False,
        help_text=_("Déjela en blanco: la tomamos del nombre del archivo o de la columna FECHA_ACT."),
    )
    with_contacts = forms.BooleanField(
        label=_("Guardar también el nombre, teléfono y correo de los directores"),
        required=False,
        help_text=_("Son datos personales. Solo los verá el personal de la UGEL."),
    )


class PadronRevisionForm(forms.Form):
    """The open questions of a preview, and whether the file is a whole cut."""

    is_full = forms.ChoiceField(
        label=_("¿El archivo trae todos los servicios de la UGEL?"),
        choices=[("yes", _("Sí, es el corte completo")), ("no", _("No, es solo una parte"))],
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )

    def __init__(self, *args, padron_import, **kwargs):
        kwargs.setdefault("initial", {"is_full": "yes" if padron_import.is_full else "no"})
        super().__init__(*args, **kwargs)
        self.questions = list(padron_import.questions.order_by("codlocal"))
        if padron_import.is_older:
            del self.fields["is_full"]
        for question in self.questions:
            self.fields[f"local_{question.codlocal}"] = forms.ChoiceField(
                label=_("Local %(code)s: tiene varias instituciones. ¿Qué corresponde?") % {"code": question.codlocal},
                choices=[(option, answer_label(question, option)) for option in question.options],
                initial=question.answer or question.default,
                widget=forms.RadioSelect,
            )

    def answers(self):
        return {question.codlocal: self.cleaned_data[f"local_{question.codlocal}"] for question in self.questions}

    def says_full(self):
        return self.cleaned_data["is_full"] == "yes" if "is_full" in self.fields else None


def answer_label(question, option):
    """An answer in words: which institution goes on as the school already known, or how they stand together."""
    kind, _colon, codinst = option.partition(":")
    if kind == "together":
        return _("Son una sola escuela")
    if not codinst:
        return _("Son escuelas distintas, todas nuevas") if question.facts["known"] else _("Son escuelas distintas")
    institution = next((i for i in question.facts["institutions"] if i["codinst"] == codinst), {})
    words = {"known": question.facts["known"], "name": institution.get("name", ""), "codinst": codinst}
    return _("Son distintas, y «%(known)s» continúa como %(name)s (%(codinst)s)") % words


class SchoolForm(forms.ModelForm):
    """A school by hand; code and levels only when it is new."""

    code = forms.CharField(
        label=_("Código"), required=False, max_length=14, help_text=_("El de local o el que use su sistema; opcional.")
    )
    levels = forms.MultipleChoiceField(
        label=_("Niveles"), required=False, choices=Level.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = School
        fields = ("name", "code", "district", "centre", "address", "area", "management", "lat", "lon", "is_active")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        used = School.objects.exclude(district=None).order_by().values("district")
        wanted = Territory.objects.filter(pk__in=used) | Territory.objects.filter(kind__in=("district", "ayil_aymak"))
        self.fields["district"].queryset = wanted.order_by("name")[:2500]
        if self.instance.pk:
            del self.fields["code"], self.fields["levels"]

    def facts(self) -> SchoolFacts:
        said = {name: value for name, value in self.cleaned_data.items() if name != "levels"}
        return SchoolFacts(**said)


class EnrolmentForm(forms.Form):
    """Boys and girls of each service of one school today; what is left blank is not touched."""

    cut_date = DayField(label=_("Fecha del conteo"), initial=timezone.localdate)

    def __init__(self, *args, services, **kwargs):
        super().__init__(*args, **kwargs)
        self.services = list(services)
        for service in self.services:
            for sex, label in (("boys", _("hombres")), ("girls", _("mujeres"))):
                self.fields[_count_field(sex, service)] = forms.IntegerField(
                    label=f"{service.level_label} ({service.code}): {label}",
                    required=False,
                    min_value=0,
                    max_value=5000,
                )

    def counts(self):
        said = self.cleaned_data
        pairs = {s.pk: (said[_count_field("boys", s)], said[_count_field("girls", s)]) for s in self.services}
        return {pk: pair for pk, pair in pairs.items() if pair != (None, None)}


def _count_field(sex, service):
    return f"{sex}_{service.codigo_modular}_{service.anexo}"


class SheetUploadForm(forms.Form):
    upload = UploadField(label=_("Planilla"), help_text=_("Excel (.xlsx) o CSV, hasta 5000 filas."))


class PersonForm(forms.Form):
    """Somebody by name, with what one needs to call them."""

    full_name = forms.CharField(label=_("Nombres y apellidos"), max_length=120)
    phone = PhoneField(label=_("Celular"), required=False, help_text=_("Para llamar y escribir por WhatsApp."))
    email = forms.EmailField(label=_("Correo electrónico"), required=False)


class ColleagueForm(PersonForm):
    pass


class HandOverForm(PersonForm):
    """Who takes the school over: somebody of its team, or a new person."""

    NEW = "new"

    person = forms.ChoiceField(label=_("¿Quién asume la dirección?"), widget=forms.RadioSelect)
    from_date = DayField(label=_("Desde"), initial=timezone.localdate)

    field_order = ("person", "full_name", "phone", "email", "from_date")

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = {str(user.pk): user for user in team}
        self.fields["person"].choices = [
            *((pk, user.full_name) for pk, user in self.team.items()),
            (self.NEW, _("Otra persona")),
        ]
        self.fields["full_name"].required = False
        if not self.team:
            self.fields["person"].widget, self.fields["person"].initial = forms.HiddenInput(), self.NEW

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("person") == self.NEW and not cleaned.get("full_name"):
            self.add_error("full_name", _("Escriba quién asume la dirección."))
        return cleaned

    def facts(self) -> dict:
        """What the service wants to know."""
        facts = {name: self.cleaned_data[name] for name in ("full_name", "phone", "email", "from_date")}
        user = self.team.get(self.cleaned_data["person"])
        return {**facts, "email": None, "full_name": user.full_name, "user": user} if user else facts


class EndAssignmentForm(forms.Form):
    to_date = DayField(label=_("Último día"), initial=timezone.localdate)


class CharacteristicForm(forms.Form):
    characteristic = forms.ChoiceField(
        label=_("Característica"), required=False, choices=[("", _("Sin dato")), *Characteristic.choices]
    )


class TargetYearForm(forms.Form):
    year = forms.IntegerField(label=_("Año"), min_value=2015, max_value=2100)


class AdjustTargetForm(forms.Form):
    is_included = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Motivo"), max_length=300, required=False)


class FreezeTargetForm(forms.Form):
    resolution = forms.CharField(
        label=_("Resolución que aprueba el ámbito"), max_length=160, help_text=_("Por ejemplo: RD 0451-2026-UGELJB.")
    )
