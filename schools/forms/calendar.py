from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from core.tenancy.forms import DayField
from schools.enums import ClosureKind
from schools.models import School
from schools.models.calendar import monday_to_friday

WEEKDAY_CHOICES = [(number + 1, name) for number, name in WEEKDAYS.items()]


class WeekdaysForm(forms.Form):
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Días de clase de la semana"),
        choices=WEEKDAY_CHOICES,
        coerce=int,
        initial=monday_to_friday,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Elija al menos un día de la semana.")},
    )


class SchoolYearForm(WeekdaysForm):
    year = forms.IntegerField(label=_("Año"), min_value=2015, max_value=2100)
    with_holidays = forms.BooleanField(
        label=_("Agregar los feriados nacionales"),
        required=False,
        initial=True,
        help_text=_("En el Perú. Puede quitarlos o agregar otros después."),
    )

    field_order = ("year", "weekdays", "with_holidays")


class TermForm(forms.Form):
    name = forms.CharField(label=_("Nombre"), max_length=60, help_text=_("Por ejemplo: «I bimestre»."))
    from_date = DayField(label=_("Primer día de clases"))
    to_date = DayField(label=_("Último día de clases"))


class ClosureForm(forms.Form):
    kind = forms.ChoiceField(label=_("Qué es"), choices=ClosureKind.choices)
    reason = forms.CharField(label=_("Motivo"), max_length=200, help_text=_("Por ejemplo: «Aniversario del distrito»."))
    from_date = DayField(label=_("Desde"))
    to_date = DayField(label=_("Hasta"), help_text=_("Si es un solo día, repita la fecha."))
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("Escuela"), required=False, empty_label=_("Todas las escuelas de la UGEL")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.order_by("name", "pk")
