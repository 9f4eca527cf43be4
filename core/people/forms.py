from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import CARD_ROLES, Role
from core.accounts.phones import parse_phone
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel

INVITED_ROLES = [
    Role.UGEL_HEAD,
    Role.UGEL_SPECIALIST,
    Role.SCHOOL_HEAD,
    Role.SCHOOL_MEMBER,
    Role.CASE_WORKER,
]
SOUGHT_ROLES = [*INVITED_ROLES, Role.GUARDIAN]


class PhoneField(forms.CharField):
    """A number as people write it; without a country code it is of the UGEL's country."""

    def __init__(self, **kwargs):
        attrs = {"inputmode": "tel", "autocomplete": "off", "class": "short"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"type": "tel", **attrs}), **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_phone(text, current_ugel().region.country)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


class InviteForm(forms.Form):
    full_name = forms.CharField(label=_("Nombres y apellidos"), max_length=120)
    role = forms.ChoiceField(
        label=_("Función"),
        choices=[(role.value, role.label) for role in INVITED_ROLES],
        help_text=_("A un guardián no se le invita: se le acepta en «Guardianes», con su código de conducta firmado."),
    )
    email = forms.EmailField(
        label=_("Correo electrónico"),
        required=False,
        help_text=_("Necesario para la UGEL. Escuelas y Educhasquis pueden ingresar con tarjeta."),
    )
    phone = PhoneField(label=_("Celular"), required=False)

    def clean(self):
        cleaned = super().clean()
        is_by_password = cleaned.get("role") and cleaned["role"] not in CARD_ROLES
        if is_by_password and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Para esta función hace falta un correo electrónico."))
        return cleaned


class PhoneForm(forms.Form):
    phone = PhoneField(label=_("Celular"), required=False, help_text=_("Para llamar y escribir por WhatsApp."))


class MailboxForm(forms.Form):
    email = forms.EmailField(
        label=_("Correo electrónico"),
        required=False,
        help_text=_("Con él ingresa y pide otra contraseña. Al correo de antes le llega un aviso."),
    )


class FirstPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Contraseña nueva"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Al menos 10 caracteres. Una frase corta es fácil de recordar."),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self):
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password


class SettingsForm(forms.Form):
    """One field per declared setting, in the registry's order: a number, or yes and no."""

    def __init__(self, *args, settings, values, **kwargs):
        super().__init__(*args, **kwargs)
        for setting in settings:
            words = {"label": setting.label, "help_text": setting.help, "initial": values[setting.name]}
            self.fields[setting.name] = (
                forms.BooleanField(required=False, **words)
                if isinstance(setting.default, bool)
                else forms.FloatField(**words)
            )


class LanguageForm(forms.Form):
    """The languages, each by its own name, and the UGEL's for who wishes none of their own."""

    language = forms.ChoiceField(
        label=_("Idioma"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("De las páginas y de los avisos que le llegan. Lo que otras personas escribieron queda como está."),
    )

    def __init__(self, *args, ugel, **kwargs):
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        common = _("El de %(ugel)s: %(language)s") % {"ugel": ugel, "language": names[ugel.language]}
        self.fields["language"].choices = [("", common), *settings.LANGUAGES]


class PeopleFilter(forms.Form):
    q = forms.CharField(label=_("Nombre, correo o celular"), required=False)
    role = forms.ChoiceField(
        label=_("Función"), required=False, choices=[("", _("Todas")), *((r.value, r.label) for r in SOUGHT_ROLES)]
    )
    seen = forms.ChoiceField(
        label=_("Ingreso"),
        required=False,
        choices=[("", _("Todas las personas")), ("never", _("Nunca ingresaron")), ("card", _("Sin tarjeta vigente"))],
    )


class IssueCardsForm(forms.Form):
    """Who gets a card, as the page showed it at `asked_at`."""

    people = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label=_("Personas"))
    asked_at = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args, holders, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(pk, name) for pk, name in holders]
        self.fields["people"].error_messages["required"] = _("Elija al menos a una persona.")


class AskedAtForm(forms.Form):
    asked_at = forms.DateTimeField(widget=forms.HiddenInput)


class EmailForm(forms.Form):
    email = forms.EmailField(label=_("Su correo electrónico"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
