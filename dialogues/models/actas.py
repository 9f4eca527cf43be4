from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from commitments.models.keys import new_salt
from core.documents.enums import DocumentState
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from dialogues.enums import Answer, Ruling


class ActaQuerySet(models.QuerySet):
    def current(self):
        """Those whose paper no later one replaced."""
        return self.filter(document__state=DocumentState.ISSUED)


class Acta(TenantModel):
    """The paper of a sitting; what it says is frozen in the paper. `told_sha256` tells whether the session changed."""

    session = TenantForeignKey("dialogues.Session", models.PROTECT, related_name="actas")
    document = TenantForeignKey("documents.Document", models.PROTECT, db_index=False, related_name="+")
    told_sha256 = models.CharField(max_length=64)

    objects = TenantManager.from_queryset(ActaQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "document"], name="dialogues_acta_document_once"),
        ]

    def __str__(self):
        return str(self.document)


class Reading(TenantModel):
    """What one person who came says of the acta before it is issued, behind a link of their own.

    `told_sha256` is what the session said when they answered.
    `email` and `phone` are of this person where they are nobody's contact: personal data no region reads.
    """

    session = TenantForeignKey("dialogues.Session", models.PROTECT, related_name="readings")
    attendance = TenantForeignKey("dialogues.Attendance", models.PROTECT, db_index=False, related_name="readings")
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    email = models.EmailField(_("correo electrónico"), blank=True, default="", db_default="")
    phone = PhoneNumberField(_("celular"), blank=True, default="")
    told_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    words = models.CharField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ruling = models.CharField(max_length=10, choices=Ruling, blank=True)
    reply = models.CharField(max_length=300, blank=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "attendance"], name="dialogues_reading_once"),
            models.CheckConstraint(
                name="dialogues_reading_proposes_words",
                condition=~Q(answer=Answer.PROPOSES) & Q(words="", ruling="")
                | Q(answer=Answer.PROPOSES) & ~Q(words=""),
            ),
            models.CheckConstraint(
                name="dialogues_reading_answered", condition=Q(answer="", answered_at=None) | ~Q(answer="")
            ),
        ]

    def __str__(self):
        return str(self.attendance)
