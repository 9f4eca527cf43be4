from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.people.forms import PhoneField
from core.tenancy.forms import DayField, TenantForm
from livelihoods import selectors
from livelihoods.enums import Watcher
from livelihoods.forms.fields import UNKNOWN, WordForm, amount, count, place_label
from livelihoods.models import GroupMember, InitiativeGroup
from partners.models import Partner


class GroupForm(TenantForm):
    """What is written of a group; its village is chosen once, when it is registered."""

    formed_date = DayField(label=_("Se formó el"))

    class Meta:
        model = InitiativeGroup
        fields = ["formed_date", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def _post_clean(self):
        """The service writes the group and judges its dates."""


class FormGroupForm(GroupForm):
    field_order = ["village", "formed_date", "notes"]

    class Meta(GroupForm.Meta):
        fields = ["village", "formed_date", "notes"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        field.queryset = selectors.free_villages()
        field.label_from_instance = place_label
        field.empty_label = _("Elija la comunidad")
        field.help_text = _(
            "Las comunidades de los distritos con escuelas que no tienen un grupo abierto. Si falta una, pida a quien "
            "administra la plataforma que cargue la lista oficial."
        )


class CloseForm(forms.Form):
    """Of a group and of an enterprise alike."""

    closed_date = DayField(label=_("Ya no funciona desde"), initial=timezone.localdate)
    reason = forms.CharField(label=_("Por qué se cierra"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class MemberForm(TenantForm):
    phone = PhoneField(label=_("Celular"), required=False)
    from_date = DayField(label=_("Desde"), initial=timezone.localdate)

    class Meta:
        model = GroupMember
        fields = ["name", "role", "phone", "from_date"]
        help_texts = {
            "name": _("Solo personas adultas. De las niñas y los niños voluntarios se anota cuántos son, sin nombres.")
        }

    def clean(self):
        told = super().clean()
        told["phone"] = told.get("phone") or ""
        return told

    def _post_clean(self):
        """The service writes the member and judges the day."""


class EndForm(forms.Form):
    to_date = DayField(label=_("Último día en el grupo"), initial=timezone.localdate)
    reason = forms.CharField(label=_("Por qué deja el grupo"), max_length=300)


class GrantForm(WordForm):
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=_("Quién lo dio"),
        empty_label=_("Elija al aliado"),
        help_text=_("Si no está, regístrelo primero en Aliados."),
    )
    amount = amount(_("Monto"), least=0.01)
    awarded_date = DayField(label=_("Se dio el"))
    purpose = forms.CharField(label=_("Para qué"), max_length=200)

    def __init__(self, *args, currency, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.filter(is_active=True).order_by("name", "pk")
        words = _("En %(currency)s. Si no se sabe, déjelo en blanco: se lee «sin dato».")
        self.fields["amount"].help_text = words % {"currency": currency}


class WatchForm(forms.Form):
    watcher = forms.ChoiceField(label=_("Quién vigila"), choices=Watcher.choices, widget=forms.RadioSelect)
    day = DayField(label=_("Al día"), initial=timezone.localdate)
    people = count(_("Cuántas personas"), help_text=UNKNOWN)
