from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.tenancy.models import TenantManager, TenantModel


class EntryQuerySet(models.QuerySet):
    def events(self):
        """What happened, for timelines; looks at protected things are kept apart."""
        return self.filter(is_access=False)

    def accesses(self):
        return self.filter(is_access=True)

    def older_than(self, pk):
        """What comes after an entry where the latest stand first; nothing after one that is not there."""
        last = self.model.objects.filter(pk=pk).first()
        return self.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk)) if last else self.none()

    def of(self, subject):
        return self.filter(subject=subject._meta.label, subject_id=subject.pk)


class Entry(TenantModel):
    """One thing that happened or was looked at, by whom; the database refuses to change or delete it."""

    verb = models.CharField(_("qué pasó"), max_length=80)
    is_access = models.BooleanField(default=False)
    subject = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    # Not a foreign key: schools live above the platform, and history outlives what it tells of.
    school_id = models.BigIntegerField(null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(_("cuándo"), db_default=Now())
    # The database's own clock, whatever is given: what was told afterwards stays visible as such.
    written_at = models.DateTimeField(_("anotado el"), db_default=Now(), editable=False)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = TenantManager.from_queryset(EntryQuerySet)()

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["ugel", "school_id", "-at"], name="audit_entry_school"),
            models.Index(fields=["ugel", "subject", "subject_id", "-at"], name="audit_entry_subject"),
        ]

    def __str__(self):
        return f"{self.verb} · {self.subject} {self.subject_id}"
