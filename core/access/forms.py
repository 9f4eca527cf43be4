from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from core.accounts.lockout import is_locked, second_factor_of
from core.accounts.phones import NotAPhone, readings

NEITHER = _("Escriba su correo completo, o los dígitos de su celular con el código del país si no es de aquí.")


class SignInForm(LoginForm):
    """Words stand above the fields, not in them; one field takes the e-mail or the telephone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"] = forms.CharField(
            label=_("Correo o teléfono"), max_length=254, widget=forms.TextInput(attrs={"autocomplete": "username"})
        )
        self.order_fields(["login", "password"])

    def clean_login(self):
        login = super().clean_login()
        self.phones = []
        if "@" not in login:
            try:
                self.phones = readings(login)
            except NotAPhone as error:
                raise forms.ValidationError(NEITHER) from error
        return login

    def user_credentials(self):
        if not self.phones:
            return super().user_credentials()
        return {"phone": self.phones[0], "phones": self.phones, "password": self.cleaned_data["password"]}


class HeldBack:
    """Wrong codes of a second factor are counted by person, from whatever address: the password is known by then."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_code(self)

    def clean_code(self):
        if is_locked(second_factor_of(self.user)):
            raise forms.ValidationError(_("Hubo demasiados códigos equivocados. Espere 15 minutos e intente otra vez."))
        return super().clean_code()


def _plain_code(form):
    """The words stand above the field; phones offer digits."""
    field = form.fields["code"]
    field.label = _("Código")
    field.widget.attrs |= {"inputmode": "numeric", "class": "short code"}
    field.widget.attrs.pop("placeholder", None)


class PhoneCodeForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_code(self)


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nombre para reconocerla")


class SecondFactorForm(HeldBack, AuthenticateForm):
    pass


class SecondFactorAgainForm(HeldBack, ReauthenticateForm):
    pass


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Código de su tarjeta, o el que le dictaron"),
        help_text=_("Los números y letras, con o sin espacios. Por ejemplo: 230002 7K4M 9QXT 2BHC"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
    )
