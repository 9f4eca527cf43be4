import django_filters as filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.ui.filters import SpokenFilter
from schools.models import School
from schools.selectors.listing import districts_with_schools
from transport.enums import VehicleKind
from transport.models import Route
from transport.selectors.days import lost_today
from transport.selectors.routes import EXPIRED

WITHOUT_SEAT, WITHOUT_VEHICLE, LOST, OVER = "sin-asiento", "sin-vehiculo", "hoy-no-vino", "terminadas"
STATES = [
    (EXPIRED, _("Con un documento vencido")),
    (WITHOUT_SEAT, _("Con estudiantes sin asiento")),
    (WITHOUT_VEHICLE, _("Sin vehículo")),
    (LOST, _("Hoy no vino")),
    (OVER, _("Terminadas")),
]


class RouteFilter(SpokenFilter):
    """What the list of routes may be narrowed by; without a word of the end, those that are over stay away."""

    q = filters.CharFilter(label=_("Ruta, escuela o parada"), method="by_text")
    estado = filters.ChoiceFilter(label=_("Qué le falta"), choices=STATES, method="by_state", empty_label=_("Todas"))
    tipo = filters.ChoiceFilter(
        label=_("En qué"), choices=VehicleKind.choices, field_name="vehicle__kind", empty_label=_("Todo")
    )
    distrito = filters.ChoiceFilter(
        label=_("Distrito"), field_name="school__district__code", choices=districts_with_schools, empty_label=_("Todos")
    )

    class Meta:
        model = Route
        fields: list[str] = []

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("estado") == OVER:
            return found
        today = timezone.localdate()
        return found.filter(Q(to_date=None) | Q(to_date__gte=today))

    def by_text(self, routes, _name, text):
        text = text.replace("\x00", "")
        schools = School.objects.search(text).order_by().values("pk")
        return routes.filter(
            Q(name__icontains=text)
            | Q(school__in=schools)
            | Q(pk__in=Route.objects.filter(stops__settlement__icontains=text).values("pk"))
        )

    def by_state(self, routes, _name, state):
        today = timezone.localdate()
        if state == EXPIRED:
            return routes.on(today).with_expired(today)
        if state == LOST:
            return routes.filter(pk__in=lost_today().values("pk"))
        if state == WITHOUT_SEAT:
            return routes.without_seat()
        if state == WITHOUT_VEHICLE:
            return routes.filter(vehicle=None)
        return routes.filter(to_date__lt=today)
