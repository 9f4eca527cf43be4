from django import forms

from core.notifications.models import Preference
from core.tenancy.forms import TenantForm


class PreferenceForm(TenantForm):
    class Meta:
        model = Preference
        fields = ("rhythm", "quiet_from", "quiet_until")
        widgets = {
            "rhythm": forms.RadioSelect,
            "quiet_from": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "quiet_until": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }
