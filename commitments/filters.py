import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commitments import selectors
from commitments.enums import LIVE_STATES, CommitmentState, Promiser
from commitments.models import Commitment, Version
from core.ui.filters import SpokenFilter
from needs.enums import Category
from partners.models import Partner
from schools.models import School, Territory
from schools.selectors.listing import districts_with_schools

LIVE = "live"
# Asked by a column of the board, not by hand; each is a row, spoken by its name.
ROWS = ("partner", "school", "territory")


class CommitmentFilter(SpokenFilter):
    """The questions of list and board in plain words."""

    q = django_filters.CharFilter(label=_("Escuela, aliado, palabra o número"), method="matching")
    state = django_filters.ChoiceFilter(
        label=_("Estado"),
        choices=[(LIVE, _("En curso")), *CommitmentState.choices],
        method="in_state",
        empty_label=_("Todos"),
    )
    category = django_filters.ChoiceFilter(label=_("Para qué"), choices=Category.choices, empty_label=_("Todo"))
    district = django_filters.ChoiceFilter(
        label=_("Distrito"), field_name="school__district__code", choices=districts_with_schools, empty_label=_("Todos")
    )
    overdue = django_filters.BooleanFilter(label=_("Solo vencidos"), method="only_overdue", widget=forms.CheckboxInput)
    asked = django_filters.BooleanFilter(label=_("Piden un cambio"), method="only_asked", widget=forms.CheckboxInput)
    promiser = django_filters.ChoiceFilter(choices=Promiser.choices, widget=forms.HiddenInput)
    partner = django_filters.ModelChoiceFilter(queryset=lambda _r: Partner.objects.all(), widget=forms.HiddenInput)
    school = django_filters.ModelChoiceFilter(queryset=lambda _r: School.objects.all(), widget=forms.HiddenInput)
    territory = django_filters.ModelChoiceFilter(queryset=lambda _r: Territory.objects.all(), widget=forms.HiddenInput)

    class Meta:
        model = Commitment
        fields: list[str] = []

    def sentence(self, count: int) -> str:
        """«12 vencidos · Ilabaya · Agua»: how many, and what was asked."""
        if not self.form.is_valid():
            return _counted(count, is_overdue=False)
        asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        is_overdue = bool(asked.pop("overdue", False))
        return " · ".join(
            [_counted(count, is_overdue=is_overdue), *(self._said(name, value) for name, value in asked.items())]
        )

    def _said(self, name, value):
        if name in ROWS:
            return str(value)
        # Category labels explain themselves after a colon; in a sentence the first words are enough.
        return super()._said(name, value).partition(":")[0] if name == "category" else super()._said(name, value)

    def matching(self, commitments, _name, text):
        text = text.strip().replace("\x00", "")[:80]
        if text.isdecimal():
            return commitments.filter(number=int(text)) if len(text) < 9 else commitments.none()
        return selectors.search(commitments, text)

    def in_state(self, commitments, _name, value):
        return commitments.filter(state__in=LIVE_STATES) if value == LIVE else commitments.filter(state=value)

    def only_overdue(self, commitments, _name, value):
        return commitments.overdue() if value else commitments

    def only_asked(self, commitments, _name, value):
        asked = Version.objects.waiting().values("commitment")
        return commitments.filter(pk__in=asked) if value else commitments


def _counted(count: int, *, is_overdue: bool) -> str:
    if is_overdue:
        return ngettext("%(n)d vencido", "%(n)d vencidos", count) % {"n": count}
    return ngettext("%(n)d compromiso", "%(n)d compromisos", count) % {"n": count}
