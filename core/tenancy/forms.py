"""Fields and forms every app builds on."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.tenancy.errors import ChangedMeanwhile, DomainError

EARLIEST_DAY = date(1990, 1, 1)
FARTHEST = timedelta(days=30 * 366)


class TenantForm(forms.ModelForm):
    """A model form that keeps `ugel` in validation, so tenant-wide uniques fail in the form, not in the database."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"ugel"}


class VersionedForm(forms.ModelForm):
    """A form that remembers which version of the thing the person saw; its model counts them in `version`."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, instance=None, initial=None, **kwargs):
        seen = {"version": instance.version} if instance else {}
        super().__init__(*args, instance=instance, initial={**seen, **(initial or {})}, **kwargs)

    def renew_version(self):
        """After somebody was faster: the next saving speaks of the thing as it is now."""
        version = type(self.instance).objects.get(pk=self.instance.pk).version
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = version
        self.data = data

    def told(self) -> dict:
        """What the person filled in, as the services take it; a new thing has no version yet."""
        told = dict(self.cleaned_data)
        if self.instance.pk is None:
            told.pop("version", None)
        return told

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"ugel", "version"}


class DayInput(forms.DateInput):
    """The device's own calendar, which wants the day as 2026-03-05."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class DayField(forms.DateField):
    """A day of work, not of history: a year typed wrong (0206, 2206) is told at once."""

    widget = DayInput

    def validate(self, value):
        super().validate(value)
        latest = timezone.localdate() + FARTHEST
        if value and not EARLIEST_DAY <= value <= latest:
            raise ValidationError(
                _("Revise el año: se espera uno entre %(first)s y %(last)s."),
                params={"first": EARLIEST_DAY.year, "last": latest.year},
            )


class ReasonForm(forms.Form):
    """Why something is done that cannot be seen from it."""

    reason = forms.CharField(label=gettext_lazy("Motivo"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


def done(form, act: Callable):
    """What `act` made of what a valid form says; None where the form or a DomainError refuses, which it then shows."""
    if not form.is_valid():
        return None
    try:
        return act(form.told() if isinstance(form, VersionedForm) else form.cleaned_data)
    except DomainError as error:
        if isinstance(error, ChangedMeanwhile):
            form.renew_version()
        form.add_error(None, str(error))
    return None
