"""The words people send each other: WhatsApp texts and mails, with the link already in them."""

from django.utils.translation import gettext as _


def card_message(user, ugel, url: str) -> str:
    return _(
        "Buen día, %(name)s. Le escribe la %(ugel)s. Con este enlace usted entra a COMUSET desde su celular:\n%(url)s\n"
        "Ábralo y presione «Entrar». Es personal, como su DNI: no lo reenvíe."
    ) % {"name": user.get_short_name(), "ugel": ugel, "url": url}


def invitation_message(user, ugel, url: str) -> str:
    return _(
        "Buen día, %(name)s. La %(ugel)s le invita a COMUSET. Abra este enlace y elija su contraseña:\n%(url)s\n"
        "El enlace sirve una sola vez y vence en 3 días."
    ) % {"name": user.get_short_name(), "ugel": ugel, "url": url}


def reminder_message(user, ugel, url: str) -> str:
    """For somebody who never came in; holds no secret, since the card's code is known to nobody."""
    return _(
        "Buen día, %(name)s. Le escribe la %(ugel)s. Su escuela todavía no ingresa a COMUSET. Con su tarjeta, escriba "
        "el código en %(url)s. Si no la encuentra, responda este mensaje y le damos otro acceso."
    ) % {"name": user.get_short_name(), "ugel": ugel, "url": url}


def email_changed(user, ugel) -> str:
    """To the address before, which the new one is not told to."""
    return _(
        "Buen día, %(name)s.\n\nLa %(ugel)s cambió el correo con el que usted ingresa a COMUSET; este ya no sirve para "
        "ingresar. Si usted no lo pidió, llame a su UGEL."
    ) % {"name": user.get_short_name(), "ugel": ugel}


def mailed_access(user, ugel, url: str) -> str:
    return _(
        "Buen día, %(name)s.\n\nUsted pidió entrar a COMUSET (%(ugel)s) sin su tarjeta. Abra este enlace y presione "
        "«Entrar»:\n%(url)s\n\nSirve una sola vez y vence en 30 minutos. Si no lo pidió, no haga nada."
    ) % {"name": user.get_short_name(), "ugel": ugel, "url": url}
