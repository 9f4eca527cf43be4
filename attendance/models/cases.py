from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.enums import (
    CaseState,
    Cause,
    Forgotten,
    GradeBand,
    Looked,
    Met,
    Outcome,
    Source,
    Step,
)
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import NumberSeries, TenantManager, TenantModel, tenant_constraints
from core.tenancy.speech import written_day
from schools.enums import Sex
from schools.models import SchoolStaff

BY = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+", "db_index": False}


class CaseQuerySet(models.QuerySet):
    def open_to(self, user, day=None):
        """Those whose people this person is of: who heads the school today, and who is assigned; nobody else's."""
        headed = SchoolStaff.objects.on(day).team().filter(user=user, is_head=True)
        assigned = CaseWorker.objects.filter(user=user, ended_at=None)
        return self.filter(Q(school__in=headed.values("school")) | Q(pk__in=assigned.values("case")))

    def unclosed(self):
        return self.exclude(state=CaseState.CLOSED)


class Case(TenantModel):
    """Somebody who must be brought back to school, without a name: numbered in the school, sorted by codes.

    `due_date` decides in which quarter it is counted. Of one that is back the rule that said so is kept, with its
    numbers. Names are `CaseName`; once they are gone `names_gone_at` says since when and `names_gone_why` why.
    """

    school = TenantForeignKey("schools.School", models.PROTECT, db_index=False, related_name="+")
    service = TenantForeignKey(
        "schools.Service", models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    number = models.PositiveIntegerField(_("número"))
    source = models.CharField(_("cómo se supo"), max_length=9, choices=Source)
    causes = ArrayField(models.CharField(max_length=15, choices=Cause), verbose_name=_("causas"))
    sex = models.CharField(_("sexo"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    grade_band = models.CharField(_("grados"), max_length=14, choices=GradeBand, blank=True)
    state = models.CharField(_("estado"), max_length=8, choices=CaseState, default=CaseState.OPEN, editable=False)
    opened_on = models.DateField(_("abierto el"))
    due_date = models.DateField(_("se cuenta el"))
    returned_on = models.DateField(_("volvió el"), null=True)
    outcome = models.CharField(_("desenlace"), max_length=9, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True)
    rule_version = models.PositiveSmallIntegerField(null=True)
    rule_percent = models.FloatField(null=True)
    rule_weeks = models.PositiveSmallIntegerField(null=True)
    names_gone_at = models.DateTimeField(null=True)
    names_gone_why = models.CharField(max_length=8, choices=Forgotten, blank=True)
    opened_by = models.ForeignKey(**BY)
    closed_by = models.ForeignKey(**BY, null=True)

    objects = TenantManager.from_queryset(CaseQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "school", "number"], name="attendance_case_number"),
            models.CheckConstraint(
                name="attendance_case_closed",
                condition=Q(state=CaseState.CLOSED, closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")
                | ~Q(state=CaseState.CLOSED) & Q(closed_at=None, closed_by=None, outcome=""),
            ),
            models.CheckConstraint(
                name="attendance_case_back_by_rule",
                condition=~Q(outcome=Outcome.BACK)
                | Q(returned_on__isnull=False, rule_version__isnull=False, rule_percent__isnull=False)
                & Q(rule_weeks__isnull=False),
            ),
            models.CheckConstraint(name="attendance_case_has_causes", condition=Q(causes__len__gt=0)),
            models.CheckConstraint(name="attendance_case_dates", condition=Q(due_date__gte=F("opened_on"))),
            models.CheckConstraint(
                name="attendance_case_gone_says_why",
                condition=Q(names_gone_at=None, names_gone_why="")
                | Q(names_gone_at__isnull=False) & ~Q(names_gone_why=""),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "due_date"], name="attendance_case_by_due")]

    def __str__(self):
        return str(_("Caso %(n)s de %(school)s") % {"n": self.number, "school": self.school.name})

    def get_absolute_url(self):
        return reverse("attendance:case_detail", args=[self.pk])

    @property
    def status(self) -> CaseState:
        return CaseState(self.state)

    @property
    def cause_labels(self) -> list[str]:
        return [str(Cause(code).label) for code in self.causes]


class CaseWorker(TenantModel):
    """Somebody the case was given to, who therefore reads its names, until it is taken from them."""

    case = TenantForeignKey(Case, models.CASCADE, db_index=False, related_name="workers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("persona"))
    assigned_by = models.ForeignKey(**BY)
    assigned_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(
                fields=["ugel", "case", "user"], condition=Q(ended_at=None), name="attendance_worker_once"
            ),
        ]

    def __str__(self):
        return str(self.user)


class CaseVisit(TenantModel):
    """Somebody went to the house; what was said there is a `CaseNote`."""

    case = TenantForeignKey(Case, models.CASCADE, db_index=False, related_name="visits")
    day = models.DateField(_("día"))
    met = models.CharField(_("qué pasó"), max_length=6, choices=Met)
    made_by = models.ForeignKey(**BY)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [*tenant_constraints(region=False)]
        indexes = [models.Index(fields=["ugel", "case", "day"], name="attendance_visit_of")]

    def __str__(self):
        return written_day(self.day)


class CasePlanStep(TenantModel):
    """What is to be done, by when, and when it was; a code and no words, so that it names nobody."""

    case = TenantForeignKey(Case, models.CASCADE, db_index=False, related_name="steps")
    kind = models.CharField(_("qué se hará"), max_length=8, choices=Step)
    due_date = models.DateField(_("hasta cuándo"))
    done_date = models.DateField(_("se hizo el"), null=True)
    added_by = models.ForeignKey(**BY)

    class Meta(TenantModel.Meta):
        constraints = [*tenant_constraints(region=False)]
        indexes = [models.Index(fields=["ugel", "case", "due_date"], name="attendance_step_of")]

    def __str__(self):
        return self.get_kind_display()


class CaseFollowWeek(TenantModel):
    """Days attended of a week's school days, after the return; told again it corrects."""

    case = TenantForeignKey(Case, models.CASCADE, db_index=False, related_name="weeks")
    monday = models.DateField(_("semana que empieza el"))
    attended = models.PositiveSmallIntegerField(_("días que asistió"))
    days = models.PositiveSmallIntegerField(_("días de clase"))
    told_by = models.ForeignKey(**BY)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "case", "monday"], name="attendance_followed_once"),
            models.CheckConstraint(
                name="attendance_followed_days",
                condition=Q(attended__lte=F("days"), days__range=(1, 7), monday__iso_week_day=1),
            ),
        ]

    def __str__(self):
        return f"{written_day(self.monday)} · {self.attended}/{self.days}"


class CaseLook(TenantModel):
    """Who read the names of a case, and when; a trigger keeps every row."""

    case = TenantForeignKey(Case, models.PROTECT, db_index=False, related_name="looks")
    user = models.ForeignKey(**BY)
    what = models.CharField(max_length=10, choices=Looked)
    at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [*tenant_constraints(region=False)]
        indexes = [models.Index(fields=["ugel", "case", "-at"], name="attendance_look_of")]

    def __str__(self):
        return f"{self.user_id} · {self.at:%d/%m/%Y %H:%M}"


class CaseCounter(NumberSeries):
    """The last number given to a case of a school."""

    school = TenantForeignKey("schools.School", models.CASCADE, db_index=False, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "school"], name="attendance_counter_once"),
        ]
