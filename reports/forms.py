from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.forms import DayField, VersionedForm
from partners.models import Partner
from reports.models import Programme, ReportedFigure, ReportText
from reports.selectors.stated import indicator_names


class PeriodForm(forms.Form):
    """From when to when a report speaks; the year that is running is proposed."""

    period_start = DayField(label=_("Desde"))
    period_end = DayField(
        label=_("Hasta"),
        help_text=_("Si el periodo aún no termina, el informe es un avance hasta hoy."),
    )

    def __init__(self, *args, **kwargs):
        year = timezone.localdate().year
        initial = {"period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
        super().__init__(*args, initial=initial, **kwargs)


class TextForm(forms.ModelForm):
    class Meta:
        model = ReportText
        fields = ["title", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "body": _("Una línea en blanco separa párrafos; una línea que empieza con guion es un punto de una lista."),
        }


class YearNameForm(forms.Form):
    """The official name of one year."""

    year = forms.IntegerField(label=_("Año"), min_value=2000, max_value=2100)
    name = forms.CharField(
        label=_("Nombre oficial del año"), max_length=200, help_text=_("Como lo publica El Peruano, sin comillas.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"year": timezone.localdate().year}, **kwargs)


class StatedForm(VersionedForm):
    """The days something is said of, and which version of it the person saw."""

    period_start = DayField(label=_("Desde"))
    period_end = DayField(label=_("Hasta"))


class ReportedFigureForm(StatedForm):
    """What a paper printed; a value left blank is a number the paper does not give."""

    indicator = forms.ChoiceField(
        label=_("Cifra del sistema que cuenta lo mismo"),
        required=False,
        help_text=_("Si la elige, el informe dice cuánto se diferencian."),
    )

    class Meta:
        model = ReportedFigure
        fields = [
            "label", "place", "period_start", "period_end", "unit", "value", "printed", "indicator", "source", "note",
        ]  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "value": _("El número. En blanco si el papel no lo da: eso no es cero."),
            "printed": _("Con sus propias comas y signos: 5,6 %"),
            "place": _("Distrito o comunidad, si el papel lo dice."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", _("Ninguna")), *indicator_names()]


class ProgrammeForm(StatedForm):
    """A programme's name, days and who pays for it."""

    class Meta:
        model = Programme
        fields = ["name", "period_start", "period_end", "other_funders"]
        help_texts = {"other_funders": _("Los que no están en el registro de aliados.")}

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["funders"] = forms.ModelMultipleChoiceField(
            Partner.objects.filter(is_active=True).order_by("name"),
            label=_("Aliados que lo financian"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=[row.partner_id for row in instance.funders.all()] if instance else None,
        )
        self.order_fields(["name", "period_start", "period_end", "funders", "other_funders"])
