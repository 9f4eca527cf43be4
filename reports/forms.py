from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.forms import DayField
from reports.models import ReportText


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
