from collections.abc import Iterable, Sequence

from django import forms
from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from alliances import selectors
from alliances.models import Call
from alliances.selectors.helpers import Helper
from alliances.services import Asked
from core.tenancy.forms import DayField, TenantForm
from needs.models import Need
from partners.enums import ContactChannel
from partners.models import Contact

QUANTITY = {"min_value": 0.01, "max_digits": 12, "decimal_places": 2}


def contact_field(helpers: Sequence[Helper]) -> forms.ModelMultipleChoiceField:
    """Whom one may write to: first of the partners that could help, with the reasons, then everybody else."""
    reached = Contact.objects.active().exclude(channel=ContactChannel.NONE).filter(partner__is_active=True)
    ranks = [When(partner=one.partner.pk, then=Value(rank)) for rank, one in enumerate(helpers)]
    ranked = reached.annotate(rank=Case(*ranks, default=Value(len(ranks)), output_field=IntegerField()))
    field = forms.ModelMultipleChoiceField(
        ranked.select_related("partner").order_by("rank", "partner__name", "name"),
        label=_("A quién se pide"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Marque al menos a una persona.")},
        help_text=_("Primero quienes podrían ayudar, con el porqué.") if helpers else "",
    )
    reasons = {one.partner.pk: " ".join(["", *one.sentences]) for one in helpers}
    field.label_from_instance = lambda one: (
        f"{one.partner.full_name} · {one.name_and_post}.{reasons.get(one.partner_id, '')}"
    )
    return field


class CallForm(TenantForm):
    """A call for these needs: how much of each, and whom it is sent to."""

    until = DayField(label=_("¿Hasta qué día se responde?"))

    class Meta:
        model = Call
        fields = ["title", "text", "until"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"title": _("Por ejemplo: «Carpetas para tres escuelas de Ite».")}

    def __init__(self, *args, needs: Iterable[Need], **kwargs):
        super().__init__(*args, **kwargs)
        self.needs = list(needs)
        for need in self.needs:
            self.fields[f"quantity_{need.pk}"] = forms.DecimalField(
                label=_("Cuánto se necesita"), required=False, help_text=_("En blanco: no se sabe."), **QUANTITY
            )
            self.fields[f"unit_{need.pk}"] = forms.CharField(
                label=_("Unidad"), max_length=40, help_text=_("Por ejemplo: carpetas, metros, jornadas.")
            )
        self.fields["contacts"] = contact_field(selectors.who_could_help(self.needs))

    @property
    def rows(self):
        """Each need with its two fields."""
        return [(need, self[f"quantity_{need.pk}"], self[f"unit_{need.pk}"]) for need in self.needs]

    def told(self) -> dict:
        """As the service takes it."""
        data = self.cleaned_data
        asked = [Asked(need, data[f"quantity_{need.pk}"], data[f"unit_{need.pk}"]) for need in self.needs]
        return {**{name: data[name] for name in (*self.Meta.fields, "contacts")}, "asked": asked}


class AskForm(forms.Form):
    """More people to be asked."""

    def __init__(self, *args, call: Call, **kwargs):
        super().__init__(*args, **kwargs)
        needs = Need.objects.filter(pk__in=call.needs.values("need"))
        helpers = selectors.who_could_help(needs.select_related("school__district__parent__parent"))
        self.fields["contacts"] = contact_field(helpers)
        asked = call.called.values("contact")
        self.fields["contacts"].queryset = self.fields["contacts"].queryset.exclude(pk__in=asked)


class ReopenForm(forms.Form):
    until = DayField(label=_("¿Hasta qué día se responde?"))


class AcceptForm(forms.Form):
    """How much of an offer is taken, and for when; as it read at `offered_at`."""

    quantity = forms.DecimalField(label=_("Cuánto se acepta"), **QUANTITY)
    due_date = DayField(label=_("Para cuándo"), help_text=_("Si cambia algo, el aliado confirma otra vez."))
    offered_at = forms.DateTimeField(widget=forms.HiddenInput)


class DeclineForm(forms.Form):
    """Why an offer is not taken."""

    reply = forms.CharField(label=_("Por qué no se acepta"), max_length=300, help_text=_("Lo lee el aliado."))
    offered_at = forms.DateTimeField(widget=forms.HiddenInput)


class RecogniseForm(forms.Form):
    """Whose offer it is."""

    contact = forms.ModelChoiceField(Contact.objects.none(), label=_("Es este contacto"), empty_label=_("Elija uno"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = Contact.objects.active().filter(partner__is_active=True).select_related("partner")
        self.fields["contact"].queryset = known.order_by("partner__name", "name")
        self.fields["contact"].label_from_instance = lambda one: f"{one.partner} · {one.name_and_post}"


class SetAsideForm(forms.Form):
    """Why an offer of somebody unknown is not taken up."""

    reply = forms.CharField(label=_("Por qué no se acepta"), max_length=300, help_text=_("Lo lee quien ofreció."))
