from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.enums import ManyAction
from commitments.models import Commitment
from core.tenancy.forms import DayField


class ManyForm(forms.Form):
    """One action on several promises; each refuses by itself what it cannot take."""

    MOST = 100

    commitments = forms.ModelMultipleChoiceField(
        Commitment.objects.none(), error_messages={"required": _("Marque al menos un compromiso.")}
    )
    action = forms.TypedChoiceField(
        label=_("Qué hacer"),
        coerce=ManyAction,
        choices=[("", _("Elija qué hacer")), *ManyAction.choices],
        error_messages={"required": _("Elija qué hacer con los compromisos marcados.")},
    )
    new_date = DayField(label=_("Fecha nueva"), required=False)
    reason = forms.CharField(label=_("Motivo"), required=False, max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commitments"].queryset = Commitment.objects.with_names()

    def clean_commitments(self):
        return self.cleaned_data["commitments"][: self.MOST]

    def clean(self):
        told = super().clean()
        action = told.get("action")
        if action == ManyAction.RESCHEDULE and not told.get("new_date"):
            self.add_error("new_date", _("Escriba la fecha nueva."))
        if action in (ManyAction.RESCHEDULE, ManyAction.CANCEL) and not told.get("reason"):
            self.add_error("reason", _("Escriba el motivo: lo leerá quien espera este compromiso."))
        return told
