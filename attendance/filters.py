import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from attendance import selectors
from core.ui.filters import SpokenFilter
from schools.models import School
from schools.selectors.listing import districts_with_schools


class AttendanceFilter(SpokenFilter):
    """What the schools of «Asistencia» may be narrowed by."""

    q = filters.CharFilter(label=_("Escuela"), method="by_text")
    district = filters.ChoiceFilter(
        label=_("Distrito"), field_name="district__code", choices=districts_with_schools, empty_label=_("Todos")
    )
    sin_contar = filters.BooleanFilter(
        label=_("Sin contar la última semana"), method="by_untold", widget=forms.CheckboxInput
    )

    class Meta:
        model = School
        fields: list[str] = []

    def by_text(self, schools, _name, text):
        return schools.search(text.replace("\x00", ""))

    def by_untold(self, schools, _name, asked):
        return schools.filter(pk__in=selectors.untold_schools().order_by().values("pk")) if asked else schools
