from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.enums import ThanksKind
from core.documents.enums import DocumentState
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel


class ThanksQuerySet(models.QuerySet):
    def current(self):
        """Those whose paper was not replaced by one with newer figures."""
        return self.filter(document__state=DocumentState.ISSUED)


class Thanks(TenantModel):
    """A paper that thanks a partner, for one promise (`group_number`) or for a year; its figures are in the paper."""

    partner = TenantForeignKey("partners.Partner", models.PROTECT, db_index=False, related_name="thanks")
    kind = models.CharField(_("por qué"), max_length=12, choices=ThanksKind)
    group_number = models.PositiveIntegerField(_("promesa"), null=True)
    year = models.PositiveSmallIntegerField(_("año"), null=True)
    document = TenantForeignKey("documents.Document", models.PROTECT, db_index=False, related_name="+")

    objects = TenantManager.from_queryset(ThanksQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "document"], name="commitments_thanks_document_once"),
            models.CheckConstraint(
                name="commitments_thanks_for_something",
                condition=Q(kind=ThanksKind.PROMISE, group_number__isnull=False, year__isnull=True)
                | ~Q(kind=ThanksKind.PROMISE) & Q(group_number__isnull=True, year__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "partner", "kind"], name="commitments_thanks_of")]

    def __str__(self):
        return self.document.title

    @property
    def has_sheet(self) -> bool:
        """Whether its figures can be taken as a workbook too."""
        return self.kind == ThanksKind.CONTRIBUTION
