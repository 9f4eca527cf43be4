import django_filters as filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from core.ui.filters import SpokenFilter
from schools.enums import Area, Hint, Level, Management, SchoolStatus
from schools.models import School, Service
from schools.selectors.listing import districts_with_schools, with_hint

PUBLIC = "public"
LISTED_HINTS = [hint for hint in Hint if hint not in (Hint.OUTSIDE, Hint.CHECK_DIGIT)]


class SchoolFilter(SpokenFilter):
    """What a list of schools may be narrowed by; every choice can be said in a few plain words."""

    q = filters.CharFilter(label=_("Nombre, lugar o código"), method="by_text")
    district = filters.ChoiceFilter(
        label=_("Distrito"), field_name="district__code", choices=districts_with_schools, empty_label=_("Todos")
    )
    area = filters.ChoiceFilter(label=_("Área"), choices=Area.choices, empty_label=_("Todas"))
    management = filters.ChoiceFilter(
        label=_("Gestión"),
        method="by_management",
        choices=[(PUBLIC, _("Pública")), (Management.PRIVATE.value, Management.PRIVATE.label)],
        empty_label=_("Todas"),
    )
    level = filters.ChoiceFilter(label=_("Nivel"), method="by_level", choices=Level.choices, empty_label=_("Todos"))
    status = filters.ChoiceFilter(
        label=_("Estado"), method="by_status", choices=SchoolStatus.choices, empty_label=_("Todos")
    )
    hint = filters.ChoiceFilter(
        label=_("Por revisar"),
        method="by_hint",
        choices=[(hint.value, hint.label) for hint in LISTED_HINTS],
        empty_label=_("Todas"),
    )

    class Meta:
        model = School
        fields: list[str] = []

    def by_text(self, queryset, name, value):
        return queryset.search(value.replace("\x00", ""))

    def by_management(self, queryset, name, value):
        return queryset.public() if value == PUBLIC else queryset.filter(management=value)

    def by_level(self, queryset, name, value):
        return queryset.filter(Exists(Service.objects.current().filter(school=OuterRef("pk"), level=value)))

    def by_status(self, queryset, name, value):
        if value == SchoolStatus.MISSING:
            return queryset.exclude(not_in_cut_since=None)
        return queryset.filter(is_active=value == SchoolStatus.ACTIVE, not_in_cut_since=None)

    def by_hint(self, queryset, name, value):
        return with_hint(queryset, value)
