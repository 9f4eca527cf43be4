from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """People are invited by their UGEL: nobody signs up alone."""

    # One sentence for every reason, so that nobody learns whose telephone it is.
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "El correo o teléfono, o la contraseña, no son correctos. Si comparte ese teléfono con otra persona, "
            "ingrese con su correo o con su tarjeta."
        )
    }

    def is_open_for_signup(self, request):
        return False
