from datetime import timedelta
from operator import attrgetter

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import Outcome
from commitments.models import Instalment
from core.accounts.models import User
from core.files.forms import PhotosField, UploadField, VoiceField
from core.people.forms import PhoneField
from core.strategies import settings as ugel_settings
from core.tenancy.forms import DayField
from core.ui.numbers import written
from guardians import selectors
from guardians.enums import Measure, TieKind
from guardians.models import Guardian, Visit
from partners.models import Partner
from partners.selectors.lists import territories_here
from schools.models import School, Territory

VISIT_DAYS = "guardians.visit_days"
SAMPLE_PERCENT = "guardians.sample_percent"
LLEGO = [
    (Outcome.DELIVERED.value, _("Llegó todo")),
    (Outcome.PARTLY.value, _("Llegó una parte")),
    (Outcome.NOT.value, _("No llegó")),
]


def visit_by():
    """The day by which a visit is made, by the UGEL's own measure."""
    return timezone.localdate() + timedelta(days=int(ugel_settings.value(VISIT_DAYS)))


class CodeForm(forms.Form):
    text = forms.CharField(
        label=_("Código de conducta"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Cada guardián firma este texto. Una versión nueva no cambia lo que otros ya firmaron."),
    )


class PlacesForm(forms.Form):
    """Which schools, and which territories with all their schools."""

    schools = forms.ModelMultipleChoiceField(
        School.objects.none(), label=_("Escuelas"), required=False, widget=forms.CheckboxSelectMultiple
    )
    territories = forms.ModelMultipleChoiceField(
        Territory.objects.none(),
        label=_("O un territorio entero"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Todas sus escuelas, también las que aparezcan después."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["schools"].queryset = School.objects.current().order_by("name", "pk")
        self.fields["territories"].queryset = territories_here()
        self.fields["territories"].label_from_instance = attrgetter("name_and_kind")


class AcceptForm(PlacesForm):
    """Somebody known, or somebody new, with what they signed and what they declared."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Persona"),
        required=False,
        empty_label=_("Una persona nueva"),
        help_text=_("Si ya tiene su tarjeta de guardián, elíjala. Si no, escriba abajo su nombre."),
    )
    full_name = forms.CharField(label=_("Nombres y apellidos"), max_length=120, required=False)
    phone = PhoneField(label=_("Celular"), required=False)
    from_date = DayField(label=_("Desde"), initial=timezone.localdate)
    to_date = DayField(label=_("Hasta"), required=False, help_text=_("En blanco: hasta que se diga lo contrario."))
    signed_date = DayField(label=_("Firmó el código de conducta el"), initial=timezone.localdate)
    scan = UploadField(label=_("Código firmado, escaneado o en foto"), required=False)
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=_("¿Trabaja para un aliado, o es parte de él?"),
        required=False,
        empty_label=_("Declara que no"),
        help_text=_("No podrá ser testigo de lo que ese aliado prometa. Otros vínculos se agregan después."),
    )
    kind = forms.ChoiceField(label=_("Qué lo une"), choices=TieKind.choices, required=False)

    field_order = ["user", "full_name", "phone", "schools", "territories", "from_date", "to_date", "signed_date"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = selectors.acceptable_people()
        self.fields["partner"].queryset = Partner.objects.current().order_by("name", "pk")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("user") and not cleaned.get("full_name", "").strip():
            self.add_error("full_name", _("Escriba el nombre de la persona, o elíjala de la lista."))
        return cleaned

    def told(self) -> dict:
        """As `accept` takes it, without the scan."""
        names = ("user", "full_name", "phone", "schools", "territories", "from_date", "to_date", "signed_date")
        return {name: self.cleaned_data[name] for name in names}


class TieForm(forms.Form):
    kind = forms.ChoiceField(label=_("Qué lo une"), choices=TieKind.choices, widget=forms.RadioSelect)
    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("A qué aliado"), empty_label=_("Elija el aliado"))
    detail = forms.CharField(label=_("Detalle"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.current().order_by("name", "pk")


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Motivo"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AssignForm(forms.Form):
    """Who goes where by when; of which delivery, or just to look at the school."""

    guardian = forms.ModelChoiceField(Guardian.objects.none(), label=_("Guardián"), empty_label=_("Elija a quien irá"))
    instalment = forms.ModelChoiceField(
        Instalment.objects.none(), label=_("Qué mirar"), required=False, empty_label=_("La escuela, sin una entrega")
    )
    due_date = DayField(label=_("Hasta cuándo"), initial=visit_by)
    question = forms.CharField(
        label=_("Qué preguntar en la escuela"),
        max_length=200,
        required=False,
        help_text=_("Por ejemplo: «¿Quién recibió las sillas y dónde están?». La respuesta se graba."),
    )

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guardian"].queryset = selectors.guardians_of_school(school)
        self.fields["instalment"].queryset = selectors.deliveries_to_see(school)
        self.fields["instalment"].label_from_instance = _delivery_words


class SampleForm(forms.Form):
    period_start = DayField(label=_("Entregas desde"))
    period_end = DayField(label=_("Entregas hasta"))
    measure = forms.ChoiceField(
        label=_("Cuántas"), choices=Measure.choices, widget=forms.RadioSelect, initial=Measure.PERCENT
    )
    amount = forms.IntegerField(label=_("Cantidad o porcentaje"), min_value=1, max_value=500)
    visit_by = DayField(label=_("Se visitan hasta el"), initial=visit_by)
    seed = forms.CharField(
        label=_("Semilla del sorteo"),
        max_length=40,
        required=False,
        help_text=_(
            "Un número que nadie de aquí elige, como el de una lotería de hoy. En blanco, COMUSET pone una al azar."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["period_start"].initial = today.replace(day=1)
        self.fields["period_end"].initial = today
        self.fields["amount"].initial = int(ugel_settings.value(SAMPLE_PERCENT))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("measure") == Measure.PERCENT and (cleaned.get("amount") or 0) > 100:
            self.add_error("amount", _("Un porcentaje va de 1 a 100."))
        return cleaned


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
            self.fields["quantity"].help_text = _("Se prometieron %(much)s %(unit)s.") % told
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


class SlipsForm(forms.Form):
    MOST = 60

    visits = forms.ModelMultipleChoiceField(
        Visit.objects.none(),
        label=_("Visitas por hacer"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Elija al menos una visita.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        visits = Visit.objects.pending().with_names()
        self.fields["visits"].queryset = visits.order_by("guardian__user__full_name", "due_date", "pk")
        self.fields["visits"].label_from_instance = _visit_words

    def clean_visits(self):
        chosen = self.cleaned_data["visits"]
        if len(chosen) > self.MOST:
            raise forms.ValidationError(_("Elija hasta %(most)s visitas por vez.") % {"most": self.MOST})
        return chosen


def _delivery_words(one: Instalment) -> str:
    promise = one.commitment
    return f"{promise.what} · {one} · {written(one.quantity)} {promise.unit} · {promise.promiser_name}"


def _visit_words(one: Visit) -> str:
    return f"{one.guardian} · {one.school} · {one.title} · {one.due_date:%d/%m/%Y}"
