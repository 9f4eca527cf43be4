from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.submissions.models import Submission
from core.tenancy.fields import TenantForeignKey
from core.tenancy.ids import uuid7
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints


class FileKind(models.TextChoices):
    IMAGE = "image", _("Foto")
    DOCUMENT = "document", _("Documento")
    AUDIO = "audio", _("Grabación de voz")


class UploadState(models.TextChoices):
    EXPECTED = "expected", _("Por llegar")
    ARRIVING = "arriving", _("Llegando")
    COMPLETE = "complete", _("Recibida")
    ATTACHED = "attached", _("Guardada")
    REFUSED = "refused", _("No se pudo leer")


class StoredFileQuerySet(models.QuerySet):
    def shareable(self):
        """What may leave the UGEL: partners, printed papers, portal."""
        return self.filter(is_shareable=True)


class StoredFile(TenantModel):
    """A photo or document of one UGEL, kept outside the web root under a random name.

    `owner` names the model that attached it ("safety.AnswerPhoto") and so decides who may see it;
    `school_id` is the school it shows, where there is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=FileKind)
    owner = models.CharField(max_length=60)
    school_id = models.BigIntegerField(null=True, blank=True)
    key = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    original_name = models.CharField(_("nombre original"), max_length=160, blank=True)
    size = models.PositiveIntegerField(_("tamaño (bytes)"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    is_shareable = models.BooleanField(_("se puede compartir"), default=False)
    shareable_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    shareable_at = models.DateTimeField(_("marcada el"), null=True, blank=True)
    # Empty where it came by a partner's link: whose it was stands with what it shows.
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TenantManager.from_queryset(StoredFileQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="files_shareable_says_who_looked",
                condition=models.Q(is_shareable=False)
                | models.Q(kind=FileKind.IMAGE, shareable_by__isnull=False, shareable_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.original_name or str(self.pk)

    def get_absolute_url(self):
        return reverse("files:file_show", args=[self.pk])

    @property
    def is_image(self):
        return self.kind == FileKind.IMAGE

    @property
    def thumb_url(self):
        return reverse("files:file_thumb", args=[self.pk])

    @property
    def thumb_key(self):
        return self.key.removesuffix(".jpg") + "-s.jpg"


class UploadQuerySet(models.QuerySet):
    def to_attach(self):
        """Arrived whole, and its form was received."""
        return self.filter(state=UploadState.COMPLETE, submission__isnull=False)

    def orphans(self, since):
        """Nobody sent the form they belong to."""
        return self.filter(submission=None, created_at__lt=since)


class Upload(TenantModel):
    """A file on its way from a device: raw, in quarantine, until it is drawn anew and attached.

    The device names it (`key`), so that a repeated or resumed sending finds it; a received form may name it before
    it arrives. Only its sender can reach it; `door` tells the link it came by apart where nobody is signed in.
    """

    key = models.UUIDField()
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    door = models.CharField(max_length=32, blank=True, default="", db_default="")
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.ARRIVING)
    kind = models.CharField(max_length=10, choices=FileKind, blank=True)
    name = models.CharField(_("nombre original"), max_length=160, blank=True)
    size = models.PositiveIntegerField(_("tamaño (bytes)"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    received = models.PositiveIntegerField(_("bytes recibidos"), default=0)
    refusal = models.CharField(_("por qué no se pudo"), max_length=300, blank=True)
    submission = TenantForeignKey(Submission, models.CASCADE, null=True, related_name="uploads", db_index=False)
    field = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    stored = TenantForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TenantManager.from_queryset(UploadQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "sender", "key"], name="files_upload_once", nulls_distinct=False),
        ]
        indexes = [models.Index(fields=["ugel", "submission", "state"], name="files_upload_of_submission")]

    def __str__(self):
        return self.name or str(self.key)

    @property
    def is_settled(self):
        """Nothing more is wanted from the device."""
        return self.state in (UploadState.COMPLETE, UploadState.ATTACHED, UploadState.REFUSED)


class UploadChunk(TenantModel):
    """A piece of a file in quarantine; in the database, so that what was acknowledged survives a power cut."""

    upload = TenantForeignKey(Upload, models.CASCADE, related_name="chunks", db_index=False)
    start = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "upload", "start"], name="files_chunk_once"),
        ]

    def __str__(self):
        return f"{self.upload_id} · {self.start}"
