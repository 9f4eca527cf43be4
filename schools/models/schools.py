from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from schools.enums import Area, Characteristic, Form, Gender, Level, Management, SchoolSource, SchoolStatus, Shift
from schools.readers.text import searchable

# Paths from a school to the territories around it: district, province, region.
SCHOOL_LIES_IN = ("district", "district__parent", "district__parent__parent")


class SchoolQuerySet(models.QuerySet):
    def current(self):
        """Working schools: active, and still in the latest cut."""
        return self.filter(is_active=True, not_in_cut_since=None)

    def public(self):
        return self.filter(management__in=Management.public())

    def rural(self):
        return self.filter(area=Area.RURAL)

    def default_target(self):
        """What the ámbito proposes: active, public, rural."""
        return self.current().public().rural()

    def in_territory(self, territory):
        """Whose district is the territory (or an OuterRef to one), or lies in it."""
        found = Q()
        for path in SCHOOL_LIES_IN:
            found |= Q(**{path: territory})
        return self.filter(found)

    def search(self, text):
        """Every word must be in the name or place (without accents), or begin one of the codes."""
        found = self
        for word in searchable(text).split():
            matches = Q(search_name__contains=word)
            if word.isdecimal():
                services = Service.objects.filter(school=OuterRef("pk"), codigo_modular__startswith=word)
                matches |= Q(codlocal__startswith=word) | Q(codinst__startswith=word) | Exists(services)
            found = found.filter(matches)
        return found


class School(TenantModel):
    """An institution at one local: grouped by (CODLOCAL, CODINST), by CODLOCAL alone, or a programme by itself.

    Area, management, point and the rest are what the leading service says; what held earlier is in SchoolFact.
    """

    national_key = models.CharField(_("clave nacional"), max_length=40)
    codlocal = models.CharField(_("código de local"), max_length=6, blank=True)
    codinst = models.CharField(_("código de institución"), max_length=8, blank=True)
    joined_codinsts = ArrayField(models.CharField(max_length=8), default=list, blank=True, editable=False)
    name = models.CharField(_("nombre"), max_length=200)
    search_name = models.CharField(max_length=340, editable=False)
    district = models.ForeignKey(
        "schools.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("distrito"),
    )
    centre_code = models.CharField(_("código de centro poblado"), max_length=14, blank=True)
    centre = models.CharField(_("centro poblado"), max_length=120, blank=True)
    address = models.CharField(_("dirección"), max_length=200, blank=True)
    area = models.CharField(_("área"), max_length=8, choices=Area, blank=True)
    management = models.CharField(_("gestión"), max_length=16, choices=Management, blank=True)
    is_active = models.BooleanField(_("activa"), default=True)
    lat = models.DecimalField(_("latitud"), max_digits=9, decimal_places=6, null=True, blank=True)
    lon = models.DecimalField(_("longitud"), max_digits=9, decimal_places=6, null=True, blank=True)
    is_point_by_hand = models.BooleanField(_("coordenadas corregidas a mano"), default=False)
    not_in_cut_since = models.DateField(_("no figura desde el corte"), null=True, blank=True)
    facts_since = models.DateField(_("así desde el corte"), null=True, blank=True)
    source = models.CharField(_("origen"), max_length=8, choices=SchoolSource, default=SchoolSource.TYPED)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TenantManager.from_queryset(SchoolQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "national_key"], name="schools_school_national_key"),
            models.CheckConstraint(
                name="schools_school_point_whole",
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                violation_error_message=_("Escriba latitud y longitud, las dos, o ninguna."),
            ),
        ]
        indexes = [
            models.Index(fields=["ugel", "name", "id"], name="schools_school_by_name"),
            models.Index(fields=["ugel", "codlocal"], name="schools_school_by_codlocal"),
            models.Index(fields=["ugel", "district"], name="schools_school_by_district"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("schools:school_detail", args=[self.pk])

    @property
    def has_point(self):
        return self.lat is not None

    @property
    def is_current(self):
        return self.is_active and self.not_in_cut_since is None

    @property
    def status(self):
        if self.not_in_cut_since:
            return SchoolStatus.MISSING
        return SchoolStatus.ACTIVE if self.is_active else SchoolStatus.INACTIVE


class SchoolFact(TenantModel):
    """What the registry said of a school until a cut changed it; what holds now is on the school itself."""

    school = TenantForeignKey(School, models.CASCADE, db_index=False, related_name="facts")
    is_active = models.BooleanField()
    area = models.CharField(max_length=8, choices=Area, blank=True)
    management = models.CharField(max_length=16, choices=Management, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField()
    padron_import = TenantForeignKey("schools.PadronImport", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "school", "valid_to"], name="schools_fact_once"),
        ]

    def __str__(self):
        return f"{self.school} · {self.valid_to}"


class ServiceQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_active=True, not_in_cut_since=None)


class Service(TenantModel):
    """A servicio educativo: one level at one place, by código modular and anexo."""

    school = TenantForeignKey(School, models.PROTECT, db_index=False, related_name="services")
    codigo_modular = models.CharField(_("código modular"), max_length=14)
    anexo = models.CharField(_("anexo"), max_length=2, default="0")
    level = models.CharField(_("nivel"), max_length=2)
    form = models.CharField(_("forma"), max_length=16, choices=Form, blank=True)
    characteristic = models.CharField(_("característica"), max_length=12, choices=Characteristic, blank=True)
    gender = models.CharField(_("género"), max_length=8, choices=Gender, blank=True)
    shift = models.CharField(_("turno"), max_length=20, choices=Shift, blank=True)
    management = models.CharField(_("gestión"), max_length=16, choices=Management, blank=True)
    dependency = models.CharField(_("dependencia"), max_length=4, blank=True)
    programme = models.CharField(_("tipo de programa"), max_length=60, blank=True)
    area = models.CharField(_("área"), max_length=8, choices=Area, blank=True)
    is_active = models.BooleanField(_("activo"), default=True)
    teachers = models.PositiveIntegerField(_("docentes"), null=True, blank=True)
    sections = models.PositiveIntegerField(_("secciones"), null=True, blank=True)
    not_in_cut_since = models.DateField(_("no figura desde el corte"), null=True, blank=True)

    objects = TenantManager.from_queryset(ServiceQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "codigo_modular", "anexo"], name="schools_service_code"),
        ]
        indexes = [models.Index(fields=["ugel", "school"], name="schools_service_by_school")]

    def __str__(self):
        return f"{self.code} · {self.level_label}"

    @property
    def code(self):
        return self.codigo_modular if self.anexo == "0" else f"{self.codigo_modular}-{self.anexo}"

    @property
    def status(self):
        if self.not_in_cut_since:
            return SchoolStatus.MISSING
        return SchoolStatus.ACTIVE if self.is_active else SchoolStatus.INACTIVE

    @property
    def level_label(self):
        return Level.label_of(self.level)


class ServiceContact(TenantModel):
    """Personal data of the padrón, kept only where the UGEL asked for it; regional readers never see it."""

    service = TenantForeignKey(Service, models.CASCADE, db_index=False, related_name="contacts")
    director = models.CharField(_("director o directora"), max_length=200, blank=True)
    phone = models.CharField(_("teléfono"), max_length=200, blank=True)
    email = models.CharField(_("correo electrónico"), max_length=200, blank=True)
    promoter = models.CharField(_("promotor"), max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "service"], name="schools_contact_once"),
        ]

    def __str__(self):
        return self.director
