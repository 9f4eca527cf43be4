from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.people.forms import PhoneField
from core.tenancy.forms import DayField, TenantForm
from networks import selectors
from networks.enums import SECTOR_OF_KIND, Sector
from networks.models import NetworkMember
from networks.services import Person
from partners.models import Contact
from schools.models import School

HOW_KNOWN = _("Elija un contacto, o una persona de la UGEL o de una escuela, o escriba nombre e institución.")


class MemberForm(TenantForm):
    """A contact of a partner, somebody who signs in here, or a person written down with how to reach them."""

    user = forms.TypedChoiceField(label=_("Persona de la UGEL o de una escuela"), coerce=int, required=False)
    phone = PhoneField(label=_("Celular"), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=[("", _("El de su institución")), *Sector.choices],
        required=False,
        help_text=_("Si es contacto de un aliado o de una escuela se sabe por su tipo."),
    )
    from_date = DayField(label=_("Desde"), initial=timezone.localdate)
    field_order = ["contact", "user", "name", "institution", "post", "phone", "email", "role", "sector", "school"]

    class Meta:
        model = NetworkMember
        fields = ["contact", "name", "institution", "post", "phone", "email", "role", "school", "from_date"]

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        people = Contact.objects.active().filter(partner__is_active=True).select_related("partner")
        self.fields["contact"] = forms.ModelChoiceField(
            people.order_by("partner__name", "name"),
            label=_("Contacto de un aliado"),
            required=False,
            empty_label=_("Otra persona"),
        )
        self.fields["contact"].label_from_instance = lambda one: f"{one.partner} · {one.name_and_post}"
        self.fields["user"].choices = [("", _("Otra persona")), *selectors.own_people()]
        self.fields["user"].empty_value = None
        self.order_fields(self.field_order)
        for name in ("name", "institution"):
            self.fields[name].required = False
            self.fields[name].help_text = _("Si no está en ninguna de las dos listas.")
        offer_schools(self.fields["school"], network)

    def clean(self):
        told = super().clean()
        is_known = told.get("contact") or told.get("user")
        if told.get("contact") and told.get("user"):
            self.add_error("user", _("Elija de una sola lista: es una sola persona."))
        if not is_known:
            for name in ("name", "institution"):
                if not told.get(name) and not self.has_error(name):
                    self.add_error(name, HOW_KNOWN)
        told["sector"] = told.get("sector") or self._sector(told)
        if not told["sector"] and not self.has_error("sector"):
            self.add_error("sector", _("Diga de qué sector es."))
        return told

    def _post_clean(self):
        """The service writes the member and judges the day."""

    def told(self) -> dict:
        """As `add_member` takes it."""
        told = self.cleaned_data
        written = ("name", "institution", "post", "contact", "school", "email")
        user = selectors.user_here(told["user"]) if told.get("user") else None
        person = Person(user=user, phone=told.get("phone") or "", **{name: told[name] for name in written})
        return {"person": person, **{name: told[name] for name in ("role", "sector", "from_date")}}

    def _sector(self, told) -> str:
        if contact := told.get("contact"):
            return SECTOR_OF_KIND.get(contact.partner.kind, "")
        return Sector.EDUCATION if told.get("user") else ""


class MemberCorrection(TenantForm):
    """How somebody is written; who they are stays. A contact's telephone is mended at the partner."""

    phone = PhoneField(label=_("Celular"), required=False)
    from_date = DayField(label=_("Desde"))

    class Meta:
        model = NetworkMember
        fields = ["name", "institution", "post", "phone", "email", "role", "sector", "school", "from_date"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.contact_id or self.instance.user_id:
            for name in ("name", "phone", "email"):
                del self.fields[name]
        offer_schools(self.fields["school"], self.instance.network)

    def clean(self):
        told = super().clean()
        if "phone" in self.fields:
            told["phone"] = told.get("phone") or ""
        return told

    def _post_clean(self):
        """The service writes what changed."""


class EndForm(forms.Form):
    to_date = DayField(label=_("Último día en la red"), initial=timezone.localdate)
    reason = forms.CharField(
        label=_("Por qué deja la red"), max_length=300, help_text=_("Por ejemplo: «Cambió de puesto de salud».")
    )


class CoordinatorForm(forms.Form):
    member = forms.ModelChoiceField(
        NetworkMember.objects.none(), label=_("Quién coordina"), empty_label=_("Elija a la persona")
    )
    since_date = DayField(label=_("Desde qué día"), initial=timezone.localdate)
    reason = forms.CharField(
        label=_("Por qué cambia"), max_length=300, required=False, help_text=_("Si releva a otra persona.")
    )

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = network.members.still_open().order_by("institution", "name")
        self.fields["member"].label_from_instance = lambda one: f"{one.institution} · {one.name_and_post}"


def offer_schools(field, network) -> None:
    """Schools of the network's district, for whom somebody may speak."""
    field.queryset = School.objects.current().filter(district=network.territory_id).order_by("name", "pk")
    field.empty_label = _("Por ninguna en particular")
    field.help_text = _("Si es su directora o director, o alguien de su comunidad.")
