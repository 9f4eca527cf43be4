from django import forms
from django.utils.translation import gettext_lazy as _

from core.tenancy.forms import DayField, TenantForm
from networks import selectors
from networks.models import Attendance, Meeting, NetworkMember


class MeetingForm(TenantForm):
    meeting_date = DayField(label=_("Fecha"), help_text=_("También se anota una reunión que ya se hizo."))

    class Meta:
        model = Meeting
        fields = ["meeting_date", "start_time", "place", "agenda"]
        widgets = {
            "start_time": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "agenda": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {"agenda": _("Un punto por línea.")}

    def _post_clean(self):
        """The service writes the meeting and tells who was called."""


class CameForm(forms.Form):
    """Members who came, ticked."""

    members = forms.ModelMultipleChoiceField(
        NetworkMember.objects.none(),
        label=_("Miembros que vinieron"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Marque a quienes vinieron.")},
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, auto_id="came_%s", **kwargs)
        self.fields["members"].queryset = selectors.absent_members(meeting)
        self.fields["members"].label_from_instance = lambda one: f"{one.institution} · {one.name_and_post}"


class GuestForm(TenantForm):
    class Meta:
        model = Attendance
        fields = ["name", "institution", "post"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="guest_%s", **kwargs)


class NotesForm(TenantForm):
    class Meta:
        model = Meeting
        fields = ["notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="notes_%s", **kwargs)

    def _post_clean(self):
        """The service writes what was dealt with."""
