from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel, tenant_constraints
from guardians import rule
from guardians.enums import Drawn, Measure


class Sample(TenantModel):
    """A draw among the deliveries of a period: seed, list and outcome stay, so that anybody can draw again.

    `loads` are the visits each guardian had to do before, by id; `is_seed_given`: a person wrote the seed. Once
    `drawn_at` is written a trigger refuses every change, of the list too.
    """

    number = models.PositiveIntegerField(_("número"))
    period_start = models.DateField(_("entregas desde"))
    period_end = models.DateField(_("entregas hasta"))
    measure = models.CharField(_("cómo se dice el tamaño"), max_length=7, choices=Measure, default=Measure.COUNT)
    amount = models.PositiveIntegerField(_("cuántas"))
    wanted = models.PositiveIntegerField(_("entregas que se piden"))
    seed = models.CharField(_("semilla"), max_length=40)
    is_seed_given = models.BooleanField(_("semilla escrita"), default=False, editable=False)
    loads = models.JSONField(default=dict)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    drawn_at = models.DateTimeField(_("sorteada el"), null=True, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "number"], name="guardians_sample_number"),
            models.CheckConstraint(name="guardians_sample_period", condition=Q(period_end__gte=F("period_start"))),
            models.CheckConstraint(name="guardians_sample_amount", condition=Q(amount__gt=0) & ~Q(seed="")),
        ]

    def __str__(self):
        return str(_("Muestra N.º %(n)s") % {"n": self.number})

    def get_absolute_url(self):
        return reverse("guardians:sample_detail", args=[self.pk])

    @property
    def loads_by_guardian(self) -> dict[int, int]:
        """As the rule reads them; JSON keeps keys as text."""
        return {int(pk): count for pk, count in self.loads.items()}


class Candidate(TenantModel):
    """A delivery of the frozen list: who could have gone, its place in the draw, and what became of it.

    `delivery` is the id of the instalment, which is what the draw reads; it is no reference, so that the list stays
    whole when a promise is written anew. What it was is kept in words.
    """

    sample = TenantForeignKey(Sample, models.CASCADE, db_index=False, related_name="candidates")
    delivery = models.BigIntegerField(_("entrega"))
    what = models.CharField(_("qué se prometió"), max_length=200)
    promiser = models.CharField(_("quién prometió"), max_length=200)
    due_date = models.DateField(_("fecha"))
    school = TenantForeignKey("schools.School", models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField(_("lugar en el sorteo"))
    drawn = models.CharField(_("qué pasó con ella"), max_length=11, choices=Drawn)
    guardian = TenantForeignKey("guardians.Guardian", models.PROTECT, null=True, related_name="+")
    free = models.JSONField(default=list)
    tied = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "sample", "delivery"], name="guardians_candidate_once"),
            models.UniqueConstraint(fields=["ugel", "sample", "rank"], name="guardians_candidate_rank"),
            models.CheckConstraint(
                name="guardians_candidate_who",
                condition=Q(drawn=Drawn.CHOSEN, guardian__isnull=False) | ~Q(drawn=Drawn.CHOSEN) & Q(guardian=None),
            ),
        ]

    def __str__(self):
        return f"{self.rank} · {self.get_drawn_display()}"

    def as_candidate(self) -> rule.Candidate:
        """As the rule draws it."""
        return rule.Candidate(self.delivery, tuple(self.free), tuple(self.tied))
