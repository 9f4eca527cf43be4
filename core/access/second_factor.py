import io

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from core.access.sealing import seal, unseal


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the phones' secrets encrypted, and speaks as the rest of the house."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Ese código no es. Espere el siguiente en su celular y escríbalo sin espacios."),
        "cannot_delete_authenticator": _("No se puede quitar."),
        "unverified_email": _("Primero confirme su correo electrónico."),
    }

    def encrypt(self, text):
        return seal(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text.encode()).decode()

    def build_totp_svg(self, url):
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", xmldecl=False, omitsize=True, border=2, svgclass="qr")
        return out.getvalue().decode()

    def _get_site_name(self):
        return "COMUSET"
