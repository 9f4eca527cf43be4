import django_filters as filters
from django.utils.translation import gettext_lazy as _

from core.ui.filters import SpokenFilter
from networks import selectors
from networks.enums import NetworkState
from networks.models import Meeting, Network

AGENDA = {
    "ahead": (_("Las que vienen"), Meeting.objects.ahead),
    "soon": (_("En los próximos 30 días"), selectors.coming),
    "acta": (_("Realizadas, con el acta por emitir"), selectors.to_issue),
    "issued": (_("Con acta emitida"), lambda: Meeting.objects.with_state().filter(has_acta=True)),
}


class NetworkFilter(SpokenFilter):
    """What the list of networks may be narrowed by."""

    q = filters.CharFilter(label=_("Red o distrito"), method="by_text")
    estado = filters.ChoiceFilter(
        label=_("Cómo está"),
        choices=[*NetworkState.choices, ("asleep", _("Abiertas que no están activas"))],
        method="by_state",
        empty_label=_("Todas"),
    )

    class Meta:
        model = Network
        fields: list[str] = []

    def by_text(self, networks, _name, text):
        return selectors.search(networks, text.replace("\x00", ""))

    def by_state(self, networks, _name, value):
        if value == "asleep":
            return networks.filter(pk__in=selectors.sleeping().values("pk"))
        return networks.with_state().filter(state=value)


class MeetingFilter(SpokenFilter):
    """What the list of meetings and actas may be narrowed by."""

    q = filters.CharFilter(label=_("Red o distrito"), method="by_text")
    agenda = filters.ChoiceFilter(
        label=_("Cuáles"),
        choices=[(key, label) for key, (label, _rows) in AGENDA.items()],
        method="by_agenda",
        empty_label=_("Todas"),
    )

    class Meta:
        model = Meeting
        fields: list[str] = []

    def by_text(self, meetings, _name, text):
        found = selectors.search(Network.objects.all(), text.replace("\x00", ""))
        return meetings.filter(network__in=found.values("pk"))

    def by_agenda(self, meetings, _name, key):
        return meetings.filter(pk__in=AGENDA[key][1]().values("pk"))
