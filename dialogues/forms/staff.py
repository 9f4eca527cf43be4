from decimal import Decimal
from operator import attrgetter

from django import forms
from django.utils.translation import gettext_lazy as _

from core.people.forms import PhoneField
from core.tenancy.forms import DayField, TenantForm
from dialogues.enums import Ruling, Weight
from dialogues.models import Agreement, Attendance, Member, Problem, Session, Table
from dialogues.selectors import needs_of
from partners.models import Contact, Partner
from partners.selectors.lists import territories_here
from schools.models import School


class TableForm(TenantForm):
    class Meta:
        model = Table
        fields = ["name", "territory"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = territories_here()
        self.fields["territory"].label_from_instance = attrgetter("name_and_kind")


class TableNameForm(TenantForm):
    class Meta:
        model = Table
        fields = ["name"]


class SessionForm(TenantForm):
    session_date = DayField(label=_("Fecha de la sesión"))

    class Meta:
        model = Session
        fields = ["session_date", "start_time", "place"]
        widgets = {"start_time": forms.TimeInput(format="%H:%M", attrs={"type": "time"})}


class AttendanceForm(TenantForm):
    """Somebody known as a contact of a partner, or somebody written down by name and entity."""

    class Meta:
        model = Attendance
        fields = ["contact", "name", "entity", "post", "has_signed"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="came_%s", **kwargs)
        _contact_or_written(self)

    def clean(self):
        return _has_somebody(self, super().clean())


def _contact_or_written(form) -> None:
    people = Contact.objects.active().select_related("partner").order_by("partner__name", "name")
    form.fields["contact"] = forms.ModelChoiceField(
        people, label=_("Contacto de un aliado"), required=False, empty_label=_("Otra persona")
    )
    form.fields["contact"].label_from_instance = lambda one: f"{one.partner} · {one.name}"
    for name in ("name", "entity"):
        form.fields[name].required = False
        form.fields[name].help_text = _("Si no es contacto de un aliado.")


def _has_somebody(form, told: dict) -> dict:
    for name in ("name", "entity"):
        if not told.get("contact") and not told.get(name):
            form.add_error(name, _("Elija un contacto, o escriba nombre y entidad."))
    return told


class MemberForm(TenantForm):
    """A contact of a partner, or somebody written down with how to reach them."""

    phone = PhoneField(label=_("Celular"), required=False)

    class Meta:
        model = Member
        fields = ["contact", "name", "entity", "post", "email", "phone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _contact_or_written(self)
        self.fields["email"].is_asked_later = self.fields["phone"].is_asked_later = True

    def clean(self):
        told = super().clean()
        told["phone"] = told.get("phone") or ""
        return _has_somebody(self, told)


class ProblemForm(TenantForm):
    """What is wrong, in the table's words or in those of a need that a school told; a noted one keeps its need."""

    class Meta:
        model = Problem
        fields = ["need", "text", "severity", "reach", "feasibility"]

    def __init__(self, *args, session=None, **kwargs):
        super().__init__(*args, auto_id="problem_%s", **kwargs)
        if session is None:
            del self.fields["need"]
        else:
            self.fields["need"] = forms.ModelChoiceField(
                needs_of(session),
                label=_("Necesidad registrada"),
                required=False,
                empty_label=_("Ninguna: se escribe el problema"),
            )
            self.fields["need"].label_from_instance = lambda need: f"{need.what} · {need.school.name}"
            self.fields["text"].required = False
            self.fields["text"].is_asked_later = True
        for name in ("severity", "reach", "feasibility"):
            self.fields[name] = forms.TypedChoiceField(
                label=Problem._meta.get_field(name).verbose_name.capitalize(),
                choices=Weight.choices,
                coerce=int,
                initial=Weight.MIDDLE,
            )

    def clean(self):
        told = super().clean()
        if need := told.get("need"):
            told["text"] = told.get("text") or need.what
        if not told.get("text") and not self.has_error("text"):
            self.add_error("text", _("Elija una necesidad, o escriba el problema."))
        return told


class QuantityField(forms.DecimalField):
    """How much of something each school gets: more than nothing."""

    def __init__(self, **told):
        words = {"min_value": _("Escriba una cantidad mayor que cero.")}
        super().__init__(min_value=Decimal("0.01"), max_digits=12, decimal_places=2, error_messages=words, **told)


class AgreementForm(TenantForm):
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label=_("Para qué escuelas"),
        help_text=_("Cada una recibe la cantidad escrita."),
        widget=forms.CheckboxSelectMultiple,
    )
    quantity = QuantityField(label=_("Cantidad por escuela"))
    due_date = DayField(label=_("Hasta cuándo"))

    class Meta:
        model = Agreement
        fields = ["partner", "what", "category", "quantity", "unit", "due_date", "problem"]
        labels = {"problem": _("Qué problema resuelve")}

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, auto_id="agreed_%s", **kwargs)
        here = School.objects.current().in_territory(session.table.territory)
        self.fields["schools"].queryset = here.order_by("name", "pk")
        self.fields["partner"].queryset = Partner.objects.current().order_by("name")
        self.fields["problem"].queryset = session.problems.standing().order_by("pk")
        self.fields["problem"].empty_label = _("Ninguno en particular")


class CirculateForm(forms.Form):
    until = DayField(label=_("¿Hasta qué día se reciben observaciones?"))


class RulingForm(forms.Form):
    """What becomes of a proposed change, as it read at `answered_at`."""

    ruling = forms.ChoiceField(label=_("¿Qué se hace?"), choices=Ruling.choices, widget=forms.RadioSelect)
    reply = forms.CharField(
        label=_("En una frase"),
        max_length=300,
        required=False,
        help_text=_("Se imprime en el acta. Si se acepta, anote el cambio en la sesión."),
    )
    answered_at = forms.DateTimeField(widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("ruling") == Ruling.DECLINED and not cleaned.get("reply"):
            self.add_error("reply", _("Diga por qué no se acepta."))
        return cleaned


class AttendanceCorrection(TenantForm):
    class Meta:
        model = Attendance
        fields = ["name", "entity", "post", "has_signed"]


class AgreementCorrection(TenantForm):
    """The terms of an agreement; who and for which schools is struck and noted anew."""

    quantity = QuantityField(label=_("Cantidad por escuela"))
    due_date = DayField(label=_("Hasta cuándo"))
    reason = forms.CharField(
        label=_("Por qué se corrige"), max_length=300, help_text=_("Lo lee el aliado, que confirma otra vez.")
    )

    class Meta:
        model = Agreement
        fields = ["what", "quantity", "unit", "due_date"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["quantity"] = f"{self.instance.quantity.normalize():f}"  # «1», as it was typed


class ReasonForm(forms.Form):
    """Why something is done that cannot be seen from it."""

    reason = forms.CharField(label=_("Motivo"), max_length=300)


class ReachForm(forms.Form):
    """Where somebody is reached who is nobody's contact; one of the two."""

    phone = PhoneField(label=_("Celular"), required=False)
    email = forms.EmailField(label=_("Correo electrónico"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_asked_later = True

    def clean(self):
        told = super().clean()
        told["phone"] = told.get("phone") or ""
        if not self.errors and not told["phone"] and not told.get("email"):
            raise forms.ValidationError(_("Escriba un celular o un correo."))
        return told
