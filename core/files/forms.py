import uuid

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.files import quarantine
from core.files.images import UploadRefused
from core.files.models import FileKind

# A field's value is the files themselves or, once they are in quarantine, their keys behind this word.
PREFIX = "upload:"


def keys_in(data, name) -> list[uuid.UUID]:
    """Keys of the files a form names, in its order, once each."""
    keys = dict.fromkeys(_key(value) for value in data.getlist(name))
    return [key for key in keys if key is not None]


def _key(value) -> uuid.UUID | None:
    try:
        return uuid.UUID(value.removeprefix(PREFIX)) if value.startswith(PREFIX) else None
    except ValueError:
        return None


class ShareForm(forms.Form):
    is_shareable = forms.TypedChoiceField(
        label=_("¿Se ve el rostro de alguna persona?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("No se ve ningún rostro: se puede compartir")),
            ("no", _("Sí, o hay duda: no sale de la UGEL")),
        ],
        coerce=lambda value: value == "yes",
    )
    next = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)


class UploadInput(forms.FileInput):
    """A file input that shows the paper that already arrived (`core.files.papers`), to be left so, or chosen anew."""

    template_name = "files/upload_input.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        context["kept"] = getattr(value, "kept", None) and {"key": f"{PREFIX}{value.kept}", "name": value.name}
        if context["kept"]:
            context["widget"]["attrs"].pop("required", None)
        return context


class UploadField(forms.FileField):
    """A file to be read or kept; what it says before anybody reads it tells what to do, as Django's words do not."""

    widget = UploadInput
    default_error_messages = {
        "required": _("Elija el archivo en su equipo."),
        "missing": _("Elija el archivo en su equipo."),
        "invalid": _("El archivo no llegó. Elíjalo otra vez."),
        "empty": _("El archivo está vacío. Ábralo para ver si tiene datos, guárdelo y vuelva a subirlo."),
    }

    def bound_data(self, data, initial):
        """The file that came, for the widget to say whether it is kept; Django forgets it."""
        return data


class UploadsInput(forms.FileInput):
    """A file input that remembers what already arrived; scripts shrink and send each photo by itself."""

    template_name = "files/uploads_input.html"
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return [*keys_in(data, name), *(files.getlist(name) if hasattr(files, "getlist") else [])]

    def value_omitted_from_data(self, data, files, name):
        return False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        context["keys"] = [f"{PREFIX}{key}" for key in value or [] if isinstance(key, uuid.UUID)]
        return context


class PhotosField(forms.Field):
    """Photos of a form under `accepts_once`; cleans to their keys, in order. Who attaches them: see `attaches`."""

    widget = UploadsInput
    kind, accept = FileKind.IMAGE, "image/*"
    too_many = ngettext_lazy("Envíe %(most)d foto como máximo.", "Envíe %(most)d fotos como máximo.", "most")
    default_error_messages = {"required": _("Agregue al menos una foto.")}

    def __init__(self, *, most=5, **kwargs):
        super().__init__(**kwargs)
        self.most = most
        self.widget.attrs |= {
            "accept": self.accept,
            "multiple": most > 1,
            "data-most": most,
            "data-kind": self.kind.value,
            "data-too-many": self.too_many % {"most": most},
        }

    def has_changed(self, initial, data):
        return bool(data)

    def clean(self, value):
        refusals = [_refusal(upload, self.kind) for upload in value if not isinstance(upload, uuid.UUID)]
        if refusals:
            raise forms.ValidationError(refusals)
        super().clean(value)
        if len(value) > self.most:
            raise forms.ValidationError(self.too_many % {"most": self.most})
        return value


class VoiceField(PhotosField):
    """One voice note."""

    kind, accept = FileKind.AUDIO, "audio/*"
    too_many = ngettext_lazy("Envíe %(most)d grabación como máximo.", "Envíe %(most)d grabaciones como máximo.", "most")
    default_error_messages = {"required": _("Grabe una nota de voz.")}

    def __init__(self, *, most=1, **kwargs):
        super().__init__(most=most, **kwargs)


def _refusal(upload, kind) -> str:
    """The sentence for a file that did not reach quarantine, with its name."""
    try:
        quarantine.check(upload, kind)
    except UploadRefused as error:
        return _("«%(name)s»: %(reason)s") % {"name": upload.name, "reason": error}
    raise ImproperlyConfigured(
        f"'{upload.name}' reached the form: put the view under accepts_once and its form under core.files' attaches()."
    )
