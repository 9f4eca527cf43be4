from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.documents.enums import LETTER_TYPES, Channel
from core.documents.models import Delivery, Document, Letter, LetterStyle, LetterTemplate
from core.documents.places import COMMON_PLACES, not_places, places_in
from core.documents.selectors.letters import kind_of, places_of
from core.files.forms import UploadField
from core.files.pdfs import MAX_DOCUMENT_BYTES
from core.tenancy.forms import DayField, TenantForm

# What offices write: letters, digits, and what stands between them.
REGISTRY_NUMBER = RegexValidator(r"^[\w./ -]*$", _("Use letras, números, guiones, puntos o barras."))
FILLED_BY_PLACE = "place_"


class LetterForm(TenantForm):
    """A letter as it is written, with a field for each place of its text that nothing else fills."""

    document_type = forms.ChoiceField(
        label=_("Tipo de documento"), choices=[(one.value, one.label) for one in LETTER_TYPES]
    )

    class Meta:
        model = Letter
        fields = (
            "document_type",
            "addressee",
            "post",
            "entity",
            "email",
            "subject",
            "reference",
            "body",
            "signer_name",
            "signer_post",
        )
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}
        labels = {"email": _("Correo del destinatario")}
        help_texts = {
            "addressee": _("Con su tratamiento: «Señor Juan Pérez Quispe»."),
            "body": _("Una línea es un párrafo; las que empiezan con un guion son una lista."),
            "email": _("Para enviarle el enlace cuando se emita."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places_of(kind_of(self.instance.kind))
        for name in places_in(self.instance.subject, self.instance.body):
            if name not in COMMON_PLACES:
                self.fields[f"{FILLED_BY_PLACE}{name}"] = forms.CharField(
                    label=str(self.places.get(name, name)).capitalize(),
                    required=False,
                    max_length=300,
                    initial=self.instance.values.get(name, ""),
                )
                # A draft may lack it, a letter with a number may not: «(opcional)» would mislead.
                self.fields[f"{FILLED_BY_PLACE}{name}"].is_asked_later = True

    @property
    def written(self) -> dict:
        """What `save_letter` takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields} | {"values": self._values()}

    @property
    def place_fields(self):
        return [self[name] for name in self.fields if name.startswith(FILLED_BY_PLACE)]

    def _values(self):
        typed = {name: value for name, value in self.cleaned_data.items() if name.startswith(FILLED_BY_PLACE)}
        return self.instance.values | {name.removeprefix(FILLED_BY_PLACE): text for name, text in typed.items()}

    def clean(self):
        cleaned = super().clean()
        for name in ("subject", "body"):
            if found := not_places(cleaned.get(name, ""), self.places):
                words = _("No conocemos %(found)s. Quite las llaves o use un campo de la plantilla.")
                self.add_error(name, words % {"found": ", ".join(found)})
        return cleaned


class TemplateForm(TenantForm):
    class Meta:
        model = LetterTemplate
        fields = ("name", "subject", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}


class StyleForm(TenantForm):
    class Meta:
        model = LetterStyle
        fields = ("suffix", "place", "signer_name", "signer_post")

    suffix = forms.CharField(
        label=LetterStyle._meta.get_field("suffix").verbose_name,
        help_text=LetterStyle._meta.get_field("suffix").help_text,
        required=False,
        max_length=40,
        validators=[REGISTRY_NUMBER],
    )


class ExpedienteForm(TenantForm):
    sgd_expediente = forms.CharField(
        label=_("Expediente SGD"), max_length=40, required=False, validators=[REGISTRY_NUMBER]
    )

    class Meta:
        model = Document
        fields = ("sgd_expediente",)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(UploadField):
    """One file or several; cleans to a list."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, list) else [data] if data else []
        return [super(ManyFilesField, self).clean(one, initial) for one in files] or [super().clean(None, initial)]


class ScanForm(forms.Form):
    pages = ManyFilesField(
        label=_("Documento escaneado"),
        help_text=_("Un PDF de hasta 25 MB, o una foto de cada página en orden."),
        widget=ManyFilesInput(attrs={"accept": "application/pdf,image/*"}),
    )
    signed_by = forms.CharField(
        label=_("Quién firmó"), help_text=_("Como se lee en la firma y el sello."), max_length=200, required=False
    )
    signed_date = DayField(label=_("Fecha de la firma"), required=False)

    def clean_signed_date(self):
        day = self.cleaned_data["signed_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("La fecha no puede ser posterior a hoy."))
        return day


class PdfForm(forms.Form):
    """A PDF to attach or to compare; what is in it is read by the service."""

    pdf = UploadField(label=_("Archivo PDF"), widget=forms.FileInput(attrs={"accept": "application/pdf"}))

    def clean_pdf(self):
        pdf = self.cleaned_data["pdf"]
        if pdf.size > MAX_DOCUMENT_BYTES:
            raise forms.ValidationError(_("El archivo pesa más de 25 MB: no es un documento emitido aquí."))
        return pdf


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Por qué se retira"), max_length=200)


class MailForm(forms.Form):
    to_name = forms.CharField(label=_("A quién"), max_length=160)
    email = forms.EmailField(label=_("Correo"))
    note = forms.CharField(
        label=_("Nota para quien recibe"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeliveryForm(TenantForm):
    class Meta:
        model = Delivery
        fields = ("channel", "to_name", "delivered_date", "sgd_number", "note")
        field_classes = {"delivered_date": DayField}

    sgd_number = forms.CharField(
        label=Delivery._meta.get_field("sgd_number").verbose_name,
        help_text=Delivery._meta.get_field("sgd_number").help_text,
        required=False,
        max_length=40,
        validators=[REGISTRY_NUMBER],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [c for c in Channel.choices if c[0] != Channel.MAIL]
        self.fields["channel"].initial = Channel.FRONT_DESK
        self.fields["delivered_date"].initial = timezone.localdate

    def clean_delivered_date(self):
        day = self.cleaned_data["delivered_date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("La fecha no puede ser posterior a hoy."))
        return day


class DeliveryNumberForm(TenantForm):
    sgd_number = forms.CharField(label=_("Número de registro"), max_length=40, validators=[REGISTRY_NUMBER])

    class Meta:
        model = Delivery
        fields = ("sgd_number",)
