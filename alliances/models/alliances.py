from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from alliances.enums import TALKS, AllianceKind, AllianceState, Anchor, Stage
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from schools.models import School

OWNER = "alliances.AlliancePaper"


class AllianceQuerySet(models.QuerySet):
    """State by dates, as of a day; `ended_date` is the first day on which it no longer holds."""

    def in_force(self, day: date):
        return (
            self.signed().filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day).exclude(ended_date__lte=day)
        )

    def expired(self, day: date):
        """Over by its date; one whose renewal was signed is `renewed`."""
        return self._over(day).filter(renewed_by=None)

    def renewed(self, day: date):
        """Over by its date, and the next one signed."""
        return self._over(day).exclude(renewed_by=None)

    def with_renewal(self):
        """Each with `renewed_by`: number or title of the signed one that follows it, None without one."""
        return self.annotate(renewed_by=Subquery(_following(OuterRef("pk"))[:1]))

    def _over(self, day: date):
        return self.signed().filter(stage=Stage.SIGNED, to_date__lt=day).with_renewal()

    def expiring(self, first: date, last: date):
        """In force, and over between two days, with nothing signed that follows it."""
        return self.in_force(first).filter(to_date__lte=last, stage=Stage.SIGNED).with_renewal().filter(renewed_by=None)

    def signed(self):
        """Whatever became of them later."""
        return self.exclude(signed_date=None)

    def in_state(self, state: AllianceState, day: date):
        by_dates = {
            AllianceState.IN_FORCE: self.in_force,
            AllianceState.EXPIRED: self.expired,
            AllianceState.RENEWED: self.renewed,
        }
        if state in by_dates:
            return by_dates[state](day).filter(stage=Stage.SIGNED)
        if state == AllianceState.SIGNED:
            return self.filter(stage=Stage.SIGNED, from_date__gt=day)
        return self.filter(stage=state.value)

    def of_school(self, school):
        """Those that name the school, or a territory it lies in."""
        return self.of_schools([school.pk])

    def of_schools(self, ids):
        """The same for any of several."""
        named = AllianceSchool.objects.filter(school__in=ids).values("alliance")
        around = School.objects.filter(pk__in=ids).in_territory(OuterRef("territory"))
        return self.filter(Q(pk__in=named) | Exists(around))


def _following(alliance):
    """What the signed renewal of an alliance is called; there is one at most."""
    name = Case(When(reference="", then=F("title")), default=F("reference"))
    return Alliance.objects.signed().filter(renews=alliance).values_list(name, flat=True)


class Alliance(TenantModel):
    """What partners and the UGEL agreed to do together for schools, from the first idea to its end."""

    title = models.CharField(_("qué se hará juntos"), max_length=200)
    search_title = models.CharField(max_length=400, editable=False)
    kind = models.CharField(_("documento"), max_length=9, choices=AllianceKind, default=AllianceKind.AGREEMENT)
    reference = models.CharField(_("número del documento"), max_length=80, blank=True)
    stage = models.CharField(max_length=11, choices=Stage, default=Stage.IDENTIFIED, editable=False)
    territory = models.ForeignKey(
        "schools.Territory", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territorio")
    )
    signed_date = models.DateField(_("firmada el"), null=True, editable=False)
    from_date = models.DateField(_("rige desde"), null=True, blank=True)
    to_date = models.DateField(_("rige hasta"), null=True, blank=True)
    ended_date = models.DateField(_("terminada el"), null=True, editable=False)
    end_reason = models.CharField(_("por qué terminó"), max_length=300, blank=True, editable=False)
    anchor = models.CharField(_("en qué se apoya"), max_length=10, choices=Anchor, blank=True)
    anchor_text = models.CharField(_("número o fecha de ese documento"), max_length=200, blank=True)
    notes = models.TextField(_("notas"), max_length=2000, blank=True)
    renews = TenantForeignKey("self", models.PROTECT, null=True, editable=False, related_name="renewals")
    followed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("la sigue en la UGEL")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(AllianceQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="alliances_alliance_signed",
                condition=Q(signed_date=None, stage__in=[*TALKS, Stage.ENDED])
                | Q(signed_date__isnull=False, from_date__isnull=False, stage__in=[Stage.SIGNED, Stage.ENDED]),
                violation_error_message=_("Falta desde cuándo rige. Escriba la fecha de inicio."),
            ),
            models.CheckConstraint(
                name="alliances_alliance_ended",
                condition=Q(stage=Stage.ENDED, ended_date__isnull=False) | ~Q(stage=Stage.ENDED) & Q(ended_date=None),
            ),
            models.CheckConstraint(
                name="alliances_alliance_dates",
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                violation_error_message=_("El fin no puede ser anterior al inicio. Revise las dos fechas."),
            ),
            # What came to nothing before it was signed leaves room for another.
            models.UniqueConstraint(
                fields=["ugel", "renews"],
                condition=~Q(stage=Stage.ENDED) | Q(signed_date__isnull=False),
                name="alliances_alliance_renewed_once",
            ),
        ]
        indexes = [models.Index(fields=["ugel", "stage", "to_date"], name="alliances_alliance_list")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("alliances:alliance_detail", args=[self.pk])

    @property
    def status(self) -> AllianceState:
        """What it is today."""
        today = timezone.localdate()
        if self.stage != Stage.SIGNED:
            return AllianceState(self.stage)
        if self.from_date > today:
            return AllianceState.SIGNED
        if not self.to_date or self.to_date >= today:
            return AllianceState.IN_FORCE
        return AllianceState.RENEWED if self.renewed_by else AllianceState.EXPIRED

    @property
    def state_words(self) -> str:
        """What it is today, as one says it: a renewed one names what follows it."""
        if self.status == AllianceState.RENEWED:
            return str(_("Renovada por %(name)s") % {"name": self.renewed_by})
        return str(self.status.label)

    @cached_property
    def renewed_by(self) -> str | None:
        """What the signed renewal is called; `with_renewal` reads it for a whole list."""
        return _following(self.pk).first()


class AllianceParty(TenantModel):
    """A partner that signs, beside the UGEL."""

    alliance = TenantForeignKey(Alliance, models.CASCADE, db_index=False, related_name="parties")
    partner = TenantForeignKey("partners.Partner", models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "alliance", "partner"], name="alliances_party_once"),
        ]

    def __str__(self):
        return str(self.partner)


class AllianceSchool(TenantModel):
    """A school it names; an alliance without schools is for its territory."""

    alliance = TenantForeignKey(Alliance, models.CASCADE, db_index=False, related_name="schools")
    school = TenantForeignKey("schools.School", models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "alliance", "school"], name="alliances_school_once"),
        ]

    def __str__(self):
        return str(self.school)


class AlliancePaper(TenantModel):
    """A signed document, as it was scanned or photographed."""

    alliance = TenantForeignKey(Alliance, models.CASCADE, related_name="papers")
    file = TenantForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(_("qué es"), max_length=140, blank=True)
    struck_because = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "file"], name="alliances_paper_once"),
        ]

    def __str__(self):
        return self.caption or str(self.alliance)
