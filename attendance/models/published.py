from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.models import TenantModel, tenant_constraints


class CaseQuarter(TenantModel):
    """How the cases due in a quarter stood when it ended: what publishing decides from, and nobody else reads."""

    first_day = models.DateField()
    back = models.PositiveIntegerField()
    away = models.PositiveIntegerField()
    ongoing = models.PositiveIntegerField()
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "first_day"], name="attendance_quarter_once"),
        ]

    def __str__(self):
        return f"{self.first_day:%m/%Y}"


class PublishedCount(TenantModel):
    """What is told of the cases of one quarter or of several, once and for all; None is not told (`rule.published`).

    Times do not overlap. Pages, files, reports and figures read cases from here alone, so that what a solver may be
    given is this table.
    """

    first_day = models.DateField()
    last_day = models.DateField()
    back = models.PositiveIntegerField(_("volvió"), null=True)
    away = models.PositiveIntegerField(_("cerrado de otro modo"), null=True)
    ongoing = models.PositiveIntegerField(_("en curso"), null=True)
    total = models.PositiveIntegerField(_("casos"), null=True)
    rule_version = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "first_day", "last_day"], name="attendance_published_once"),
            models.CheckConstraint(name="attendance_published_days", condition=Q(last_day__gt=F("first_day"))),
            models.CheckConstraint(
                name="attendance_published_no_small",
                condition=~Q(back__range=(1, 4))
                & ~Q(away__range=(1, 4))
                & ~Q(ongoing__range=(1, 4))
                & ~Q(total__range=(1, 4)),
            ),
        ]

    def __str__(self):
        first, last = ((day.month + 2) // 3 for day in (self.first_day, self.last_day))
        said = {"first": first, "last": last, "year": self.first_day.year}
        words = _("%(first)s.º trimestre de %(year)s") if first == last else _("%(first)s.º a %(last)s.º de %(year)s")
        return str(words % said)
