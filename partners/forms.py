from operator import attrgetter

from django import forms
from django.utils.translation import gettext_lazy as _

from core.people.forms import PhoneField
from core.tenancy.enums import Country
from core.tenancy.errors import DomainError
from core.tenancy.forms import DayField, VersionedForm
from core.tenancy.scope import current_ugel
from partners.enums import BY_PHONE, ContactChannel, PartnerKind
from partners.models import Contact, Offer, Partner
from partners.readers.codes import parse_ruc
from partners.selectors.likeness import similar_to
from partners.selectors.lists import territories_here
from schools.models import Territory


class _NamedForm(VersionedForm):
    """The services tell of a name that is taken, with what to do about it."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"search_name"}


class PartnerForm(_NamedForm):
    """An organisation, in the order in which one would introduce it."""

    MORE = ("siaf", "address", "notes")

    territories = forms.ModelMultipleChoiceField(
        Territory.objects.none(), label=_("Dónde trabaja"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Partner
        fields = ("name", "short_name", "kind", "ruc", "sector", "territories", "siaf", "address", "notes")
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": _("El nombre completo, como figura en sus oficios."),
            "short_name": _("Como lo llaman todos: «BIM 5», «Red de Salud»."),
            "ruc": _("Once dígitos. Si no lo sabe, déjelo en blanco."),
            "siaf": _("Solo entidades del Estado."),
            "notes": _("Lo que conviene saber antes de llamar. El aliado no lo ve."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Elija uno")), *PartnerKind.choices]
        self.fields["sector"].choices = [("", _("De todo un poco")), *self.fields["sector"].choices[1:]]
        if current_ugel().region.country == Country.KYRGYZSTAN:
            self.fields["ruc"].label, self.fields["ruc"].help_text = _("INN"), _("Catorce dígitos, si lo sabe.")
        self.fields["ruc"].widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})
        self.fields["siaf"].widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "maxlength": 6})
        known = self.instance.territories.values("territory") if self.instance.pk else Territory.objects.none()
        self.fields["territories"].queryset = territories_here() | Territory.objects.filter(pk__in=known).distinct()
        self.fields["territories"].label_from_instance = attrgetter("name_and_kind")
        if self.instance.pk:
            self.initial["territories"] = [link.territory_id for link in self.instance.territories.all()]

    def clean_ruc(self):
        try:
            return parse_ruc(self.cleaned_data["ruc"], current_ugel().region.country)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error

    def main_fields(self):
        """What one asks first."""
        return [field for field in self.visible_fields() if field.name not in self.MORE]

    def more_fields(self):
        return [field for field in self.visible_fields() if field.name in self.MORE]

    def similar(self) -> list[Partner]:
        """Known partners that may be this one."""
        told = {name: self.cleaned_data[name] for name in ("name", "kind", "short_name", "ruc")}
        return similar_to(**told, except_for=self.instance.pk)


class ContactForm(_NamedForm):
    """A person of a partner; without a channel told, the one their phone or e-mail allows."""

    phone = PhoneField(label=_("Celular"), required=False)
    channel = forms.ChoiceField(
        label=_("Cómo se le avisa"),
        required=False,
        choices=[("", _("Por lo que haya: WhatsApp o correo")), *ContactChannel.choices],
    )

    class Meta:
        model = Contact
        fields = ("name", "post", "role", "phone", "email", "channel", "language", "from_date", "to_date")
        widgets = {"role": forms.RadioSelect}
        field_classes = {"from_date": DayField, "to_date": DayField}
        help_texts = {
            "post": _("Como firma: «Comandante», «Gerente de Desarrollo Social»."),
            "role": _("Quien autoriza puede confirmar una promesa; quien coordina o ejecuta la conoce y la entrega."),
            "to_date": _("Si ya se sabe cuándo deja el cargo."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "from_date" in self.fields:
            self.fields["from_date"].required = False
        if self.instance.phone:
            self.initial["phone"] = self.instance.phone.as_international

    def clean(self):
        cleaned = super().clean()
        channel = cleaned.get("channel")
        if channel in BY_PHONE and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Para avisar por ese medio hace falta el celular."))
        if channel == ContactChannel.MAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Para avisar por correo hace falta la dirección."))
        first, last = cleaned.get("from_date"), cleaned.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", _("La fecha final no puede ser anterior a la inicial."))
        return cleaned

    def told(self):
        told = {**super().told(), "phone": self.cleaned_data["phone"] or ""}
        if not told["from_date"]:
            del told["from_date"]
        return told


class FirstContactForm(ContactForm):
    """Whom to call at a partner that is being registered; may stay empty."""

    class Meta(ContactForm.Meta):
        fields = ("name", "post", "role", "phone", "email")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="contact", empty_permitted=True, use_required_attribute=False, **kwargs)
        for name in ("channel", "version"):
            del self.fields[name]
        self.fields["name"].required = False

    def clean(self):
        cleaned = super().clean()
        if self.has_changed() and not cleaned.get("name"):
            self.add_error("name", _("Escriba el nombre de la persona, o deje en blanco también lo demás."))
        return cleaned

    def told(self):
        return {**self.cleaned_data, "phone": self.cleaned_data["phone"] or ""}


class OfferForm(forms.ModelForm):
    class Meta:
        model = Offer
        fields = ("category", "description", "quantity", "unit", "territory", "from_date", "to_date")
        field_classes = {"from_date": DayField, "to_date": DayField}
        help_texts = {
            "description": _("Por ejemplo: «Cuadrilla de 12 personas para pintar»."),
            "quantity": _("Si no se sabe cuánto, déjela en blanco."),
            "unit": _("Personas, litros, bolsas, soles …"),
            "territory": _("En blanco, donde el aliado trabaja."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = territories_here()
        self.fields["territory"].label_from_instance = lambda territory: territory.name.title()
        self.fields["territory"].empty_label = _("Donde trabaja")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("quantity") is not None and cleaned["quantity"] <= 0:
            self.add_error("quantity", _("La cantidad debe ser mayor que cero."))
        elif cleaned.get("quantity") is not None and not cleaned.get("unit"):
            self.add_error("unit", _("Escriba en qué se mide la cantidad."))
        return cleaned


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Por qué"), required=False, max_length=300)


class MergeForm(forms.Form):
    """Which partner this one really is."""

    into = forms.ModelChoiceField(Partner.objects.none(), label=_("Es el mismo que"), empty_label=_("Elija uno"))

    def __init__(self, *args, partner, **kwargs):
        super().__init__(*args, **kwargs)
        others = Partner.objects.not_merged().exclude(pk=partner.pk)
        self.fields["into"].queryset = others.order_by("search_name")
        self.fields["into"].label_from_instance = lambda other: other.name
