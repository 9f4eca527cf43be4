from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from core.tenancy.forms import DayField, TenantForm
from networks import selectors
from networks.models import NetworkMember, Task
from networks.services import CannotPromise
from schools.models import School

LEAST = Decimal("0.01")


class TaskForm(TenantForm):
    """A line of the plan: who takes it, for which schools or the whole district, by when."""

    member = forms.ModelChoiceField(
        NetworkMember.objects.none(), label=_("Quién se compromete"), empty_label=_("Elija a la persona")
    )
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label=_("Para qué escuelas"),
        required=False,
        help_text=_("Cada una recibe la cantidad escrita. Sin marcar ninguna, es para todo el distrito."),
        widget=forms.CheckboxSelectMultiple,
    )
    quantity = forms.DecimalField(label=_("Cantidad"), min_value=LEAST, max_digits=12, decimal_places=2, initial=1)
    due_date = DayField(label=_("Hasta cuándo"))
    field_order = ["what", "member", "category", "quantity", "unit", "due_date", "schools"]

    class Meta:
        model = Task
        fields = ["what", "category", "quantity", "unit", "due_date"]
        help_texts = {"unit": _("Por ejemplo: «campaña», «charla», «m³ de agua».")}

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, auto_id="task_%s", **kwargs)
        self.fields["member"].queryset = selectors.who_may_promise(network).order_by("institution", "name")
        self.fields["member"].help_text = _("Falta quien se anotó a mano: primero se registra en Aliados.")
        self.fields["member"].error_messages["invalid_choice"] = CannotPromise.message
        self.fields["member"].label_from_instance = lambda one: f"{one.institution} · {one.name_and_post}"
        here = School.objects.current().filter(district=network.territory_id)
        self.fields["schools"].queryset = here.order_by("name", "pk")

    def _post_clean(self):
        """The service writes the task with its promises."""

    def told(self) -> dict:
        """As `plan_task` takes it."""
        return {**self.cleaned_data, "schools": list(self.cleaned_data["schools"])}


class TaskCorrection(TenantForm):
    """The terms of a task; who does it and for which schools is struck and written anew."""

    quantity = forms.DecimalField(label=_("Cantidad"), min_value=LEAST, max_digits=12, decimal_places=2)
    due_date = DayField(label=_("Hasta cuándo"))
    reason = forms.CharField(
        label=_("Por qué se corrige"),
        max_length=300,
        help_text=_("Lo lee quien se comprometió, que confirma otra vez."),
    )

    class Meta:
        model = Task
        fields = ["what", "quantity", "unit", "due_date"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["quantity"] = f"{self.instance.quantity.normalize():f}"  # «1», as it was typed

    def _post_clean(self):
        """The service writes what changed, and asks again."""
