import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from needs.enums import OPEN_STATES, Category, NeedState, Severity
from needs.models import Need
from schools.models import School, Territory

OPEN = "open"


class NeedFilter(django_filters.FilterSet):
    """The list's questions in plain words; without one it shows what is open."""

    q = django_filters.CharFilter(label=_("Escuela, palabra o número"), method="matching")
    state = django_filters.ChoiceFilter(
        label=_("Estado"),
        choices=[(OPEN, _("Abiertas")), *NeedState.choices],
        method="in_state",
        empty_label=_("Todos"),
    )
    category = django_filters.ChoiceFilter(label=_("Qué falta"), choices=Category.choices, empty_label=_("Todo"))
    district = django_filters.ModelChoiceFilter(
        label=_("Distrito"),
        field_name="school__district",
        queryset=lambda request: Territory.objects.filter(pk__in=School.objects.values("district")).order_by("name"),
        empty_label=_("Todos"),
    )
    danger = django_filters.BooleanFilter(label=_("Solo peligros"), method="only_dangers", widget=forms.CheckboxInput)

    class Meta:
        model = Need
        fields = ("q", "state", "category", "district", "danger")

    def matching(self, needs, _name, text):
        if text.strip().isdecimal():
            return needs.filter(number=int(text.strip()))
        schools = School.objects.search(text)
        return needs.filter(school__in=schools) | needs.filter(what__icontains=text.strip()[:80])

    def in_state(self, needs, _name, value):
        return needs.filter(state__in=OPEN_STATES) if value == OPEN else needs.filter(state=value)

    def only_dangers(self, needs, _name, value):
        return needs.filter(severity=Severity.DANGER) if value else needs
