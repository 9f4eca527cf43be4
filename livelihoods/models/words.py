from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel


class WordQuerySet(models.QuerySet):
    def standing(self, at: datetime | None = None):
        """Without those struck; as far as was told by the moment, where one is given."""
        if at is None:
            return self.filter(struck_at=None)
        return self.filter(Q(struck_at=None) | Q(struck_at__gt=at), recorded_at__lte=at)


class Word(TenantModel):
    """What somebody said on a day. It never changes: it is struck with a reason, and another takes its place.

    So a figure of the past is what stood then, and the former words stay readable. The database holds it too.
    """

    replaces = TenantForeignKey("self", models.PROTECT, null=True, editable=False, db_index=False, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    struck_at = models.DateTimeField(null=True, editable=False)
    struck_because = models.CharField(_("por qué se anula"), max_length=300, blank=True, editable=False)

    objects = TenantManager.from_queryset(WordQuerySet)()

    class Meta(TenantModel.Meta):
        abstract = True
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "replaces"], name="%(app_label)s_%(class)s_corrected_once"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_struck",
                condition=Q(struck_at=None, struck_by=None, struck_because="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_because=""),
            ),
        ]
