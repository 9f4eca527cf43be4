from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from core.accounts.models import User
from core.files.forms import PhotosField, UploadField
from core.tenancy.forms import DayField
from core.tenancy.scope import current_ugel_id
from safety.enums import NOT_APPLICABLE
from safety.services.checks import Given
from safety.services.photos import PHOTOS_PER_ITEM
from schools.models import School

VISITORS = STAFF_ROLES | {Role.SCHOOL_HEAD}


class VisitForm(forms.Form):
    """When and by whom a school is visited."""

    planned_date = DayField(label=_("Fecha prevista"))
    author = forms.ModelChoiceField(
        label=_("Quién visita"), queryset=User.objects.none(), help_text=_("La ficha la verificará otra persona.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = visitors()


class PlanForm(VisitForm):
    school = forms.ModelChoiceField(label=_("Escuela"), queryset=School.objects.none())
    field_order = ["school", "planned_date", "author"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.current().order_by("name")


class StartForm(forms.Form):
    visited_date = DayField(label=_("Fecha de la visita"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["visited_date"].widget.attrs["max"] = timezone.localdate().isoformat()


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Motivo"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}), strip=True)


class SheetForm(forms.Form):
    sheet = UploadField(
        label=_("Hoja de fichas"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class OpenChoiceField(forms.ChoiceField):
    """Asked of everybody and left open by whoever saves half a page."""

    def validate(self, value):
        if value:
            super().validate(value)


class AnswersForm(forms.Form):
    """One dimension of the checklist: choice, remark and photos for each of its items."""

    use_required_attribute = False

    def __init__(self, *args, section, **kwargs):
        self.section = section
        super().__init__(*args, **kwargs)
        for row in section.rows:
            self._add(row)

    def _add(self, row):
        code, answer = row.item.code, row.answer
        choices = [(option["code"], option["label"]) for option in row.item.options]
        self.fields[code] = OpenChoiceField(
            label=row.item.text,
            help_text=row.item.help,
            choices=[*choices, (NOT_APPLICABLE, _("No aplica"))],
            widget=forms.RadioSelect,
            initial=answer.choice if answer else None,
        )
        self.fields[f"note-{code}"] = forms.CharField(
            label=_("Observación"), required=False, max_length=300, initial=answer.note if answer else ""
        )
        self.fields[f"photos-{code}"] = PhotosField(label=_("Agregar fotos"), required=False, most=PHOTOS_PER_ITEM)

    def rows(self):
        """Each item with its three fields, for the template."""
        for row in self.section.rows:
            code = row.item.code
            yield {
                "item": row.item,
                "photos": row.photos,
                "choice": self[code],
                "note": self[f"note-{code}"],
                "upload": self[f"photos-{code}"],
            }

    def answers(self) -> dict[str, Given]:
        """What was chosen, by item code; items left blank are not among them."""
        return {
            row.item.code: Given(self.cleaned_data[row.item.code], self.cleaned_data[f"note-{row.item.code}"])
            for row in self.section.rows
            if self.cleaned_data[row.item.code]
        }


def visitors():
    """Who may be sent to a school: the UGEL's own people and the heads of schools."""
    return (
        User.objects.filter(
            memberships__ugel_id=current_ugel_id(), memberships__is_active=True, memberships__role__in=VISITORS
        )
        .distinct()
        .order_by("full_name")
    )
