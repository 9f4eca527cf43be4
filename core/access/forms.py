from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from core.accounts.lockout import is_locked, second_factor_of


class SignInForm(LoginForm):
    """Words stand above the fields, not in them; the way to a new password is beside the button."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


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
