from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from adoptions.enums import Standing
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel


class NeediestListQuerySet(models.QuerySet):
    def in_force(self, *, year, at):
        """Of each UGEL, the list of that year, once it was frozen at a moment."""
        return self.filter(year=year, frozen_at__lte=at)


class NeediestList(TenantModel):
    """The neediest `wanted` schools of a year's ámbito, frozen before any of them is assigned.

    `rules` are the settings that decided; `ambito` is how many schools the ámbito had. Once `frozen_at` is written a
    trigger refuses every change.
    """

    year = models.PositiveSmallIntegerField(_("año"))
    ambito = models.PositiveIntegerField(_("escuelas del ámbito"))
    wanted = models.PositiveIntegerField(_("cuántas van a la lista"))
    rules = models.JSONField(default=dict)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    frozen_at = models.DateTimeField(_("congelada el"), null=True)

    objects = TenantManager.from_queryset(NeediestListQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "year"], name="adoptions_neediestlist_year"),
        ]

    def __str__(self):
        return str(_("Las más necesitadas de %(year)s") % {"year": self.year})

    def get_absolute_url(self):
        return reverse("adoptions:neediest_detail", args=[self.pk])


class NeediestSchool(TenantModel):
    """How one school of the ámbito stood when the list was frozen: its place, its score and the need that gave it.

    `score` and `rank` are empty where no need of it waited: unknown, never zero.
    """

    neediest = TenantForeignKey(NeediestList, models.CASCADE, db_index=False, related_name="entries")
    school = TenantForeignKey("schools.School", models.PROTECT, related_name="+")
    standing = models.CharField(_("qué pasó con ella"), max_length=8, choices=Standing)
    rank = models.PositiveIntegerField(_("puesto"), null=True)
    score = models.DecimalField(_("puntaje"), max_digits=5, decimal_places=2, null=True)
    reason = models.CharField(_("motivo"), max_length=300, blank=True)
    why = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "neediest", "school"], name="adoptions_neediest_once"),
            models.CheckConstraint(
                name="adoptions_neediest_scored",
                condition=Q(standing=Standing.UNSCORED, rank=None, score=None)
                | ~Q(standing=Standing.UNSCORED) & Q(rank__isnull=False, score__isnull=False),
            ),
            models.CheckConstraint(
                name="adoptions_neediest_skip_says_why", condition=~Q(standing=Standing.SKIPPED) | ~Q(reason="")
            ),
        ]

    def __str__(self):
        return str(self.school)


class Addition(TenantModel):
    """A school that came to be known as needy after the list was frozen; shown apart, in no denominator."""

    neediest = TenantForeignKey(NeediestList, models.CASCADE, db_index=False, related_name="additions")
    school = TenantForeignKey("schools.School", models.PROTECT, related_name="+")
    score = models.DecimalField(_("puntaje"), max_digits=5, decimal_places=2, null=True)
    reason = models.CharField(_("por qué se agrega"), max_length=300)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField(_("agregada el"), default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "neediest", "school"], name="adoptions_addition_once"),
            models.CheckConstraint(name="adoptions_addition_says_why", condition=~Q(reason="")),
        ]

    def __str__(self):
        return str(self.school)
