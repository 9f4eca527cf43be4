import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliances import selectors
from alliances.enums import AllianceState
from alliances.models import Alliance
from core.ui.filters import SpokenFilter
from needs.filters import NeedFilter

AGENDA = {
    "soon": (_("Por vencer, sin renovación"), selectors.expiring_soon),
    "over": (_("Vencidas sin renovar ni terminar"), selectors.expired_open),
}


class GapFilter(NeedFilter):
    """What is missing, by place and kind; without what asks for a need that is over."""

    state = confirm = None


class AllianceFilter(SpokenFilter):
    """What a list of alliances may be narrowed by."""

    q = filters.CharFilter(label=_("Qué, aliado o documento"), method="by_text")
    state = filters.ChoiceFilter(
        label=_("Estado"), choices=AllianceState.choices, method="by_state", empty_label=_("Todos")
    )
    agenda = filters.ChoiceFilter(
        label=_("Plazo"),
        choices=[(key, label) for key, (label, _rows) in AGENDA.items()],
        method="by_agenda",
        empty_label=_("Todos"),
    )

    class Meta:
        model = Alliance
        fields: list[str] = []

    def by_text(self, alliances, _name, text):
        return selectors.search(alliances, text)

    def by_state(self, alliances, _name, value):
        return alliances.in_state(AllianceState(value), timezone.localdate())

    def by_agenda(self, alliances, _name, key):
        return alliances.filter(pk__in=AGENDA[key][1]().values("pk"))
