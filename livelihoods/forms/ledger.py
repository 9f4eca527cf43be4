from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.tenancy.forms import DayField, TenantForm
from livelihoods import selectors
from livelihoods.enums import EnterpriseKind, Purpose
from livelihoods.forms.fields import WordForm, amount, count, place_label
from livelihoods.models import Enterprise
from livelihoods.rule import Share

LINES, MORE_LINES, MOST_LINES = 4, 12, 40


class EnterpriseForm(TenantForm):
    opened_date = DayField(label=_("Se abrió el"))
    quantity = count(_("Cuántos son"), help_text=_("Por ejemplo 4 invernaderos. Si no se dijo, déjelo en blanco."))
    field_order = ["kind", "name", "quantity", "opened_date", "grant"]

    class Meta:
        model = Enterprise
        fields = ["kind", "name", "quantity", "opened_date", "grant"]
        help_texts = {"name": _("Si tiene uno; por ejemplo «Taller Ak-Suu».")}

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["quantity"].min_value = 1
        self.fields["kind"].choices = EnterpriseKind.choices
        grants = group.grants.standing().select_related("partner").order_by("-awarded_date", "pk")
        self.fields["grant"] = forms.ModelChoiceField(
            grants, label=_("Con qué donación"), required=False, empty_label=_("Con ninguna, o no se sabe")
        )

    def clean_quantity(self):
        quantity = self.cleaned_data["quantity"]
        if quantity == 0:
            raise forms.ValidationError(_("Escriba 1 o más; en blanco si no se sabe."))
        return quantity

    def _post_clean(self):
        """The service writes the enterprise and judges the day."""


class FamiliesForm(WordForm):
    day = DayField(label=_("Al día"), initial=timezone.localdate)
    families = count(_("Familias con trabajo"))


class ShareForm(forms.Form):
    """A line of where an income went; without a community it says nothing."""

    village = forms.ModelChoiceField(None, label=_("Comunidad"), required=False, empty_label=_("Ninguna"))
    purpose = forms.ChoiceField(label=_("Para qué"), choices=Purpose.choices, initial=Purpose.CHILDREN, required=False)
    amount = amount(_("Monto"), least=0.01)

    def __init__(self, *args, villages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages
        self.fields["village"].label_from_instance = place_label

    def clean(self):
        told = super().clean()
        if told.get("amount") is not None and not told.get("village") and not self.has_error("village"):
            self.add_error("village", _("Diga a qué comunidad llegó, o borre el monto."))
        return told

    @property
    def share(self) -> Share | None:
        told = self.cleaned_data
        village = told.get("village")
        return Share(village.pk, told["purpose"] or Purpose.CHILDREN, told["amount"]) if village else None


ShareFormSet = formset_factory(ShareForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)


class IncomeForm(WordForm):
    """An income and, on the same page, the lines of where it went."""

    from_date = DayField(label=_("Desde"))
    to_date = DayField(label=_("Hasta"))
    gross = amount(_("Ventas"))
    cost = amount(_("Gastos"))
    net = amount(_("Lo que quedó"), least=None)

    more_parts = MORE_LINES

    def __init__(self, data=None, *, enterprise, currency, parts="", **kwargs):
        super().__init__(data, **kwargs)
        words = _("En %(currency)s. Lo que no se sabe se deja en blanco.") % {"currency": currency}
        self.fields["gross"].help_text = words
        self.fields["net"].help_text = _("Ventas menos gastos. Una pérdida, con signo menos. En blanco si no se sabe.")
        self.enterprise = enterprise
        self.parts = MORE_LINES if parts == str(MORE_LINES) else LINES

    @cached_property
    def lines(self):
        """Those that were sent, else what a correction begins with; a few blank ones behind."""
        villages = selectors.villages_with_group(self.enterprise.group)
        told = {"prefix": "reparto", "form_kwargs": {"villages": villages}}
        if self.is_bound:
            return ShareFormSet(self.data, **told)
        begun = self._begun()
        return ShareFormSet(initial=begun + [{}] * max(1, self.parts - len(begun)), **told)

    def _begun(self) -> list[dict]:
        if self.corrects is None:
            return [{"village": self.enterprise.group.village_id, "purpose": Purpose.CHILDREN}]
        rows = self.corrects.allocations.order_by("pk")
        return list(rows.values("village", "purpose", "amount"))

    def clean(self):
        told = super().clean()
        if not self.lines.is_valid():
            raise forms.ValidationError(_("Revise las líneas del reparto: en alguna falta algo."))
        return told

    def words(self) -> dict:
        shares = [form.share for form in self.lines if form.share]
        return {**super().words(), "shares": shares}
