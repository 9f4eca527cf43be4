from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commitments.enums import TOLD_TO_THE_UGEL, Channel, Outcome, Party, Promiser, Ruling
from commitments.forms.attesting import AttestForm, PromiseAwareForm
from commitments.models import Attestation, Commitment
from commitments.services import Part, every_month, every_week, on_dates
from core.files.forms import UploadField
from core.tenancy.errors import DomainError
from core.tenancy.forms import DayField
from core.ui.numbers import written
from needs.enums import Category
from needs.models import Need
from partners.models import Contact, Partner
from schools.models import School, Territory

WEEKDAYS = [
    ("0", _("lunes")),
    ("1", _("martes")),
    ("2", _("miércoles")),
    ("3", _("jueves")),
    ("4", _("viernes")),
    ("5", _("sábado")),
    ("6", _("domingo")),
]


class ScheduleForm(forms.Form):
    """When and how much: one date, a list, every week or every month; cleans to `parts`."""

    ONCE, LIST, WEEKLY, MONTHLY = "once", "list", "weekly", "monthly"
    rhythm = forms.ChoiceField(
        label=_("¿Cuándo?"),
        widget=forms.RadioSelect,
        initial=ONCE,
        choices=[
            (ONCE, _("En una fecha")),
            (LIST, _("En varias fechas")),
            (WEEKLY, _("Cada semana")),
            (MONTHLY, _("Cada mes")),
        ],
    )
    quantity = forms.DecimalField(
        label=_("Cantidad por entrega"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2
    )
    unit = forms.CharField(label=_("Unidad"), max_length=40, help_text=_("Por ejemplo: litros, carpetas, aulas."))
    first = DayField(label=_("Fecha, o primer día"), required=False)
    last = DayField(label=_("Último día"), required=False, help_text=_("Solo si se repite."))
    weekdays = forms.MultipleChoiceField(
        label=_("Qué días"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple, required=False
    )
    dates = forms.CharField(
        label=_("Las fechas"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Una por línea, día/mes/año. Por ejemplo: 12/05/2026."),
    )

    def clean(self):
        told = super().clean()
        if not self.errors:
            try:
                told["parts"] = self._parts(told)
            except DomainError as error:
                self.add_error("first", str(error))
        return told

    def _parts(self, told) -> list[Part]:
        quantity, first, last = told["quantity"], told.get("first"), told.get("last")
        if told["rhythm"] == self.LIST:
            return on_dates(self._listed(told.get("dates", "")), quantity)
        if first is None:
            raise DomainError(_("Escriba la fecha."))
        if told["rhythm"] == self.ONCE:
            return on_dates([first], quantity)
        if last is None or last < first:
            raise DomainError(_("Escriba hasta qué día se repite, después del primero."))
        if told["rhythm"] == self.MONTHLY:
            return every_month(first.day, first=first, last=last, quantity=quantity)
        weekdays = [int(day) for day in told["weekdays"]] or [first.weekday()]
        return every_week(weekdays, first=first, last=last, quantity=quantity)

    def _listed(self, text) -> list[date]:
        day = forms.DateField(input_formats=["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"])
        try:
            return [day.clean(line.strip()) for line in text.splitlines() if line.strip()]
        except ValidationError as error:
            raise DomainError(_("Una de las fechas no se entiende. Escriba día/mes/año, una por línea.")) from error


class PromiseForm(ScheduleForm):
    """A promise as it is told: who, what, for whom, when, and from where it comes."""

    promiser = forms.ChoiceField(label=_("¿Quién promete?"), choices=Promiser.choices, widget=forms.RadioSelect)
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Qué aliado"), required=False, empty_label=_("Ninguno")
    )
    what = forms.CharField(
        label=_("¿Qué promete?"), max_length=200, help_text=_("Por ejemplo: «Agua en cisterna cada martes».")
    )
    category = forms.ChoiceField(label=_("Para qué"), choices=Category.choices)
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label=_("Para qué escuelas"),
        required=False,
        help_text=_("Cada una recibe la cantidad que se escribe abajo."),
        widget=forms.CheckboxSelectMultiple,
    )
    territory = forms.ModelChoiceField(
        Territory.objects.none(),
        label=_("O para un distrito entero"),
        required=False,
        help_text=_("Entonces no cuenta para ninguna escuela."),
        empty_label=_("Ninguno"),
    )
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(), label=_("Responde a"), required=False, widget=forms.CheckboxSelectMultiple
    )
    valuation = forms.DecimalField(
        label=_("Valor estimado por escuela"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    valuation_basis = forms.CharField(
        label=_("Cómo se estimó"),
        max_length=160,
        required=False,
        help_text=_("Por ejemplo: factura, cotización, precio de mercado."),
    )
    origin_text = forms.CharField(
        label=_("De dónde viene"),
        max_length=160,
        required=False,
        help_text=_("Por ejemplo: reunión del 3 de marzo, oficio 112-2026."),
    )
    field_order = [
        *("promiser", "partner", "what", "category", "schools", "territory", "needs"),
        *("rhythm", "quantity", "unit", "first", "last", "weekdays", "dates"),
        *("valuation", "valuation_basis", "origin_text"),
    ]

    def __init__(self, *args, schools, needs, currency, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.current().order_by("name")
        self.fields["partner"].is_asked_later = True  # of a partner's promise it is asked, of others it is not
        self.fields["schools"].queryset = schools
        districts = schools.order_by().values("district")
        self.fields["territory"].queryset = Territory.objects.filter(pk__in=districts).order_by("name")
        self.fields["needs"].queryset = needs
        if not needs:
            del self.fields["needs"]
        self.fields["valuation"].help_text = _("En %(currency)s. Si no se sabe, déjelo en blanco.") % {
            "currency": currency
        }

    def clean(self):
        told = super().clean()
        if told.get("promiser") == Promiser.PARTNER and not told.get("partner"):
            self.add_error("partner", _("Elija el aliado, o regístrelo antes en «Aliados»."))
        if bool(told.get("schools")) == bool(told.get("territory")):
            self.add_error("schools", _("Elija las escuelas, o un distrito: una de las dos cosas."))
        if told.get("territory") and told.get("promiser") in (Promiser.SCHOOL, Promiser.APAFA):
            self.add_error("schools", _("Lo que promete una escuela o su APAFA es para su escuela."))
        if told.get("valuation") is not None and not told.get("valuation_basis"):
            self.add_error("valuation_basis", _("Escriba cómo se estimó el valor."))
        return told


class ChangeForm(ScheduleForm):
    """What is promised, written anew; what somebody already spoke of stays."""

    what = forms.CharField(label=_("¿Qué promete?"), max_length=200)
    reason = forms.CharField(label=_("Por qué cambia"), max_length=300, help_text=_("Lo lee quien promete."))
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["what", "rhythm", "quantity", "unit", "first", "last", "weekdays", "dates", "reason", "version"]


def remaining_schedule(commitment: Commitment) -> dict:
    """How the form shows what is still to come: one date, or the list of dates."""
    parts = list(commitment.instalments.untouched().in_order())
    told = {"what": commitment.what, "unit": commitment.unit, "version": commitment.version}
    told["quantity"] = parts[0].quantity if parts else None
    if len(parts) == 1:
        return {**told, "rhythm": ScheduleForm.ONCE, "first": parts[0].due_date}
    lines = "\n".join(f"{part.due_date:%d/%m/%Y}" for part in parts)
    return {**told, "rhythm": ScheduleForm.LIST, "dates": lines}


class OnBehalfForm(PromiseAwareForm):
    """Who said it, and how it reached the UGEL."""

    contact = forms.ModelChoiceField(
        Contact.objects.none(), label=_("¿Quién lo dijo?"), required=False, empty_label=_("Otra persona")
    )
    name = forms.CharField(label=_("Nombres y apellidos"), max_length=120, required=False)
    post = forms.CharField(label=_("Cargo"), max_length=120, required=False)
    channel = forms.ChoiceField(
        label=_("¿Cómo lo dijo?"),
        widget=forms.RadioSelect,
        choices=[(channel.value, channel.label) for channel in TOLD_TO_THE_UGEL],
        initial=Channel.CALL,
    )
    paper = UploadField(
        label=_("Papel firmado"),
        required=False,
        help_text=_("PDF o foto. Con él, la palabra es de esa persona; sin él, cuenta como de la UGEL."),
    )

    def __init__(self, *args, commitment, **kwargs):
        super().__init__(*args, commitment=commitment, **kwargs)
        contacts = Contact.objects.active().filter(partner=commitment.partner_id).order_by("name")
        self.fields["contact"].queryset = contacts
        if not commitment.partner_id:
            del self.fields["contact"]

    def clean(self):
        told = super().clean()
        if not told.get("contact") and not told.get("name", "").strip():
            self.add_error("name", _("Escriba el nombre de la persona que lo dijo."))
        return told


class DeclineForm(OnBehalfForm):
    reason = forms.CharField(label=_("Motivo"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AttestOnBehalfForm(AttestForm, OnBehalfForm):
    """What somebody told the UGEL by phone, letter or on paper."""

    party = forms.ChoiceField(label=_("¿Por quién habla?"), widget=forms.RadioSelect)
    field_order = ["party", "contact", "name", "post", "channel", "paper", "instalment", "outcome", "quantity"]

    def __init__(self, *args, commitment, **kwargs):
        super().__init__(*args, commitment=commitment, **kwargs)
        parties = [party for party in Party if party != Party.UGEL]
        self.fields["party"].choices = [(party.value, party.label) for party in parties]
        self.fields["party"].initial = Party.PROMISER


class MonthForm(forms.Form):
    """All that was due in a month, in one word."""

    month = forms.ChoiceField(label=_("¿De qué mes?"))
    outcome = forms.ChoiceField(
        label=_("¿Qué pasó?"),
        widget=forms.RadioSelect,
        choices=[(Outcome.DELIVERED, _("Llegó todo")), (Outcome.NOT, _("No llegó nada"))],
    )
    note = forms.CharField(label=_("¿Qué vio?"), required=False, max_length=300)

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(f"{month:%Y-%m-01}", f"{month:%m/%Y}") for month in months]

    def clean_month(self):
        return date.fromisoformat(self.cleaned_data["month"])


class RescheduleForm(forms.Form):
    new_date = DayField(label=_("Fecha nueva"))
    reason = forms.CharField(label=_("Por qué cambia"), max_length=300, help_text=_("Lo leen la escuela y el aliado."))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Motivo"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Lo lee la escuela.")
    )


class ResolveForm(forms.Form):
    """How a disagreement ends, and whose word is not counted."""

    ruling = forms.ChoiceField(label=_("¿Cómo se resuelve?"), choices=Ruling.choices, widget=forms.RadioSelect)
    set_aside = forms.ModelMultipleChoiceField(
        Attestation.objects.none(),
        label=_("No se toma en cuenta lo que dijo"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=_("Motivo"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, instalment, unit, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["set_aside"]
        field.queryset = Attestation.objects.counting().filter(instalment=instalment).order_by("id")
        field.label_from_instance = lambda word: f"{word.name_and_post}: {written(word.quantity)} {unit}"


class PaperForm(forms.Form):
    paper = UploadField(label=_("Papel firmado"), help_text=_("PDF o foto, donde se lean la firma y el nombre."))
