"""What happens to a paper after it was issued: it is signed, and it reaches people."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.documents.enums import Channel, SignatureKind
from core.documents.models.documents import Document
from core.files.models import StoredFile
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from core.tenancy.speech import written_day


class SignedCopyQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at=None)


class SignedCopy(TenantModel):
    """A paper as it came back signed: a scan, or the issued PDF with signatures added behind it.

    `signers` is what the signatures say of themselves, [{"name", "said_at"}], never checked against an authority;
    `has_other_changes` says that more than signatures was added to the PDF.
    """

    document = TenantForeignKey(Document, models.CASCADE, related_name="signed_copies")
    kind = models.CharField(max_length=10, choices=SignatureKind)
    file = TenantForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    sha256 = models.CharField(_("huella del archivo"), max_length=64)
    signers = models.JSONField(default=list, blank=True)
    has_other_changes = models.BooleanField(default=False)
    signed_by = models.CharField(_("quién firmó"), max_length=200, blank=True)
    signed_date = models.DateField(_("fecha de la firma"), null=True, blank=True)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    attached_at = models.DateTimeField(db_default=Now())
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(_("por qué se retira"), max_length=200, blank=True)

    objects = TenantManager.from_queryset(SignedCopyQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "document", "sha256"],
                condition=Q(withdrawn_at=None),
                name="documents_signed_copy_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {written_day(timezone.localtime(self.attached_at))}"

    @property
    def is_digital(self):
        return self.kind == SignatureKind.DIGITAL

    @property
    def names(self):
        return ", ".join(signer["name"] for signer in self.signers if signer["name"])


class Delivery(TenantModel):
    """One way a paper went: to whom, how, when, and under which number the other office received it."""

    document = TenantForeignKey(Document, models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("cómo se entregó"), max_length=12, choices=Channel)
    to_name = models.CharField(_("a quién"), max_length=160)
    address = models.CharField(_("correo"), max_length=254, blank=True)
    delivered_date = models.DateField(_("fecha de entrega"))
    sgd_number = models.CharField(
        _("número de registro"),
        max_length=40,
        blank=True,
        help_text=_("El que puso la mesa de partes de quien recibe. Puede anotarlo después."),
    )
    note = models.CharField(_("nota"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = [*TenantModel.Meta.constraints]

    def __str__(self):
        return f"{self.to_name} · {self.get_channel_display()}"
