from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

INVITED_ROLES = [
    Role.UGEL_HEAD,
    Role.UGEL_SPECIALIST,
    Role.SCHOOL_HEAD,
    Role.SCHOOL_MEMBER,
    Role.GUARDIAN,
    Role.CASE_WORKER,
]


class SignInForm(LoginForm):
    """Words stand above the fields, not in them; the way to a new password is beside the button."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class InviteForm(forms.Form):
    full_name = forms.CharField(label=_("Nombres y apellidos"), max_length=120)
    email = forms.EmailField(label=_("Correo electrónico"))
    role = forms.ChoiceField(label=_("Función"), choices=[(role.value, role.label) for role in INVITED_ROLES])


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
    """One number field per declared setting, in the registry's order."""

    def __init__(self, *args, settings, values, **kwargs):
        super().__init__(*args, **kwargs)
        for setting in settings:
            self.fields[setting.name] = forms.FloatField(
                label=setting.label, help_text=setting.help, initial=values[setting.name], required=True
            )
