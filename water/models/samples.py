from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commitments.models.links import CommitmentLink
from core.tenancy.fields import TenantForeignKey
from core.tenancy.speech import written_day
from water import rule
from water.enums import Fitness
from water.models.kept import KeptRow


def measure(label, digits, places):
    return models.DecimalField(label, max_digits=digits, decimal_places=places, null=True, blank=True)


class Sample(KeptRow):
    """Water taken at a point of a school on a day, with what was found; `fitness` is what `rule.judge` said."""

    MEASURES = ("chlorine", "turbidity", "ph", "coliforms", "thermotolerant", "e_coli", "arsenic")

    school = TenantForeignKey("schools.School", models.PROTECT, db_index=False, related_name="+")
    taken_date = models.DateField(_("tomada el"))
    point = models.CharField(_("punto de muestreo"), max_length=80, help_text=_("Por ejemplo: «caño del patio»."))
    chlorine = measure(_("cloro residual libre (mg/L)"), 5, 2)
    turbidity = measure(_("turbiedad (UNT)"), 6, 2)
    ph = measure(_("acidez (pH)"), 4, 2)
    coliforms = measure(_("coliformes totales (UFC/100 mL)"), 8, 1)
    thermotolerant = measure(_("coliformes termotolerantes (UFC/100 mL)"), 8, 1)
    e_coli = measure(_("E. coli (UFC/100 mL)"), 8, 1)
    arsenic = measure(_("arsénico (mg/L)"), 6, 4)
    taken_by = models.CharField(_("quién la tomó o qué laboratorio"), max_length=120, blank=True)
    fitness = models.CharField(max_length=5, choices=Fitness, editable=False)
    replaces = TenantForeignKey("self", models.PROTECT, null=True, editable=False, related_name="replaced_by")

    class Meta(KeptRow.Meta):
        abstract = False
        constraints = [
            *KeptRow.Meta.constraints,
            models.CheckConstraint(
                name="water_sample_measures_something",
                condition=Q(chlorine__isnull=False)
                | Q(turbidity__isnull=False)
                | Q(ph__isnull=False)
                | Q(coliforms__isnull=False)
                | Q(thermotolerant__isnull=False)
                | Q(e_coli__isnull=False)
                | Q(arsenic__isnull=False),
            ),
            models.CheckConstraint(
                name="water_sample_not_negative",
                condition=(Q(chlorine=None) | Q(chlorine__gte=0)) & (Q(turbidity=None) | Q(turbidity__gte=0)),
            ),
        ]
        indexes = [
            models.Index(fields=["ugel", "school", "taken_date"], name="water_sample_by_school"),
            models.Index(fields=["ugel", "taken_date"], name="water_sample_by_day"),
        ]

    def __str__(self):
        return f"{self.point} · {written_day(self.taken_date)}"

    def get_absolute_url(self):
        return reverse("water:school_water", args=[self.school_id])

    @property
    def status(self):
        return Fitness(self.fitness)

    @property
    def measured(self) -> rule.Measured:
        return rule.Measured(**{name: getattr(self, name) for name in self.MEASURES})

    @property
    def reasons(self) -> list[str]:
        """The parameters past their limit, in words."""
        return [str(self._meta.get_field(name).verbose_name) for name in rule.reasons(self.measured)]


class SampleCommitment(CommitmentLink):
    """The correction that an unfit sample asks for."""

    sample = TenantForeignKey(Sample, models.PROTECT, related_name="links")

    class Meta(CommitmentLink.Meta):
        abstract = False

    def __str__(self):
        return f"{self.sample_id} → {self.commitment_id}"

    @property
    def origin(self):
        return str(self.sample)

    @property
    def origin_url(self):
        return self.sample.get_absolute_url()
