from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.documents.enums import DocumentType
from core.documents.models.documents import Document
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel

MAX_BODY = 8000


class LetterTemplate(TenantModel):
    """A UGEL's own wording of one kind of letter; `kind` is a `LetterKind` of the registry."""

    kind = models.CharField(max_length=60)
    name = models.CharField(_("nombre"), max_length=80)
    subject = models.CharField(_("asunto"), max_length=200)
    body = models.TextField(_("texto"), max_length=MAX_BODY)
    is_retired = models.BooleanField(default=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "kind", "name"], condition=Q(is_retired=False), name="documents_template_name"
            ),
        ]

    def __str__(self):
        return self.name


class LetterQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(document=None)


class Letter(TenantModel):
    """A letter while it is written, and what it said once it was issued; from then on the database keeps it.

    `about` is the key the declaring app gave for what it is about; `values` fill the places of `body` and `subject`.
    """

    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=80, blank=True)
    document_type = models.CharField(_("tipo"), max_length=16, choices=DocumentType)
    addressee = models.CharField(_("destinatario"), max_length=120, blank=True)
    post = models.CharField(_("cargo"), max_length=120, blank=True)
    entity = models.CharField(_("entidad"), max_length=160, blank=True)
    email = models.EmailField(_("correo"), blank=True)
    subject = models.CharField(_("asunto"), max_length=200)
    reference = models.CharField(_("referencia"), max_length=200, blank=True)
    body = models.TextField(_("texto"), max_length=MAX_BODY)
    values = models.JSONField(default=dict, blank=True)
    signer_name = models.CharField(_("quién firma"), max_length=120, blank=True)
    signer_post = models.CharField(_("cargo de quien firma"), max_length=120, blank=True)
    document = TenantForeignKey(Document, models.PROTECT, null=True, related_name="letters")
    supersedes = TenantForeignKey(Document, models.PROTECT, null=True, related_name="+", db_index=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(auto_now=True)

    objects = TenantManager.from_queryset(LetterQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "document"], name="documents_letter_document_once"),
            models.UniqueConstraint(
                fields=["ugel", "kind", "about"],
                condition=Q(document=None, supersedes=None) & ~Q(about=""),
                name="documents_letter_one_draft_about",
            ),
            models.UniqueConstraint(
                fields=["ugel", "supersedes"], condition=Q(document=None), name="documents_letter_one_correction"
            ),
        ]
        indexes = [models.Index(fields=["ugel", "kind", "about"], name="documents_letter_about")]

    def __str__(self):
        return str(self.document) if self.document_id else self.subject

    @property
    def is_issued(self):
        return self.document_id is not None

    def get_absolute_url(self):
        return reverse("documents:letter_detail", args=[self.pk])
