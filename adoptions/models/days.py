from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from adoptions.enums import Work
from commitments.models import Commitment
from commitments.models.links import CommitmentLink
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel

OWNER = "adoptions.DayPhoto"
DAY_FORM = "adoptions.tell_day"


class WorkDayQuerySet(models.QuerySet):
    def with_promise(self):
        """With `day_date`, and `promise` for one question more, however many rows; in the order of the calendar."""
        links = DayCommitment.objects.select_related("commitment__partner").order_by("pk")
        newest = DayCommitment.objects.filter(day=OuterRef("pk")).order_by("-pk")
        due = Subquery(newest.values("commitment__instalments__due_date")[:1])
        return self.annotate(day_date=due).prefetch_related(Prefetch("links", links)).order_by("day_date", "pk")


class WorkDay(TenantModel):
    """A day of work at an adopted school: what is planned, and once it was, who came, how long, with what.

    When it is (`day_date`) and whether it happened its promise says, the newest of `links`. `people`, `hours` and
    `materials` are unknown until somebody tells them.
    """

    adoption = TenantForeignKey("adoptions.Adoption", models.PROTECT, related_name="days")
    work = models.CharField(_("qué se hará"), max_length=7, choices=Work)
    detail = models.CharField(_("dónde o cuánto"), max_length=140, blank=True)
    planned_people = models.PositiveSmallIntegerField(_("personas que vendrán"), null=True, blank=True)
    people = models.PositiveSmallIntegerField(_("personas que vinieron"), null=True, blank=True)
    hours = models.DecimalField(_("horas que duró"), max_digits=4, decimal_places=1, null=True, blank=True)
    materials = models.CharField(_("materiales que se usaron"), max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    day_date: date  # of its promise, where `with_promise` asked

    objects = TenantManager.from_queryset(WorkDayQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="adoptions_workday_hours", condition=Q(hours=None) | Q(hours__gt=0, hours__lte=24)
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("adoptions:day_detail", args=[self.pk])

    @property
    def title(self) -> str:
        work = str(self.get_work_display())
        return f"{work}: {self.detail}" if self.detail else work

    @property
    def promise(self) -> Commitment:
        """The promise it stands on; free where `with_promise` fetched it."""
        return list(self.links.all())[-1].commitment


class DayCommitment(CommitmentLink):
    """The promise of a work day; when another unit takes over, the day gets another and the first stays."""

    day = TenantForeignKey(WorkDay, models.PROTECT, related_name="links")

    class Meta(CommitmentLink.Meta):
        abstract = False

    def __str__(self):
        return f"{self.day_id} → {self.commitment_id}"

    @property
    def origin(self):
        return str(self.day)

    @property
    def origin_url(self):
        return self.day.get_absolute_url()


class DayPhoto(TenantModel):
    """A picture of the work."""

    day = TenantForeignKey(WorkDay, models.PROTECT, related_name="photos")
    file = TenantForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "file"], name="adoptions_photo_once"),
        ]

    def __str__(self):
        return f"{self.day_id} · {self.file_id}"
