from operator import attrgetter

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliances.models import Alliance
from core.accounts.enums import STAFF_ROLES
from core.accounts.models import User
from core.files.forms import UploadField
from core.tenancy.forms import DayField, VersionedForm
from core.tenancy.scope import current_ugel_id
from partners.models import Partner
from partners.selectors.lists import territories_here
from schools.models import School


class AllianceForm(VersionedForm):
    """What it is about, with whom, for which schools, until when."""

    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label=_("Con quién"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Marque al menos un aliado.")},
    )
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(), label=_("Para qué escuelas"), required=False, widget=forms.CheckboxSelectMultiple
    )

    reason = forms.CharField(
        label=_("Por qué se corrige"),
        max_length=300,
        required=False,
        help_text=_("Ya está firmada: el motivo queda en su historia. No hace falta para las notas."),
    )

    class Meta:
        model = Alliance
        fields = (
            "title",
            "partners",
            "kind",
            "reference",
            "territory",
            "schools",
            "from_date",
            "to_date",
            "anchor",
            "anchor_text",
            "followed_by",
            "notes",
        )
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}
        field_classes = {"from_date": DayField, "to_date": DayField}
        help_texts = {
            "title": _("Por ejemplo: «Mantenimiento de escuelas con personal del cuartel»."),
            "reference": _("Si ya lo tiene: «Convenio n.º 012-2026»."),
            "territory": _("Si es para todas las escuelas de un lugar. Si no, marque las escuelas."),
            "to_date": _("En blanco: sin plazo."),
            "anchor": _("Lo que la sostiene aunque cambien las personas."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = self.instance if self.instance.pk else None
        had = mine.parties.values("partner") if mine else Partner.objects.none()
        self.fields["partners"].queryset = (
            (Partner.objects.current() | Partner.objects.filter(pk__in=had)).distinct().order_by("search_name")
        )
        self.fields["partners"].label_from_instance = attrgetter("full_name")
        self.fields["schools"].queryset = School.objects.order_by("search_name", "pk")
        self.fields["territory"].queryset = territories_here()
        self.fields["territory"].empty_label = _("Ninguno: se marcan las escuelas")
        self.fields["territory"].label_from_instance = attrgetter("name_and_kind")
        staff = {"memberships__ugel_id": current_ugel_id(), "memberships__is_active": True}
        people = User.objects.filter(**staff, memberships__role__in=STAFF_ROLES).distinct()
        self.fields["followed_by"].queryset = people.order_by("full_name")
        self.fields["anchor"].choices = [("", _("En nada todavía")), *self.fields["anchor"].choices[1:]]
        if mine:
            self.initial["partners"] = [party.partner_id for party in mine.parties.all()]
            self.initial["schools"] = [named.school_id for named in mine.schools.all()]
        if not mine or not mine.signed_date:
            del self.fields["reason"]


class SignForm(forms.Form):
    """When it was signed, and how long it holds."""

    signed_date = DayField(label=_("Se firmó el"), initial=timezone.localdate)
    from_date = DayField(label=_("Rige desde"), initial=timezone.localdate)
    to_date = DayField(label=_("Rige hasta"), required=False, help_text=_("En blanco: sin plazo."))
    reference = forms.CharField(label=_("Número del documento"), required=False, max_length=80)
    scan = UploadField(
        label=_("Documento firmado"), required=False, help_text=_("Un PDF o una foto. También puede agregarlo después.")
    )


class EndForm(forms.Form):
    reason = forms.CharField(label=_("Por qué termina"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class PaperForm(forms.Form):
    caption = forms.CharField(label=_("Qué es"), max_length=140, help_text=_("Por ejemplo: «Ordenanza 014-2026»."))
    scan = UploadField(label=_("El documento (PDF o foto)"))
