from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.documents.enums import DocumentState, DocumentType
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel


class DocumentCounter(TenantModel):
    """The last number given to one type of document in one year; its row is the queue of those who issue."""

    type = models.CharField(max_length=16, choices=DocumentType)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "type", "year"], name="documents_counter_once"),
        ]

    def __str__(self):
        return f"{self.type} {self.year}: {self.last_number}"


class Document(TenantModel):
    """A paper the UGEL answers for: numbered, frozen, and checkable by anyone who holds it."""

    type = models.CharField(_("tipo"), max_length=16, choices=DocumentType)
    year = models.PositiveSmallIntegerField(_("año"))
    number = models.PositiveIntegerField(_("número"))
    title = models.CharField(_("título"), max_length=200)
    issued_date = models.DateField(_("fecha"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    public_code = models.CharField(_("código de verificación"), max_length=16)
    snapshot_sha256 = models.CharField(_("huella del contenido"), max_length=64)
    file_sha256 = models.CharField(_("huella del archivo"), max_length=64, blank=True)
    state = models.CharField(_("estado"), max_length=12, choices=DocumentState, default=DocumentState.ISSUED)
    superseded_by = TenantForeignKey("self", models.PROTECT, null=True, related_name="superseded")

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "type", "year", "number"], name="documents_document_number"),
            models.UniqueConstraint(fields=["ugel", "public_code"], name="documents_document_code"),
            models.UniqueConstraint(fields=["ugel", "superseded_by"], name="documents_document_successor_once"),
            models.CheckConstraint(
                name="documents_superseded_says_by_what",
                condition=Q(state=DocumentState.ISSUED, superseded_by=None)
                | Q(state=DocumentState.SUPERSEDED, superseded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="documents_not_superseded_by_itself",
                condition=Q(superseded_by=None) | ~Q(superseded_by=F("id")),
            ),
        ]

    def __str__(self):
        return f"{self.get_type_display()} {self.label}"

    @property
    def label(self):
        """The number as printed: N.º 003-2026-UGEL code is the letterhead's."""
        return f"N.º {self.number:03d}-{self.year}"

    @property
    def status(self):
        return DocumentState(self.state)

    @property
    def is_current(self):
        return self.state == DocumentState.ISSUED

    @property
    def printed_code(self):
        """The public code in groups a person can read aloud."""
        return "-".join(self.public_code[i : i + 4] for i in range(0, len(self.public_code), 4))

    def get_absolute_url(self):
        """The public page anyone may check this paper on."""
        return reverse("documents:document_verify", args=[self.printed_code])


class YearName(TenantModel):
    """The official name of a year as this UGEL's letterhead prints it."""

    year = models.PositiveSmallIntegerField(_("año"))
    name = models.CharField(_("nombre oficial del año"), max_length=200)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "year"], name="documents_year_name_once"),
        ]

    def __str__(self):
        return f"{self.year}: {self.name}"
