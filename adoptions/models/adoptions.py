from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from adoptions.enums import AdoptionState, Closing
from core.documents.enums import DocumentState
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from core.tenancy.speech import written_day


class AdoptionQuerySet(models.QuerySet):
    """State by dates, as of a day; `ended_date` is the first day on which the school is free again."""

    def on(self, day: date):
        return self.filter(from_date__lte=day, to_date__gte=day).exclude(ended_date__lte=day)

    def within(self, first: date, last: date):
        """Held on at least one of these days."""
        held = Q(ended_date=None) | Q(ended_date__gt=first) & Q(ended_date__gt=F("from_date"))
        return self.filter(held, from_date__lte=last, to_date__gte=first)

    def lapsing(self, first: date, last: date):
        """Held today, over between two days, with no other term that follows."""
        return self.on(first).filter(to_date__lte=last, ended_date=None, renewals=None)

    def ran_out(self, day: date):
        """Over by their date, followed by none, and nobody wrote down that the school is free."""
        return self.filter(to_date__lt=day, ended_date=None, renewals=None)

    def with_state(self, day: date, remind_days: int):
        """`state` as of a day, for lists and pages alike."""
        follows = Exists(self.model.objects.filter(renews=OuterRef("pk")))
        soon = day + timedelta(days=remind_days)
        return self.annotate(is_renewed=follows).annotate(
            state=Case(
                When(closing=Closing.RETURNED, then=Value(AdoptionState.RETURNED.value)),
                When(to_date__lt=day, is_renewed=True, then=Value(AdoptionState.RENEWED.value)),
                When(to_date__lt=day, then=Value(AdoptionState.LAPSED.value)),
                When(from_date__gt=day, then=Value(AdoptionState.COMING.value)),
                When(to_date__lte=soon, is_renewed=False, then=Value(AdoptionState.LAPSING.value)),
                default=Value(AdoptionState.ACTIVE.value),
                output_field=models.CharField(),
            )
        )


class Adoption(TenantModel):
    """A unit takes a school under its care for a term; one school has one at a time, which the database holds too.

    `partner` and `contact` are who has it now; whoever had it before is in `holders`.
    """

    school = TenantForeignKey("schools.School", models.PROTECT, related_name="+", verbose_name=_("escuela"))
    partner = TenantForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("unidad"))
    contact = TenantForeignKey("partners.Contact", models.PROTECT, related_name="+", verbose_name=_("coordinador"))
    from_date = models.DateField(_("desde"))
    to_date = models.DateField(_("hasta"))
    notes = models.TextField(_("notas"), max_length=1000, blank=True)
    renews = TenantForeignKey("self", models.PROTECT, null=True, editable=False, related_name="renewals")
    closing = models.CharField(max_length=8, choices=Closing, blank=True, editable=False)
    ended_date = models.DateField(_("libre desde"), null=True, editable=False)
    end_reason = models.CharField(_("por qué se devuelve"), max_length=300, blank=True, editable=False)
    followed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("la sigue en la UGEL")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(AdoptionQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="adoptions_adoption_dates",
                condition=Q(to_date__gte=F("from_date")) & (Q(ended_date=None) | Q(ended_date__gte=F("from_date"))),
                violation_error_message=_("El fin no puede ser anterior al inicio. Revise las dos fechas."),
            ),
            models.CheckConstraint(
                name="adoptions_adoption_closed",
                condition=Q(closing="", ended_date=None)
                | Q(closing=Closing.LAPSED, ended_date__isnull=False)
                | Q(closing=Closing.RETURNED, ended_date__isnull=False) & ~Q(end_reason=""),
            ),
            models.UniqueConstraint(fields=["ugel", "renews"], name="adoptions_adoption_renewed_once"),
        ]
        indexes = [models.Index(fields=["ugel", "to_date"], name="adoptions_adoption_until")]

    def __str__(self):
        return f"{self.school} · {self.partner}"

    def get_absolute_url(self):
        return reverse("adoptions:adoption_detail", args=[self.pk])

    @property
    def last_date(self) -> date:
        """The last day of its care: the agreed one, or the one before it was given back."""
        return min(self.to_date, self.ended_date - timedelta(days=1)) if self.ended_date else self.to_date

    @property
    def status(self) -> AdoptionState:
        """What it is on the day `with_state` asked for."""
        return AdoptionState(self.state)


class Holder(TenantModel):
    """Who had the school since when: the first unit and coordinator, and each who took over."""

    adoption = TenantForeignKey(Adoption, models.CASCADE, db_index=False, related_name="holders")
    partner = TenantForeignKey("partners.Partner", models.PROTECT, related_name="+")
    contact = TenantForeignKey("partners.Contact", models.PROTECT, related_name="+")
    since_date = models.DateField(_("desde"))
    reason = models.CharField(_("por qué cambia"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "adoption", "since_date"], name="adoptions_holder_since"),
        ]

    def __str__(self):
        return f"{self.partner_id} · {written_day(self.since_date)}"


class RecognitionQuerySet(models.QuerySet):
    def current(self):
        """Those whose paper was not replaced by one with newer figures."""
        return self.filter(document__state=DocumentState.ISSUED)


class Recognition(TenantModel):
    """The certificate a unit has for the verified days of an adoption; its figures are in the paper."""

    adoption = TenantForeignKey(Adoption, models.PROTECT, db_index=False, related_name="recognitions")
    partner = TenantForeignKey("partners.Partner", models.PROTECT, related_name="+")
    document = TenantForeignKey("documents.Document", models.PROTECT, db_index=False, related_name="+")

    objects = TenantManager.from_queryset(RecognitionQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "document"], name="adoptions_recognition_document_once"),
        ]
        indexes = [models.Index(fields=["ugel", "adoption"], name="adoptions_recognition_of")]

    def __str__(self):
        return self.document.title
