from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.tenancy.ids import uuid7
from core.tenancy.models import TenantModel


class FileKind(models.TextChoices):
    IMAGE = "image", _("Foto")
    DOCUMENT = "document", _("Documento")


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
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.original_name or str(self.pk)

    def get_absolute_url(self):
        return reverse("files:file_show", args=[self.pk])

    @property
    def thumb_url(self):
        return reverse("files:file_thumb", args=[self.pk])

    @property
    def thumb_key(self):
        return self.key.removesuffix(".jpg") + "-s.jpg"
