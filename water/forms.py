import re

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from commitments.models import Instalment
from core.files.forms import UploadField
from core.tenancy.forms import DayField, TenantForm
from partners.models import Partner
from water.models import Sample, Supply, Tanker
from water.selectors.supply import tankers, to_note
from water.selectors.weeks import MOST_LITRES

MOST_PH = 14


class InstalmentField(forms.ModelChoiceField):
    """A promised delivery that nobody noted yet, in words."""

    def label_from_instance(self, obj):
        return f"{date_format(obj.due_date, 'd/m/Y')} · {obj.commitment.promiser_name} · {obj.commitment.what}"


class LitresField(forms.IntegerField):
    """Digits alone: «1.000» would be read as one litre by who writes a thousand so."""

    default_error_messages = {"invalid": _("Escriba los litros con cifras solas: 1000, no 1.000.")}
    re_decimal = re.compile(r"(?!)")


class DeliveryForm(forms.Form):
    day = DayField(label=_("Qué día llegó"), initial=timezone.localdate)
    litres = LitresField(label=_("Litros que llegaron"), min_value=1, max_value=MOST_LITRES)
    instalment = InstalmentField(
        Instalment.objects.none(),
        label=_("Qué entrega comprometida es"),
        required=False,
        empty_label=_("Ninguna: no estaba comprometida"),
        help_text=_("Si la elige, lo que anota vale también como su palabra sobre ese compromiso."),
    )
    tanker = forms.ModelChoiceField(
        Tanker.objects.none(), label=_("Cisterna"), required=False, empty_label=_("No sé la placa, o no fue cisterna")
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Quién la trajo"), required=False, empty_label=_("No está entre los aliados")
    )

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instalment"].queryset = to_note(school)
        self.fields["tanker"].queryset = tankers()
        self.fields["partner"].queryset = Partner.objects.filter(is_active=True).order_by("name", "pk")


class SheetForm(forms.Form):
    sheet = UploadField(label=_("La planilla llenada (Excel)"))


class SampleForm(TenantForm):
    taken_date = DayField(label=_("Tomada el"), initial=timezone.localdate)

    class Meta:
        model = Sample
        fields = ["taken_date", "point", *Sample.MEASURES, "taken_by"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in Sample.MEASURES:
            self.fields[name].validators.append(MinValueValidator(0))
        self.fields["ph"].validators.append(MaxValueValidator(MOST_PH))

    def _post_clean(self):
        """The service judges and saves it."""


class SupplyForm(TenantForm):
    class Meta:
        model = Supply
        fields = ["source", "other_sources", "tank_litres"]
        help_texts = {"tank_litres": _("La suma de todos los tanques. Si no se sabe, déjelo en blanco.")}

    def _post_clean(self):
        """The service saves it."""


class TankerForm(TenantForm):
    valid_to = DayField(label=_("La autorización vence el"))

    class Meta:
        model = Tanker
        fields = ["partner", "plate", "authorisation", "valid_to"]
        help_texts = {"authorisation": _("Número de la autorización sanitaria de la DIRESA o DISA.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.filter(is_active=True).order_by("name", "pk")

    def _post_clean(self):
        """The service saves it."""
