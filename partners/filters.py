import django_filters as filters
from django.utils.translation import gettext_lazy as _

from core.ui.filters import SpokenFilter
from partners.enums import PartnerKind, PartnerState, Sector
from partners.models import Partner
from partners.selectors import lists
from partners.selectors.records import open_promises, promises_are_known
from schools.models import Territory

MISSING = {
    "contact": (_("Sin contacto"), lists.without_contact),
    "channel": (_("Con un contacto sin medio de aviso"), lists.unreachable),
    "authority": (_("Sin nadie que autorice"), lists.without_authority),
}


class PartnerFilter(SpokenFilter):
    """What a list of partners may be narrowed by; merged ones are not in it, inactive ones only when asked for."""

    q = filters.CharFilter(label=_("Nombre, contacto o RUC"), method="by_text")
    kind = filters.ChoiceFilter(label=_("Tipo"), choices=PartnerKind.choices, empty_label=_("Todos"))
    sector = filters.ChoiceFilter(label=_("En qué apoya"), choices=Sector.choices, empty_label=_("Todo"))
    territory = filters.ModelChoiceFilter(
        label=_("Dónde"),
        queryset=lambda request: Territory.objects.filter(pk__in=lists.worked_territories()).order_by("code"),
        method="by_territory",
        empty_label=_("Todo lugar"),
    )
    missing = filters.ChoiceFilter(
        label=_("Falta"),
        choices=[(key, label) for key, (label, _narrow) in MISSING.items()],
        method="by_missing",
        empty_label=_("Todos"),
    )
    promises = filters.ChoiceFilter(
        label=_("Promesas"),
        choices=[("open", _("Con promesas abiertas"))],
        method="by_promises",
        empty_label=_("Todos"),
    )
    state = filters.ChoiceFilter(
        label=_("Estado"),
        choices=[(state.value, state.label) for state in (PartnerState.ACTIVE, PartnerState.INACTIVE)],
        method="by_state",
        empty_label=_("Todos"),
    )

    class Meta:
        model = Partner
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not promises_are_known():
            del self.filters["promises"]

    def chips(self):
        """Without the state the list has by itself: taking that away would bring it back."""
        is_default = self.data.get("state") == PartnerState.ACTIVE
        usual = str(PartnerState.ACTIVE.label)
        return [chip for chip in super().chips() if not (is_default and chip["label"] == usual)]

    def by_text(self, partners, _name, text):
        return lists.search(partners, text)

    def by_territory(self, partners, _name, territory):
        return lists.working_at(partners, territory)

    def by_missing(self, partners, _name, key):
        return MISSING[key][1](partners)

    def by_promises(self, partners, _name, _value):
        return partners.filter(pk__in=open_promises())

    def by_state(self, partners, _name, value):
        return partners.filter(is_active=value == PartnerState.ACTIVE)
