import django_filters as filters
from django.utils.translation import gettext_lazy as _

from core.ui.filters import SpokenFilter
from livelihoods import selectors
from livelihoods.enums import EnterpriseKind, GroupState, SupportKind
from livelihoods.models import Enterprise, InitiativeGroup, Support
from schools.models import Territory


class PlaceFilter(SpokenFilter):
    """By what is typed and by ayil aymak or district; `at` is the path to the village or place."""

    at = "village"

    q = filters.CharFilter(label=_("Comunidad"), method="by_text")
    lugar = filters.ChoiceFilter(label=_("Distrito o ayil aymak"), method="by_place", empty_label=_("Todos"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        around = selectors.villages_here().order_by().values("parent")
        places = Territory.objects.filter(pk__in=around).order_by("name", "pk")
        self.form.fields["lugar"].choices = [("", _("Todos")), *((str(one.pk), one.name.title()) for one in places)]

    def by_text(self, rows, _name, text):
        return selectors.search(rows, text.replace("\x00", ""), self.at)

    def by_place(self, rows, _name, pk):
        return rows.filter(**{f"{self.at}__parent": pk})


class GroupFilter(PlaceFilter):
    estado = filters.ChoiceFilter(
        label=_("Cómo está"), choices=GroupState.choices, method="by_state", empty_label=_("Todos")
    )

    class Meta:
        model = InitiativeGroup
        fields: list[str] = []

    def by_state(self, groups, _name, state):
        return selectors.with_state(groups).filter(state=state)


class EnterpriseFilter(PlaceFilter):
    at = "group__village"

    que = filters.ChoiceFilter(
        label=_("Qué es"), choices=EnterpriseKind.choices, field_name="kind", empty_label=_("Todas")
    )
    estado = filters.ChoiceFilter(
        label=_("Cómo está"),
        choices=[("open", _("En marcha")), ("silent", _("Sin ingreso contado hace tiempo")), ("closed", _("Cerradas"))],
        method="by_state",
        empty_label=_("Todas"),
    )

    class Meta:
        model = Enterprise
        fields: list[str] = []

    def by_state(self, enterprises, _name, state):
        if state == "silent":
            return enterprises.filter(pk__in=selectors.silent().values("pk"))
        return enterprises.filter(closed_date__isnull=state == "open")


class SupportFilter(PlaceFilter):
    at = "territory"

    que = filters.ChoiceFilter(
        label=_("Qué recibieron"), choices=SupportKind.choices, field_name="kind", empty_label=_("Todo")
    )

    class Meta:
        model = Support
        fields: list[str] = []

    def by_place(self, rows, _name, pk):
        """Of the villages of a district, and what was told of the district itself."""
        return super().by_place(rows, _name, pk) | rows.filter(territory=pk)
