from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.models import TenantManager, TenantModel


class KeptQuerySet(models.QuerySet):
    def standing(self):
        """What counts today: neither withdrawn nor corrected since."""
        return self.filter(withdrawn_at=None)

    def known_at(self, at):
        """What counted at a moment: written down by then, and withdrawn or corrected later if ever."""
        return self.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), recorded_at__lte=at)


class KeptRow(TenantModel):
    """A row that is put right without being lost: withdrawn with its reason, or with another one in its place.

    The concrete model says `replaces`, the row whose place it took.
    """

    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False, editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.CharField(
        _("por qué se retiró"), max_length=300, blank=True, default="", db_default="", editable=False
    )

    objects = TenantManager.from_queryset(KeptQuerySet)()

    class Meta(TenantModel.Meta):
        abstract = True
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_withdrawn",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["ugel", "replaces"],
                name="%(app_label)s_%(class)s_replaces",
                condition=Q(replaces__isnull=False),
            ),
        ]
