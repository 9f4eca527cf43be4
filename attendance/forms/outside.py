from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance import selectors
from attendance.forms.weeks import MOST
from core.tenancy.forms import DayField

NUMBER = forms.NumberInput(attrs={"inputmode": "numeric"})


class OutsideForm(forms.Form):
    """Pupils on the list and those of them who do not come; what is blank is unknown and is no zero."""

    day = DayField(label=_("Al día"))
    pupils = forms.IntegerField(
        label=_("Estudiantes en la lista"), min_value=0, max_value=MOST, required=False, widget=NUMBER
    )
    not_going = forms.IntegerField(
        label=_("De ellos, no van a la escuela"),
        help_text=_("Quienes figuran y no asisten nunca; no quienes faltaron unos días. Si no van ninguno, escriba 0."),
        min_value=0,
        max_value=MOST,
        required=False,
        widget=NUMBER,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        self.fields["day"].initial = timezone.localdate
        self.fields["pupils"].initial = school.outside_pupils
        self.fields["seen"].initial = selectors.outside_version(school)

    def renew_version(self):
        """After somebody was faster: sending again speaks of what is known now."""
        self.data = {**self.data.dict(), "seen": selectors.outside_version(self.school)}
