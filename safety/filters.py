import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from safety.enums import CheckState, Level, Source
from safety.models import Check, DimensionScore
from safety.selectors.checks import newest_verified
from schools.models import School, Territory


def districts(request):
    """Where this UGEL has schools."""
    return Territory.objects.filter(pk__in=School.objects.values("district_id")).order_by("name")


class CheckFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Escuela"), method="by_school")
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=CheckState, empty_label=_("Todos")
    )
    semaforo = django_filters.ChoiceFilter(
        label=_("Semáforo"), choices=Level, method="by_level", empty_label=_("Todos")
    )
    distrito = django_filters.ModelChoiceFilter(
        field_name="school__district", label=_("Distrito"), queryset=districts, empty_label=_("Todos")
    )
    origen = django_filters.ChoiceFilter(field_name="source", label=_("Origen"), choices=Source, empty_label=_("Todos"))
    ultima = django_filters.BooleanFilter(
        label=_("Solo la última verificada de cada escuela"), method="by_newest", widget=forms.CheckboxInput
    )
    mias = django_filters.BooleanFilter(label=_("Solo mis visitas"), method="by_me", widget=forms.CheckboxInput)

    class Meta:
        model = Check
        fields = []

    def by_school(self, checks, name, text):
        return checks.filter(school__in=School.objects.search(text))

    def by_level(self, checks, name, level):
        of_check = DimensionScore.objects.filter(ugel_id=OuterRef("ugel_id"), safety_check_id=OuterRef("pk"))
        risky, moderate = (of_check.filter(level=worse) for worse in (Level.AT_RISK, Level.IN_PROGRESS))
        found = checks.filter(Exists(of_check.filter(level=level)))
        if level == Level.CONFORMING:
            return found.exclude(Exists(risky)).exclude(Exists(moderate))
        return found.exclude(Exists(risky)) if level == Level.IN_PROGRESS else found

    def by_newest(self, checks, name, only_newest):
        return checks.filter(pk__in=newest_verified(Check.objects.all())) if only_newest else checks

    def by_me(self, checks, name, only_mine):
        return checks.filter(author=self.request.user) if only_mine else checks
