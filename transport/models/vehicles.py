from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from transport import rule
from transport.enums import Equipment, LicenceClass, PaperKind, VehicleKind


class VehicleQuerySet(models.QuerySet):
    def with_papers_in_force(self, day: date, known_at=None):
        """Those whose every required paper holds on a day; `known_at` leaves out what was written down later."""
        asked = Q(pk__in=[])
        for kind, lines in rule.REQUIRED.items():
            if lines:
                asked |= Q(kind=kind) & _all_lines(lines, expires__gte=day, **_known(known_at))
        return self.filter(asked)

    def with_expired_paper(self, day: date):
        """Those with a required paper that ran out and no newer one."""
        asked = Q(pk__in=[])
        for kind, lines in rule.REQUIRED.items():
            for line in lines:
                ran_out = Exists(_papers(line, expires__lt=day)) & ~Exists(_papers(line, expires__gte=day))
                asked |= Q(kind=kind) & Q(ran_out)
        return self.filter(asked)


def _papers(line, **narrow):
    return Document.objects.filter(vehicle=OuterRef("pk"), kind__in=line, **narrow)


def _all_lines(lines, **narrow) -> Q:
    asked = Q()
    for line in lines:
        asked &= Q(Exists(_papers(line, **narrow)))
    return asked


def _known(known_at) -> dict:
    return {"created_at__lte": known_at} if known_at else {}


class Vehicle(TenantModel):
    """What carries the pupils of one route or several; of bicycles, how many there are.

    `equipment` is what was on board when somebody looked, on `equipment_date`; unknown before.
    """

    kind = models.CharField(_("qué es"), max_length=8, choices=VehicleKind)
    name = models.CharField(_("cómo le dicen"), max_length=80)
    plate = models.CharField(_("placa o matrícula"), max_length=12, blank=True)
    seats = models.PositiveSmallIntegerField(_("asientos para estudiantes"))
    made_year = models.PositiveSmallIntegerField(_("año de fabricación"), null=True, blank=True)
    partner = TenantForeignKey(
        "partners.Partner", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("de quién es")
    )
    equipment = ArrayField(
        models.CharField(max_length=12, choices=Equipment), default=list, blank=True, verbose_name=_("lleva a bordo")
    )
    equipment_date = models.DateField(_("visto el"), null=True, blank=True)
    is_active = models.BooleanField(_("en uso"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(VehicleQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "plate"],
                condition=~Q(plate=""),
                name="transport_vehicle_plate_once",
                violation_error_message=_("Ya hay un vehículo con esa placa. Búsquelo en la lista."),
            ),
            models.CheckConstraint(
                name="transport_vehicle_seats",
                condition=Q(seats__gte=1),
                violation_error_message=_("Escriba cuántos asientos tiene: al menos uno."),
            ),
        ]

    def __str__(self):
        return f"{self.name} · {self.plate}" if self.plate else self.name

    def get_absolute_url(self):
        return reverse("transport:vehicle_detail", args=[self.pk])

    @property
    def facts(self) -> rule.Vehicle:
        """As the rule takes it; free where `documents` were fetched."""
        papers = [rule.Paper(one.kind, one.expires) for one in self.documents.all()]
        equipment = self.equipment if self.equipment_date else None
        return rule.Vehicle(self.kind, self.made_year, equipment, papers, self.is_active)


class Driver(TenantModel):
    """Who drives. The name is personal data: only who manages routes reads it."""

    name = models.CharField(_("nombres y apellidos"), max_length=120)
    licence_class = models.CharField(_("clase de licencia"), max_length=8, choices=LicenceClass, blank=True)
    licence_number = models.CharField(_("número de licencia"), max_length=20, blank=True)
    licence_expires = models.DateField(_("la licencia vence el"), null=True, blank=True)
    credential_expires = models.DateField(_("la credencial vence el"), null=True, blank=True)
    is_active = models.BooleanField(_("sigue manejando"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "licence_number"],
                condition=~Q(licence_number=""),
                name="transport_driver_licence_once",
                violation_error_message=_("Ya hay una persona con ese número de licencia."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def facts(self) -> rule.Driver:
        return rule.Driver(self.licence_class, self.licence_expires, self.credential_expires)


class Document(TenantModel):
    """One paper of a vehicle, until its day; a renewal is another row, so that each day has the one it had."""

    vehicle = TenantForeignKey(Vehicle, models.CASCADE, db_index=False, related_name="documents")
    kind = models.CharField(_("qué documento"), max_length=8, choices=PaperKind)
    number = models.CharField(_("número"), max_length=40, blank=True)
    expires = models.DateField(_("vence el"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "vehicle", "kind", "expires"],
                name="transport_document_once",
                violation_error_message=_("Ese documento con esa fecha ya está registrado."),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "expires"], name="transport_document_expires")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}".strip()
