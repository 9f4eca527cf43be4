from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import Instalment
from core.strategies import settings as ugel_settings
from core.tenancy.forms import DayField
from core.tenancy.speech import written_day
from core.ui.numbers import written
from guardians import selectors
from guardians.enums import Measure
from guardians.models import Guardian, Visit

VISIT_DAYS = "guardians.visit_days"
SAMPLE_PERCENT = "guardians.sample_percent"


def visit_by():
    """The day by which a visit is made, by the UGEL's own measure."""
    return timezone.localdate() + timedelta(days=int(ugel_settings.value(VISIT_DAYS)))


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
    delivery = f" ({written_day(one.instalment.due_date)}, {one.promise.promiser_name})" if one.promise else ""
    return f"{one.guardian} · {one.school} · {one.title}{delivery} · {written_day(one.due_date)}"
