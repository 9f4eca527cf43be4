import django_filters as filters
from django.utils.translation import gettext_lazy as _

from adoptions.enums import SchoolState
from core.ui.filters import SpokenFilter
from schools.models import School


class PoolFilter(SpokenFilter):
    """What the schools one adopts from may be narrowed by."""

    q = filters.CharFilter(label=_("Escuela"), method="by_text")
    estado = filters.ChoiceFilter(
        label=_("Cómo está"), choices=SchoolState.choices, field_name="state", empty_label=_("Todas")
    )

    class Meta:
        model = School
        fields: list[str] = []

    def by_text(self, schools, _name, text):
        return schools.filter(pk__in=School.objects.search(text.replace("\x00", "")).order_by().values("pk"))
