from datetime import date

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commitments.models import Commitment
from core.files.forms import UploadField
from core.tenancy.forms import DayField, TenantForm
from partners.models import Partner
from schools.models import School
from transport.enums import Equipment, PaperKind
from transport.models import Document, Driver, Route, Stop, Vehicle

WEEKDAYS = [
    (0, _("lunes")),
    (1, _("martes")),
    (2, _("miércoles")),
    (3, _("jueves")),
    (4, _("viernes")),
    (5, _("sábado")),
    (6, _("domingo")),
]
MOST_PUPILS = 500
MOST_VANS = 12


class HourInput(forms.TimeInput):
    """The device's own clock, which wants 07:30."""

    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


class ServiceForm(TenantForm):
    """A model's form whose thing the service makes or changes: the form reads, and writes nothing into it."""

    def _post_clean(self):
        """The service judges what the model's own rules would."""


class RouteForm(ServiceForm):
    weekdays = forms.MultipleChoiceField(
        label=_("Días que funciona"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple
    )
    entrada_hour = forms.TimeField(label=_("Hora de la entrada"), required=False, widget=HourInput)
    salida_hour = forms.TimeField(label=_("Hora de la salida"), required=False, widget=HourInput)
    from_date = DayField(label=_("Desde"), initial=timezone.localdate)
    to_date = DayField(label=_("Hasta"), required=False, help_text=_("En blanco: sigue."))

    class Meta:
        model = Route
        fields = [
            *("school", "name", "vehicle", "driver", "entrada_hour", "salida_hour"),
            *("weekdays", "from_date", "to_date", "notes"),
        ]
        widgets = {"notes": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, instance=None, initial=None, **kwargs):
        known = {f"{leg.direction}_hour": leg.hour for leg in instance.legs.all()} if instance else {}
        super().__init__(*args, instance=instance, initial={**known, **(initial or {})}, **kwargs)
        if instance:
            del self.fields["school"]
        else:
            self.fields["school"].queryset = School.objects.current().order_by("name", "pk")
            self.fields["school"].empty_label = _("Elija la escuela")
        # What the route has already stays to choose, in use or not: leaving it is said, not lost by saving.
        vehicles = Q(is_active=True) | Q(pk=instance and instance.vehicle_id)
        drivers = Q(is_active=True) | Q(pk=instance and instance.driver_id)
        self.fields["vehicle"].queryset = Vehicle.objects.filter(vehicles).order_by("name", "pk")
        self.fields["vehicle"].empty_label = _("Todavía sin vehículo")
        self.fields["driver"].queryset = Driver.objects.filter(drivers).order_by("name", "pk")
        self.fields["driver"].empty_label = _("Todavía sin conductor")
        self.fields["weekdays"].initial = instance.weekdays if instance else [0, 1, 2, 3, 4]


class VehicleForm(ServiceForm):
    equipment = forms.MultipleChoiceField(
        label=_("Qué lleva a bordo"), choices=Equipment.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    equipment_date = DayField(
        label=_("Qué día lo vio alguien"), required=False, help_text=_("En blanco: nadie lo vio todavía.")
    )
    made_year = forms.IntegerField(
        label=_("Año de fabricación"), min_value=1950, max_value=date.max.year, required=False
    )
    seats = forms.IntegerField(
        label=_("Asientos para estudiantes"),
        min_value=1,
        max_value=MOST_PUPILS,
        help_text=_("Sin el del conductor. De bicicletas: cuántas hay."),
    )

    class Meta:
        model = Vehicle
        fields = ["kind", "name", "plate", "seats", "made_year", "partner", "equipment", "equipment_date", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("Por ejemplo: «Combi de Ilabaya».")
        self.fields["partner"].queryset = Partner.objects.filter(is_active=True).order_by("name", "pk")
        self.fields["partner"].empty_label = _("De la UGEL o de la escuela")
        if self.instance.pk is None:
            del self.fields["is_active"]

    def clean_made_year(self):
        made = self.cleaned_data["made_year"]
        if made and made > timezone.localdate().year + 1:
            raise forms.ValidationError(_("Revise el año de fabricación: todavía no llega."))
        return made


class DocumentForm(ServiceForm):
    kind = forms.ChoiceField(label=_("Qué documento"), choices=PaperKind.choices)
    expires = DayField(label=_("Vence el"))

    class Meta:
        model = Document
        fields = ["kind", "number", "expires"]


class DriverForm(ServiceForm):
    licence_expires = DayField(label=_("La licencia vence el"), required=False)
    credential_expires = DayField(
        label=_("La credencial vence el"), required=False, help_text=_("Si su municipalidad da una.")
    )

    class Meta:
        model = Driver
        fields = ["name", "licence_class", "licence_number", "licence_expires", "credential_expires", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["is_active"]


class StopForm(ServiceForm):
    """`settlement` offers the populated centres of the registry and takes any other name."""

    position = forms.IntegerField(
        label=_("Orden"), min_value=1, max_value=99, required=False, help_text=_("En blanco: al final.")
    )
    pupils = forms.IntegerField(label=_("Estudiantes que necesitan asiento"), min_value=1, max_value=MOST_PUPILS)
    seats_entrada = forms.IntegerField(
        label=_("Con asiento a la entrada"), min_value=0, max_value=MOST_PUPILS, initial=0, required=False
    )
    seats_salida = forms.IntegerField(
        label=_("Con asiento a la salida"), min_value=0, max_value=MOST_PUPILS, initial=0, required=False
    )
    minutes_before = forms.IntegerField(
        label=_("Minutos de viaje antes"),
        min_value=1,
        max_value=600,
        required=False,
        help_text=_("Cuánto demoraban sin la ruta, a pie o como fuera."),
    )
    minutes_after = forms.IntegerField(label=_("Minutos de viaje ahora"), min_value=1, max_value=600, required=False)

    class Meta:
        model = Stop
        fields = [
            *("settlement", "position", "pupils", "seats_entrada", "seats_salida"),
            *("minutes_before", "minutes_after", "lat", "lon"),
        ]
        widgets = {"settlement": forms.TextInput(attrs={"list": "centros", "autocomplete": "off"})}

    def __init__(self, *args, route, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lat"].help_text = _("En blanco: la del centro poblado, si el padrón lo conoce.")
        known = School.objects.current().exclude(centre="").order_by("centre")
        self.centres = known.values_list("centre", flat=True).distinct()
        self.legs = list(route.legs.order_by("direction"))

    def clean(self):
        told = super().clean()
        for name in ("seats_entrada", "seats_salida"):
            told[name] = told.get(name) or 0
        lat, lon = told.get("lat"), told.get("lon")
        if (lat is None) != (lon is None):
            self.add_error("lat", _("Escriba latitud y longitud, las dos, o ninguna."))
        if (lat is not None and abs(lat) > 90) or (lon is not None and abs(lon) > 180):
            self.add_error("lat", _("Revise las coordenadas: la latitud va de −90 a 90 y la longitud de −180 a 180."))
        return told


class PayForm(forms.Form):
    """A promise that exists, or a partner and until when: one of the two."""

    commitment = forms.ModelChoiceField(
        Commitment.objects.none(), label=_("Una promesa que ya existe"), required=False, empty_label=_("Ninguna")
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("O pedirle a un aliado"), required=False, empty_label=_("Ninguno")
    )
    until_date = DayField(
        label=_("Que pague cada mes hasta"), required=False, help_text=_("Recibe su enlace para confirmarlo.")
    )

    def __init__(self, *args, payable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commitment"].queryset = payable
        self.fields["partner"].queryset = Partner.objects.filter(is_active=True).order_by("name", "pk")

    def clean(self):
        told = super().clean()
        has_both = bool(told.get("commitment")) == bool(told.get("partner"))
        if has_both and not self.errors:
            raise forms.ValidationError(
                _("Elija una promesa que ya existe, o un aliado a quien pedirle: una de las dos.")
            )
        if told.get("partner") and not told.get("until_date") and "until_date" not in self.errors:
            self.add_error("until_date", _("Escriba hasta cuándo se le pide."))
        return told


class ProposeForm(forms.Form):
    """With what, for when and within how long: what a proposal of routes is asked for."""

    vehicles = forms.ModelMultipleChoiceField(
        Vehicle.objects.none(),
        label=_("Con qué vehículos"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Los que van por camino y están en uso. La propuesta puede dejar alguno libre."),
    )
    arrival = forms.TimeField(label=_("Hora de llegada a la escuela"), widget=HourInput)
    most_minutes = forms.IntegerField(
        label=_("Minutos que un estudiante puede viajar como máximo"), min_value=5, max_value=240, initial=60
    )

    def __init__(self, *args, vehicles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vehicles"].queryset = vehicles
        self.fields["vehicles"].label_from_instance = _van_label

    def clean_vehicles(self):
        chosen = list(self.cleaned_data["vehicles"])
        if len(chosen) > MOST_VANS:
            raise forms.ValidationError(_("Elija %(n)s vehículos como máximo."), params={"n": MOST_VANS})
        return chosen


def _van_label(vehicle):
    said = ngettext("%(vehicle)s · %(n)s asiento", "%(vehicle)s · %(n)s asientos", vehicle.seats)
    return said % {"vehicle": vehicle, "n": vehicle.seats}


class SheetForm(forms.Form):
    sheet = UploadField(
        label=_("La planilla del mes, llena"), help_text=_("En Excel (.xlsx) o CSV, tal como la descargó de aquí.")
    )
