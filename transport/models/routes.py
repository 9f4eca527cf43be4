from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.links import CommitmentLink
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from transport import rule
from transport.enums import Direction, RouteState
from transport.models.vehicles import Driver, Vehicle

MONDAY_TO_FRIDAY = [0, 1, 2, 3, 4]


def school_week() -> list[int]:
    return list(MONDAY_TO_FRIDAY)


class RouteQuerySet(models.QuerySet):
    def on(self, day: date):
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)

    def within(self, first: date, last: date):
        return self.filter(Q(to_date=None) | Q(to_date__gte=first), from_date__lte=last)

    def with_expired(self, day: date):
        """Those whose vehicle has a paper that ran out, or needs a driver whose licence or credential did."""
        vehicles = Vehicle.objects.with_expired_paper(day).values("pk")
        drivers = Driver.objects.filter(Q(licence_expires__lt=day) | Q(credential_expires__lt=day)).values("pk")
        driven = [kind for kind, licences in rule.LICENCES.items() if licences]
        return self.filter(Q(vehicle__in=vehicles) | Q(driver__in=drivers, vehicle__kind__in=driven))

    def without_seat(self):
        """Those with pupils who wait for a seat in one direction at least."""
        waiting = Q(pupils__gt=F("seats_entrada")) | Q(pupils__gt=F("seats_salida"))
        return self.filter(Exists(Stop.objects.filter(waiting, route=OuterRef("pk"))))


class Route(TenantModel):
    """A way to one school and back: its stops, what carries, who drives, on which weekdays, from when to when."""

    school = TenantForeignKey("schools.School", models.PROTECT, related_name="+", verbose_name=_("escuela"))
    name = models.CharField(_("nombre de la ruta"), max_length=120)
    vehicle = TenantForeignKey(
        Vehicle, models.PROTECT, null=True, blank=True, related_name="routes", verbose_name=_("vehículo")
    )
    driver = TenantForeignKey(
        Driver, models.PROTECT, null=True, blank=True, related_name="routes", verbose_name=_("conductor")
    )
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=school_week, verbose_name=_("días"))
    from_date = models.DateField(_("desde"), default=timezone.localdate)
    to_date = models.DateField(_("hasta"), null=True, blank=True)
    notes = models.TextField(_("notas"), max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(RouteQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "school", "name"],
                name="transport_route_name_once",
                violation_error_message=_("Esa escuela ya tiene una ruta con ese nombre."),
            ),
            models.CheckConstraint(
                name="transport_route_dates",
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                violation_error_message=_("El fin no puede ser anterior al inicio. Revise las dos fechas."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("transport:route_detail", args=[self.pk])

    def status_on(self, day: date) -> RouteState:
        if self.from_date > day:
            return RouteState.COMING
        return RouteState.OVER if self.to_date and self.to_date < day else RouteState.RUNNING

    @property
    def status(self) -> RouteState:
        return self.status_on(timezone.localdate())


class RouteCommitment(CommitmentLink):
    """A promise that pays a route, for some time or for good."""

    route = TenantForeignKey(Route, models.PROTECT, related_name="links")

    class Meta(CommitmentLink.Meta):
        abstract = False

    def __str__(self):
        return f"{self.route_id} → {self.commitment_id}"

    @property
    def origin(self):
        return f"{self.route} · {self.route.school}"

    @property
    def origin_url(self):
        return self.route.get_absolute_url()


class LegQuerySet(models.QuerySet):
    def with_need(self):
        """With `needing`: how many pupils of its stops need a seat; None where it has no stop."""
        stops = Stop.objects.filter(route=OuterRef("route")).order_by().values("route")
        return self.annotate(needing=models.Subquery(stops.annotate(n=Sum("pupils")).values("n")))


class Leg(TenantModel):
    """One direction of a route, and the counter of its seats: `taken` never passes `seats`, the vehicle's.

    A trigger on the stops keeps `taken`; whoever takes a seat waits for the row of whoever took one before.
    """

    route = TenantForeignKey(Route, models.CASCADE, db_index=False, related_name="legs")
    direction = models.CharField(_("sentido"), max_length=8, choices=Direction)
    hour = models.TimeField(_("hora"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(default=0, editable=False)
    taken = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = TenantManager.from_queryset(LegQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "route", "direction"], name="transport_leg_once"),
            models.CheckConstraint(name="transport_leg_seats", condition=Q(taken__lte=F("seats"))),
        ]

    def __str__(self):
        return f"{self.route} · {self.get_direction_display()}"

    @property
    def free(self) -> int:
        return self.seats - self.taken


class Stop(TenantModel):
    """Where pupils of a settlement get on and off: how many need a seat, how many have one, how long their way is.

    `minutes_before` is the journey without the route, `minutes_after` with it; unknown until told.
    """

    route = TenantForeignKey(Route, models.CASCADE, db_index=False, related_name="stops")
    position = models.PositiveSmallIntegerField(_("orden"))
    settlement = models.CharField(_("centro poblado o anexo"), max_length=120)
    centre_code = models.CharField(max_length=14, blank=True, editable=False)
    lat = models.DecimalField(_("latitud"), max_digits=9, decimal_places=6, null=True, blank=True)
    lon = models.DecimalField(_("longitud"), max_digits=9, decimal_places=6, null=True, blank=True)
    pupils = models.PositiveSmallIntegerField(_("estudiantes que necesitan asiento"))
    seats_entrada = models.PositiveSmallIntegerField(_("con asiento a la entrada"), default=0)
    seats_salida = models.PositiveSmallIntegerField(_("con asiento a la salida"), default=0)
    minutes_before = models.PositiveSmallIntegerField(_("minutos de viaje antes"), null=True, blank=True)
    minutes_after = models.PositiveSmallIntegerField(_("minutos de viaje ahora"), null=True, blank=True)

    objects = TenantManager()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "route", "settlement"],
                name="transport_stop_once",
                violation_error_message=_("Esa parada ya está en la ruta. Corríjala en vez de agregarla otra vez."),
            ),
            models.CheckConstraint(
                name="transport_stop_seats",
                condition=Q(seats_entrada__lte=F("pupils"), seats_salida__lte=F("pupils")),
                violation_error_message=_("No puede haber más estudiantes con asiento que los que lo necesitan."),
            ),
            models.CheckConstraint(
                name="transport_stop_point_whole",
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                violation_error_message=_("Escriba latitud y longitud, las dos, o ninguna."),
            ),
        ]

    def __str__(self):
        return self.settlement

    @property
    def waiting(self) -> int:
        """Pupils without a seat in the direction that has fewer."""
        return self.pupils - min(self.seats_entrada, self.seats_salida)
