import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.filters import SpokenFilter
from needs.enums import OPEN_STATES, Category, NeedState, Severity
from needs.models import Need
from schools.enums import Area
from schools.models import School
from schools.selectors.listing import districts_with_schools

OPEN = "open"


class NeedFilter(SpokenFilter):
    """The list's questions in plain words; without one it shows what is open."""

    q = django_filters.CharFilter(label=_("Escuela, palabra o número"), method="matching")
    state = django_filters.ChoiceFilter(
        label=_("Estado"),
        choices=[(OPEN, _("Abiertas")), *NeedState.choices],
        method="in_state",
        empty_label=_("Todos"),
    )
    category = django_filters.ChoiceFilter(label=_("Qué falta"), choices=Category.choices, empty_label=_("Todo"))
    district = django_filters.ChoiceFilter(
        label=_("Distrito"), field_name="school__district__code", choices=districts_with_schools, empty_label=_("Todos")
    )
    area = django_filters.ChoiceFilter(
        label=_("Área"), field_name="school__area", choices=Area.choices, empty_label=_("Todas")
    )
    danger = django_filters.BooleanFilter(label=_("Solo peligros"), method="only_dangers", widget=forms.CheckboxInput)
    confirm = django_filters.BooleanFilter(
        label=_("Falta confirmar que se resolvió"), method="only_unconfirmed", widget=forms.CheckboxInput
    )

    class Meta:
        model = Need
        fields: list[str] = []

    def matching(self, needs, _name, text):
        """A number, or words of which each stands in the school's name or place, or in what was told."""
        text = text.replace("\x00", "").strip()[:80]
        if text.isdecimal() and len(text) < 6:
            return needs.filter(number=int(text))
        schools = School.objects.search(text).values("pk")
        return needs.filter(school__in=schools) | needs.telling(text)

    def in_state(self, needs, _name, value):
        return needs.filter(state__in=OPEN_STATES) if value == OPEN else needs.filter(state=value)

    def only_dangers(self, needs, _name, value):
        return needs.filter(severity=Severity.DANGER) if value else needs

    def only_unconfirmed(self, needs, _name, value):
        return needs.waiting_for_confirmation() if value else needs

    def _without(self, name):
        """Without a state the list shows what is open, so that taking one off has to be said."""
        rest = super()._without(name)
        return f"{rest}&state=" if name == "state" else rest
