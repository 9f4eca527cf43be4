from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from core.tenancy.models import NumberSeries, TenantModel, tenant_constraints


class ReceiptCounter(NumberSeries):
    """The last receipt number a UGEL gave."""

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel"], name="submissions_counter_once"),
        ]


class Submission(TenantModel):
    """One filled-in form that a UGEL received: its id was made when the page was opened, and counts once.

    Every committed row has its number; without one it is being received in this very transaction.
    """

    key = models.UUIDField()
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    form = models.CharField(max_length=60)
    content_sha256 = models.CharField(max_length=64)
    number = models.PositiveIntegerField(null=True)
    # What it made: the primary key of a model that `form` implies.
    made_id = models.CharField(max_length=40, blank=True)
    to = models.CharField(max_length=400, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(
                fields=["ugel", "sender", "key"], name="submissions_accepted_once", nulls_distinct=False
            ),
            models.UniqueConstraint(fields=["ugel", "number"], name="submissions_number_once"),
        ]
        indexes = [models.Index(fields=["ugel", "form", "made_id"], name="submissions_of_made")]

    def __str__(self):
        return _("Recibido por la UGEL n.º %(number)s") % {"number": self.number}

    @property
    def is_received(self):
        return self.number is not None
