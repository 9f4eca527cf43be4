from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.links import CommitmentLink
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from core.tenancy.speech import written_day
from dialogues.enums import SessionState, Weight
from needs.enums import Category


class Table(TenantModel):
    """Where the UGEL, its allies and the schools of one territory sit down together, time and again."""

    name = models.CharField(_("nombre de la mesa"), max_length=120)
    territory = models.ForeignKey("schools.Territory", models.PROTECT, related_name="+", verbose_name=_("territorio"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_date = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "name"], name="dialogues_table_name"),
            models.CheckConstraint(
                name="dialogues_table_closed_with_reason",
                condition=Q(closed_date=None, closed_because="") | Q(closed_date__isnull=False) & ~Q(closed_because=""),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("dialogues:table_detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_date is not None


class SessionQuerySet(models.QuerySet):
    def with_state(self):
        """Each with `is_held`: somebody was noted as there."""
        came = Attendance.objects.standing().filter(session=models.OuterRef("pk"))
        return self.annotate(is_held=models.Exists(came))

    def held(self):
        return self.with_state().filter(is_held=True)


class Session(TenantModel):
    """One sitting of a table; `moves` counts how often its day, hour or place changed after it was called."""

    table = TenantForeignKey(Table, models.PROTECT, db_index=False, related_name="sessions")
    session_date = models.DateField(_("fecha de la sesión"))
    start_time = models.TimeField(_("hora"), null=True, blank=True)
    place = models.CharField(_("lugar"), max_length=160)
    moves = models.PositiveSmallIntegerField(default=0, db_default=0)
    cancelled_because = models.CharField(max_length=300, blank=True, default="", db_default="")
    acta_until = models.DateField(_("observaciones al acta hasta"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(SessionQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [*TenantModel.Meta.constraints]
        indexes = [models.Index(fields=["ugel", "table", "-session_date"], name="dialogues_session_by_table")]

    def __str__(self):
        return f"{self.table} · {written_day(self.session_date)}"

    @property
    def is_today(self) -> bool:
        """Whether who signs on the screen is still in the room."""
        return self.session_date == timezone.localdate()

    @property
    def is_past(self) -> bool:
        return self.session_date < timezone.localdate()

    @property
    def is_ahead(self) -> bool:
        """Whether its day did not come yet: nobody came and nothing was agreed."""
        return self.session_date > timezone.localdate()

    @property
    def is_cancelled(self) -> bool:
        return bool(self.cancelled_because)

    @property
    def state(self) -> SessionState:
        """What is known of it; asks the database where `with_state` did not."""
        if self.is_cancelled:
            return SessionState.CANCELLED
        is_held = getattr(self, "is_held", None)
        if self.attendances.standing().exists() if is_held is None else is_held:
            return SessionState.HELD
        return SessionState.UNTOLD if self.is_past else SessionState.CALLED

    @property
    def takes_answers(self) -> bool:
        """Whether who came may still say something of the acta; that none is issued is asked beside it."""
        return self.acta_until is not None and timezone.localdate() <= self.acta_until

    def get_absolute_url(self):
        return reverse("dialogues:session_detail", args=[self.pk])


class NotedQuerySet(models.QuerySet):
    def standing(self):
        """Without what was struck because it was noted by mistake."""
        return self.filter(struck_because="")


class Noted(TenantModel):
    """What a session notes: mended or struck while no acta says it, never deleted."""

    struck_because = models.CharField(_("por qué se tachó"), max_length=300, blank=True, default="", db_default="")

    objects = TenantManager.from_queryset(NotedQuerySet)()

    class Meta(TenantModel.Meta):
        abstract = True


class Attendance(Noted):
    """Who came, for which entity and with which post; `has_signed` says that they signed on the screen."""

    session = TenantForeignKey(Session, models.PROTECT, related_name="attendances")
    contact = TenantForeignKey("partners.Contact", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nombres y apellidos"), max_length=120)
    entity = models.CharField(_("entidad"), max_length=160)
    post = models.CharField(_("cargo"), max_length=120, blank=True)
    has_signed = models.BooleanField(_("firmó en esta pantalla"), default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "session", "contact"],
                condition=Q(struck_because=""),
                name="dialogues_contact_came_once",
            ),
        ]

    def __str__(self):
        return self.name


class Problem(Noted):
    """What the table says is wrong, weighed by three criteria everybody can see."""

    session = TenantForeignKey(Session, models.PROTECT, related_name="problems")
    need = TenantForeignKey("needs.Need", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(_("problema"), max_length=300)
    severity = models.PositiveSmallIntegerField(_("gravedad"), choices=Weight)
    reach = models.PositiveSmallIntegerField(_("a cuántos alcanza"), choices=Weight)
    feasibility = models.PositiveSmallIntegerField(_("qué tan posible es resolverlo"), choices=Weight)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="dialogues_problem_weighed",
                condition=Q(severity__range=(1, 3), reach__range=(1, 3), feasibility__range=(1, 3)),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def priority(self):
        """3 to 9, the sum of its criteria."""
        return self.severity + self.reach + self.feasibility


class Agreement(Noted):
    """What a partner said at the table it will do, for which schools its commitments tell.

    `is_confirmed_there`: somebody of the partner had signed on the screen when these words were written.
    """

    session = TenantForeignKey(Session, models.PROTECT, related_name="agreements")
    problem = TenantForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="agreements")
    partner = TenantForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("quién"))
    what = models.CharField(_("qué se acordó"), max_length=200)
    category = models.CharField(_("para qué"), max_length=12, choices=Category)
    quantity = models.DecimalField(_("cantidad por escuela"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("unidad"), max_length=40)
    due_date = models.DateField(_("hasta cuándo"))
    is_confirmed_there = models.BooleanField(_("confirmado en la mesa"), default=False, db_default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="dialogues_agreement_quantity",
                condition=Q(quantity__gt=0),
                violation_error_message=_("Escriba una cantidad mayor que cero."),
            ),
        ]

    def __str__(self):
        return self.what


class AgreementCommitment(CommitmentLink):
    """The promise of one school that an agreement became."""

    agreement = TenantForeignKey(Agreement, models.PROTECT, related_name="links")

    class Meta(CommitmentLink.Meta):
        abstract = False

    def __str__(self):
        return f"{self.agreement_id} → {self.commitment_id}"

    @property
    def origin(self):
        return str(self.agreement.session)

    @property
    def origin_url(self):
        return self.agreement.session.get_absolute_url()
