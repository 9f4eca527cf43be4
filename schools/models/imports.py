from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel, tenant_constraints
from schools.enums import ChangeAction, CutSource, ImportState, Noun, SheetKind
from schools.readers.reasons import Reason


class PadronImport(TenantModel):
    """One padrón file as one UGEL sees it: what it would change, who confirmed it, and how to undo it."""

    file_name = models.CharField(_("archivo"), max_length=200)
    file_key = models.CharField(max_length=160, blank=True)
    file_size = models.PositiveBigIntegerField(_("tamaño (bytes)"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    format = models.CharField(_("formato"), max_length=12, blank=True)
    encoding = models.CharField(_("codificación"), max_length=20, blank=True)
    vintage = models.CharField(_("columnas de la época"), max_length=1, blank=True)
    unknown_columns = models.JSONField(default=list)
    missing_columns = models.JSONField(default=list)
    cut_date = models.DateField(_("fecha de corte"), null=True, blank=True)
    given_cut_date = models.DateField(_("fecha de corte, dicha por la persona"), null=True, blank=True)
    cut_source = models.CharField(max_length=8, choices=CutSource, blank=True)
    asks_full = models.BooleanField(_("corte completo, dicho por la persona"), null=True, blank=True)
    is_full = models.BooleanField(_("corte completo"), default=False)
    is_older = models.BooleanField(_("corte anterior al último aplicado"), default=False)
    with_contacts = models.BooleanField(_("con datos personales"), default=False)
    with_pupils = models.BooleanField(_("con matrícula"), default=False)
    is_national = models.BooleanField(_("cargado para todas las UGEL"), default=False)
    state = models.CharField(_("estado"), max_length=10, choices=ImportState, default=ImportState.READING)
    refusal = models.CharField(max_length=400, blank=True)
    new = models.PositiveIntegerField(_("nuevos"), default=0)
    changed = models.PositiveIntegerField(_("cambian"), default=0)
    unchanged = models.PositiveIntegerField(_("sin cambios"), default=0)
    rejected = models.PositiveIntegerField(_("rechazados"), default=0)
    missing = models.PositiveIntegerField(_("ya no figuran"), default=0)
    absent = models.PositiveIntegerField(_("ausentes sin marcar"), default=0)
    reasons = models.JSONField(default=dict)
    remarks = models.JSONField(default=dict)
    others = models.JSONField(default=dict)
    places = models.JSONField(default=dict)
    based_on = TenantForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(_("aplicada el"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("deshecha el"), null=True, blank=True)

    questions_asked = 0  # by the reading this object went through; not stored

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["ugel", "-id"], name="schools_import_latest")]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("schools:padron_detail", args=[self.pk])

    @property
    def status(self):
        return ImportState(self.state)

    @property
    def is_waiting(self):
        return self.state == ImportState.PREVIEW

    @property
    def is_working(self):
        return self.state in (ImportState.READING, ImportState.APPLYING, ImportState.UNDOING)

    @property
    def is_applied(self):
        return self.state == ImportState.APPLIED

    @property
    def counts(self):
        """The five integers of a preview, in services."""
        return {name: getattr(self, name) for name in ("new", "changed", "unchanged", "rejected", "missing")}


class PadronChange(TenantModel):
    """What an import does to one service or school: before and after, only what differs."""

    padron_import = TenantForeignKey(PadronImport, models.CASCADE, db_index=False, related_name="changes")
    noun = models.CharField(max_length=8, choices=Noun)
    action = models.CharField(max_length=8, choices=ChangeAction)
    key = models.CharField(_("código"), max_length=40)
    row_number = models.PositiveIntegerField(_("fila"), null=True, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        constraints = tenant_constraints(region=False)
        indexes = [
            models.Index(fields=["ugel", "padron_import", "noun", "action", "key"], name="schools_change_by_import")
        ]

    def __str__(self):
        return f"{self.get_action_display()} · {self.key}"


class PadronRejection(TenantModel):
    """A row that was not taken, with its number in the file and the reason."""

    padron_import = TenantForeignKey(PadronImport, models.CASCADE, db_index=False, related_name="rejections")
    row_number = models.PositiveIntegerField(_("fila"))
    codigo_modular = models.CharField(_("código modular"), max_length=14, blank=True)
    anexo = models.CharField(_("anexo"), max_length=2, blank=True)
    reason = models.CharField(_("motivo"), max_length=20, choices=Reason)
    detail = models.CharField(_("valor"), max_length=80, blank=True)

    class Meta(TenantModel.Meta):
        constraints = tenant_constraints(region=False)
        indexes = [models.Index(fields=["ugel", "padron_import", "row_number"], name="schools_rejection_by_row")]

    def __str__(self):
        return f"{self.row_number} · {self.get_reason_display()}"


class PadronQuestion(TenantModel):
    """What only the UGEL can say of a local with several institutions; asked before confirming."""

    padron_import = TenantForeignKey(PadronImport, models.CASCADE, db_index=False, related_name="questions")
    codlocal = models.CharField(_("código de local"), max_length=6)
    facts = models.JSONField(default=dict)
    options = models.JSONField(default=list)
    default = models.CharField(max_length=20)
    answer = models.CharField(max_length=20, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "padron_import", "codlocal"], name="schools_question_once"),
        ]

    def __str__(self):
        return self.codlocal


class RegionTotal(TenantModel):
    """Figures of a UGEL of the same region at a cut, for comparison; no school of it is kept."""

    padron_import = TenantForeignKey(PadronImport, models.CASCADE, db_index=False, related_name="region_totals")
    ugel_code = models.CharField(max_length=6)
    ugel_name = models.CharField(max_length=120)
    cut_date = models.DateField()
    services = models.PositiveIntegerField()
    active_services = models.PositiveIntegerField()
    locals = models.PositiveIntegerField()
    target_locals = models.PositiveIntegerField(_("locales activos, públicos y rurales"))
    pupils = models.PositiveIntegerField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "padron_import", "ugel_code"], name="schools_regiontotal_once"),
        ]

    def __str__(self):
        return f"{self.ugel_name} · {self.cut_date}"


class SheetImport(TenantModel):
    """A spreadsheet of enrolment or of schools, tried row by row, then saved whole or not at all."""

    kind = models.CharField(max_length=10, choices=SheetKind)
    file_name = models.CharField(_("archivo"), max_length=200)
    file_key = models.CharField(max_length=160)
    state = models.CharField(_("estado"), max_length=10, choices=ImportState, default=ImportState.READING)
    refusal = models.CharField(max_length=400, blank=True)
    new = models.PositiveIntegerField(_("nuevos"), default=0)
    changed = models.PositiveIntegerField(_("cambian"), default=0)
    unchanged = models.PositiveIntegerField(_("sin cambios"), default=0)
    errors = models.JSONField(default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(_("aplicada el"), null=True, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["ugel", "-id"], name="schools_sheet_latest")]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("schools:sheet_detail", args=[self.pk])

    @property
    def status(self):
        return ImportState(self.state)
