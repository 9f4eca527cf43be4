from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
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
        self.fields["code"].label = _("Código")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "short code"}
        self.fields["code"].widget.attrs.pop("placeholder", None)

    def clean_code(self):
        if is_locked(second_factor_of(self.user)):
            raise forms.ValidationError(_("Hubo demasiados códigos equivocados. Espere 15 minutos e intente otra vez."))
        return super().clean_code()


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
