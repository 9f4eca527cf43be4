import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.strategies.searching import every_word
from core.ui.filters import SpokenFilter
from guardians.enums import GuardianState, VisitState
from guardians.models import Guardian, Visit
from guardians.selectors import watchers_of
from schools.models import School

LATE = "late"


class GuardianFilter(SpokenFilter):
    q = filters.CharFilter(label=_("Nombre o escuela"), method="by_text")
    estado = filters.ChoiceFilter(
        label=_("Cómo está"), choices=GuardianState.choices, field_name="state", empty_label=_("Todos")
    )

    class Meta:
        model = Guardian
        fields: list[str] = []

    def by_text(self, guardians, _name, text):
        bare, by_name = every_word(text, "user__full_name")
        here = watchers_of(School.objects.search(text.replace("\x00", "")).order_by())
        return guardians.alias(**bare).filter(by_name) | guardians.alias(**bare).filter(user__in=here)


class VisitFilter(SpokenFilter):
    q = filters.CharFilter(label=_("Escuela, guardián o entrega"), method="by_text")
    estado = filters.ChoiceFilter(
        label=_("Cómo está"),
        choices=[*VisitState.choices, (LATE, _("Atrasada"))],
        method="by_state",
        empty_label=_("Todas"),
    )

    class Meta:
        model = Visit
        fields: list[str] = []

    def by_text(self, visits, _name, text):
        bare, by_words = every_word(text, "guardian__user__full_name", "what", "school__name")
        return visits.alias(**bare).filter(by_words)

    def by_state(self, visits, _name, state):
        return visits.late(timezone.localdate()) if state == LATE else visits.filter(state=state)


class SchoolFilter(SpokenFilter):
    q = filters.CharFilter(label=_("Escuela"), method="by_text")

    class Meta:
        model = School
        fields: list[str] = []

    def by_text(self, schools, _name, text):
        return schools.search(text.replace("\x00", ""))
