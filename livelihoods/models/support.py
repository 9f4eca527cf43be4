from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.speech import written_day
from livelihoods.enums import Per, SupportKind, Watcher
from livelihoods.models.words import Word


class Support(Word):
    """Help that children got on a day or until then: material, meals, tutoring. Counts, no names; empty is unknown.

    `children` and `disabled_children` are disjoint. `territory` is a village, or the district or ayil aymak where the
    village was not told; with a `school` it is the school's. «Three times» without saying per what has `times` alone.
    """

    kind = models.CharField(_("qué recibieron"), max_length=8, choices=SupportKind)
    day = models.DateField(_("fecha"))
    territory = models.ForeignKey("schools.Territory", models.PROTECT, related_name="+", verbose_name=_("lugar"))
    school = TenantForeignKey("schools.School", models.PROTECT, null=True, blank=True, related_name="+")
    children = models.PositiveIntegerField(_("niñas y niños sin discapacidad"), null=True, blank=True)
    disabled_children = models.PositiveIntegerField(_("niñas y niños con discapacidad"), null=True, blank=True)
    grades = models.CharField(_("grados"), max_length=40, blank=True)
    times = models.PositiveSmallIntegerField(_("cuántas veces"), null=True, blank=True)
    per = models.CharField(_("cada cuánto"), max_length=5, choices=Per, blank=True)
    what = models.CharField(_("en qué consistió"), max_length=200, blank=True)

    class Meta(Word.Meta):
        constraints = [
            *Word.Meta.constraints,
            models.CheckConstraint(
                name="livelihoods_support_times",
                condition=Q(times=None, per="") | Q(times__gt=0),
                violation_error_message=_("Escriba cuántas veces, o deje en blanco cada cuánto."),
            ),
        ]
        indexes = [
            models.Index(fields=["ugel", "kind", "day"], name="livelihoods_support_by_day"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {written_day(self.day)}"

    def get_absolute_url(self):
        return reverse("livelihoods:support_detail", args=[self.pk])

    @property
    def how_often(self) -> str:
        """«3 al día», «3, sin decir cada cuánto»; empty where nobody said how often."""
        if self.times is None:
            return ""
        if not self.per:
            return str(_("%(n)s veces, sin decir cada cuánto")) % {"n": self.times}
        return f"{self.times} {self.get_per_display()}"


class Watch(Word):
    """Who watched, as told of a day, that the group's income goes on reaching children. An empty count is unknown."""

    group = TenantForeignKey("livelihoods.InitiativeGroup", models.PROTECT, db_index=False, related_name="watches")
    watcher = models.CharField(_("quién vigila"), max_length=9, choices=Watcher)
    day = models.DateField(_("al día"))
    people = models.PositiveIntegerField(_("cuántas personas"), null=True, blank=True)

    class Meta(Word.Meta):
        constraints = [
            *Word.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "group", "watcher", "day"],
                condition=Q(struck_at=None),
                name="livelihoods_watch_once_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.get_watcher_display()} · {written_day(self.day)}"
