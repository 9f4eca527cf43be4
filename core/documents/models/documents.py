from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.documents.enums import DocumentState, DocumentType, Validity
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import NumberSeries, TenantModel


class DocumentCounter(NumberSeries):
    """The last number given to one type of document in one year."""

    type = models.CharField(max_length=16, choices=DocumentType)
    year = models.PositiveSmallIntegerField()

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
    suffix = models.CharField(_("siglas"), max_length=40, blank=True, db_default="")
    title = models.CharField(_("título"), max_length=200)
    issued_date = models.DateField(_("fecha"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    public_code = models.CharField(_("código de verificación"), max_length=16)
    snapshot_sha256 = models.CharField(_("huella del contenido"), max_length=64)
    # The printed file arrives after the number it carries; the four are written together, once.
    file_sha256 = models.CharField(_("huella del archivo"), max_length=64, blank=True)
    file_key = models.CharField(max_length=120, blank=True, db_default="")
    file_size = models.PositiveIntegerField(_("tamaño (bytes)"), db_default=0, default=0)
    is_sealed = models.BooleanField(_("con sello del sistema"), default=False, db_default=False)
    sgd_expediente = models.CharField(_("expediente SGD"), max_length=40, blank=True, db_default="")
    state = models.CharField(_("estado"), max_length=12, choices=DocumentState, default=DocumentState.ISSUED)
    superseded_by = TenantForeignKey("self", models.PROTECT, null=True, related_name="replaced")
    amends = TenantForeignKey("self", models.PROTECT, null=True, related_name="amendments")

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "type", "year", "number"], name="documents_document_number"),
            models.UniqueConstraint(fields=["ugel", "public_code"], name="documents_document_code"),
            models.CheckConstraint(
                name="documents_superseded_says_by_what",
                condition=Q(state=DocumentState.ISSUED, superseded_by=None)
                | Q(state=DocumentState.SUPERSEDED, superseded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="documents_not_superseded_by_itself",
                condition=Q(superseded_by=None) | ~Q(superseded_by=F("id")),
            ),
            models.CheckConstraint(
                name="documents_not_amended_by_itself", condition=Q(amends=None) | ~Q(amends=F("id"))
            ),
        ]
        indexes = [models.Index(fields=["ugel", "-issued_date", "-id"], name="documents_document_list")]

    def __str__(self):
        return f"{self.get_type_display()} {self.label}"

    @property
    def label(self):
        """The number as printed: N.º 003-2026, with the office's letters behind it where the UGEL set them."""
        return f"N.º {self.number:03d}-{self.year}" + (f"-{self.suffix}" if self.suffix else "")

    @property
    def is_current(self):
        return self.state == DocumentState.ISSUED

    @property
    def is_amended(self) -> bool:
        """Whether a later paper changes a part of it; asks the database unless `papers()` did."""
        known = getattr(self, "has_amendments", None)
        return self.amendments.exists() if known is None else known

    @property
    def status(self) -> Validity:
        if not self.is_current:
            return Validity.SUPERSEDED
        return Validity.AMENDED if self.is_amended else Validity.CURRENT

    @property
    def is_printed(self):
        return bool(self.file_sha256)

    @property
    def file_name(self):
        """What a downloaded copy is called."""
        return f"{self.get_type_display()} {self.number:03d}-{self.year}.pdf".lower().replace(" ", "-")

    @property
    def printed_code(self):
        """The public code in groups a person can read aloud."""
        return "-".join(self.public_code[i : i + 4] for i in range(0, len(self.public_code), 4))

    def get_absolute_url(self):
        """The public page anyone may check this paper on."""
        return reverse("documents:document_verify", args=[self.printed_code])

    @property
    def page_url(self):
        """The UGEL's own page of this paper: its files, its ways and its history."""
        return reverse("documents:paper_detail", args=[self.pk])


class PaperContent(TenantModel):
    """What an issued paper says: its canonical snapshot, and the finished HTML the PDF is printed from."""

    document = TenantForeignKey(Document, models.CASCADE, related_name="contents", db_index=False)
    snapshot = models.TextField()
    html = models.TextField()
    job = TenantForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "document"], name="documents_content_once"),
        ]

    def __str__(self):
        return f"content of {self.document_id}"
