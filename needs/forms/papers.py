from django import forms
from django.utils.translation import gettext_lazy as _

from schools.models import School


class SheetsForm(forms.Form):
    """For which schools a blank sheet is printed."""

    MOST = 60

    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label=_("Escuelas"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Elija al menos una escuela.")},
    )

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["schools"].queryset = schools

    def clean_schools(self):
        chosen = self.cleaned_data["schools"]
        if len(chosen) > self.MOST:
            raise forms.ValidationError(_("Elija hasta %(most)s escuelas por vez.") % {"most": self.MOST})
        return chosen
