from operator import attrgetter

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.models import User
from core.files.forms import UploadField
from core.people.forms import PhoneField
from core.tenancy.forms import DayField
from guardians import selectors
from guardians.enums import TieKind
from partners.models import Partner
from partners.selectors.lists import territories_here
from schools.models import School, Territory


class CodeForm(forms.Form):
    text = forms.CharField(
        label=_("Código de conducta"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Cada guardián firma este texto. Una versión nueva no cambia lo que otros ya firmaron."),
    )


class PlacesForm(forms.Form):
    """Which schools, and which territories with all their schools."""

    schools = forms.ModelMultipleChoiceField(
        School.objects.none(), label=_("Escuelas"), required=False, widget=forms.CheckboxSelectMultiple
    )
    territories = forms.ModelMultipleChoiceField(
        Territory.objects.none(),
        label=_("O un territorio entero"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Todas sus escuelas, también las que aparezcan después."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["schools"].queryset = School.objects.current().order_by("name", "pk")
        self.fields["territories"].queryset = territories_here()
        self.fields["territories"].label_from_instance = attrgetter("name_and_kind")


class AcceptForm(PlacesForm):
    """Somebody known, or somebody new, with what they signed and what they declared."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Persona"),
        required=False,
        empty_label=_("Una persona nueva"),
        help_text=_("Si ya tiene su tarjeta de guardián, elíjala. Si no, escriba abajo su nombre."),
    )
    full_name = forms.CharField(label=_("Nombres y apellidos"), max_length=120, required=False)
    phone = PhoneField(label=_("Celular"), required=False)
    from_date = DayField(label=_("Desde"), initial=timezone.localdate)
    to_date = DayField(label=_("Hasta"), required=False, help_text=_("En blanco: hasta que se diga lo contrario."))
    signed_date = DayField(label=_("Firmó el código de conducta el"), initial=timezone.localdate)
    scan = UploadField(label=_("Código firmado, escaneado o en foto"), required=False)
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=_("¿Trabaja para un aliado, o es parte de él?"),
        required=False,
        empty_label=_("Declara que no"),
        help_text=_("No podrá ser testigo de lo que ese aliado prometa. Otros vínculos se agregan después."),
    )
    kind = forms.ChoiceField(label=_("Qué lo une"), choices=TieKind.choices, required=False)

    field_order = ["user", "full_name", "phone", "schools", "territories", "from_date", "to_date", "signed_date"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = selectors.acceptable_people()
        self.fields["partner"].queryset = Partner.objects.current().order_by("name", "pk")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("user") and not cleaned.get("full_name", "").strip():
            self.add_error("full_name", _("Escriba el nombre de la persona, o elíjala de la lista."))
        return cleaned

    def told(self) -> dict:
        """As `accept` takes it, without the scan."""
        names = ("user", "full_name", "phone", "schools", "territories", "from_date", "to_date", "signed_date")
        return {name: self.cleaned_data[name] for name in names}


class ScanForm(forms.Form):
    scan = UploadField(label=_("Código firmado, escaneado o en foto"), help_text=_("Que se lean la firma y la fecha."))


class TieForm(forms.Form):
    kind = forms.ChoiceField(label=_("Qué lo une"), choices=TieKind.choices, widget=forms.RadioSelect)
    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("A qué aliado"), empty_label=_("Elija el aliado"))
    detail = forms.CharField(label=_("Detalle"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.current().order_by("name", "pk")
