from django import forms


class TenantForm(forms.ModelForm):
    """A model form that keeps `ugel` in validation, so tenant-wide uniques fail in the form, not in the database."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"ugel"}
