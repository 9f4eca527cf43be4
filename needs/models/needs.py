from django.conf import settings
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Cast, Concat, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import NumberSeries, TenantManager, TenantModel
from needs.enums import HELPED_STATES, OPEN_STATES, Category, Element, NeedSource, NeedState, Severity, Space
from schools.enums import Party
from schools.readers.text import searchable

_TEXT, _BLANK = models.TextField(), Value(" ", output_field=models.TextField())
WITHOUT_ACCENTS = Func(
    Lower(Concat(Cast("what", _TEXT), _BLANK, "detail", _BLANK, Cast("place", _TEXT))),
    Value("áéíóúüñàèìòù"),
    Value("aeiouunaeiou"),
    function="translate",
)


class NeedQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN_STATES)

    def helped(self):
        """Somebody took it up or solved it."""
        return self.filter(state__in=HELPED_STATES)

    def waiting_for_answer(self):
        return self.filter(state=NeedState.REPORTED)

    def waiting_for_confirmation(self):
        """One person said it is solved; a second has to see it."""
        return self.open().filter(solved_said_at__isnull=False)

    def dangers(self):
        return self.open().filter(severity=Severity.DANGER)

    def of_schools(self, school_ids):
        return self.filter(school_id__in=school_ids)

    def telling(self, text):
        """Every word stands in what was told, whatever its accents."""
        found = self
        for word in searchable(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def like(self, need):
        """Open needs of the same school about the same thing, which may be this one already told."""
        same = self.open().filter(school_id=need.school_id, category=need.category)
        if need.space:
            same = same.filter(Q(space=need.space) | Q(space=""))
        if need.element:
            same = same.filter(Q(element=need.element) | Q(element=""))
        return same.exclude(pk=need.pk) if need.pk else same


class Need(TenantModel):
    """What a school lacks, as somebody who saw it told it.

    `affected_students` and `months` are unknown when empty, never zero. Solved needs two persons of two parties: who
    says so and who confirms it; a promise that two witnesses verified is the first word by itself (`Party.PROMISER`).
    """

    number = models.PositiveIntegerField(_("número"))
    school = TenantForeignKey("schools.School", models.PROTECT, related_name="needs", verbose_name=_("escuela"))
    category = models.CharField(_("qué falta"), max_length=12, choices=Category)
    space = models.CharField(_("en qué ambiente"), max_length=10, choices=Space, blank=True)
    element = models.CharField(_("qué parte"), max_length=14, choices=Element, blank=True)
    what = models.CharField(_("en pocas palabras"), max_length=140)
    detail = models.TextField(_("detalle"), max_length=2000, blank=True)
    place = models.CharField(_("lugar"), max_length=140, blank=True)
    severity = models.PositiveSmallIntegerField(_("qué tan grave"), choices=Severity)
    affected_students = models.PositiveIntegerField(_("estudiantes afectados"), null=True, blank=True)
    state = models.CharField(_("estado"), max_length=16, choices=NeedState, default=NeedState.REPORTED)
    reason = models.CharField(_("motivo"), max_length=300, blank=True)
    duplicate_of = TenantForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    programme = models.CharField(_("programa del Estado"), max_length=140, blank=True)
    helper = models.CharField(_("quién la atiende"), max_length=200, blank=True)
    source = models.CharField(_("quién lo registró"), max_length=8, choices=NeedSource)
    source_key = models.CharField(max_length=80, blank=True)
    came_in = TenantForeignKey("needs.NeedImport", models.PROTECT, null=True, blank=True, related_name="needs")
    joined_from = models.JSONField(default=dict, blank=True, editable=False)
    search_text = models.GeneratedField(expression=WITHOUT_ACCENTS, output_field=models.TextField(), db_persist=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("registrada el"), default=timezone.now)
    answered_at = models.DateTimeField(_("respondida el"), null=True, blank=True)
    solved_said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    solved_said_at = models.DateTimeField(null=True, blank=True)
    solved_said_text = models.CharField(max_length=300, blank=True)
    solved_said_for = models.CharField(max_length=10, choices=Party, blank=True)
    solved_seen_for = models.CharField(max_length=10, choices=Party, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("cerrada el"), null=True, blank=True)

    objects = TenantManager.from_queryset(NeedQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "number"], name="needs_need_number"),
            models.UniqueConstraint(
                fields=["ugel", "source", "source_key"], condition=~Q(source_key=""), name="needs_need_source_once"
            ),
            models.CheckConstraint(
                name="needs_need_two_see_it_solved",
                condition=~Q(state=NeedState.SOLVED)
                | Q(closed_by__isnull=False)
                & (
                    Q(solved_said_by__isnull=False) & ~Q(solved_said_by=models.F("closed_by"))
                    # A promise brings its own two witnesses, whoever they are.
                    | Q(solved_said_for=Party.PROMISER, solved_said_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="needs_need_two_parties_see_it",
                condition=~Q(state=NeedState.SOLVED)
                | Q(solved_said_for="", solved_seen_for="")  # solved before parties were kept
                | ~Q(solved_said_for="") & ~Q(solved_seen_for="") & ~Q(solved_said_for=models.F("solved_seen_for")),
            ),
            models.CheckConstraint(
                name="needs_need_reason_given",
                condition=~Q(state__in=[NeedState.RETURNED, NeedState.CLOSED_UNSOLVED, NeedState.SOLVED_OTHERWISE])
                | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="needs_need_duplicate_of_another",
                condition=~Q(state=NeedState.DUPLICATE)
                | Q(duplicate_of__isnull=False) & ~Q(duplicate_of=models.F("id")),
            ),
        ]
        indexes = [
            models.Index(fields=["ugel", "state", "-reported_at"], name="needs_need_by_state"),
            models.Index(fields=["ugel", "school", "state"], name="needs_need_by_school"),
        ]

    def __str__(self):
        return f"N.º {self.number} · {self.what}"

    def get_absolute_url(self):
        return reverse("needs:need_detail", args=[self.pk])

    @property
    def is_danger(self):
        return self.severity == Severity.DANGER and NeedState(self.state).is_open

    @property
    def status(self):
        """The state as the member with its tone and label."""
        return NeedState(self.state)

    @property
    def topic(self):
        """The category without its examples, for a line of a list."""
        return self.get_category_display().split(":")[0]

    @property
    def where(self):
        """Space and element in words, for a line of a list."""
        return " · ".join(
            str(part) for part in (self.get_space_display(), self.get_element_display(), self.place) if part
        )


class NeedCounter(NumberSeries):
    """The last number given to a need of this UGEL."""

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel"], name="needs_counter_once"),
        ]
