from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.tenancy.errors import DomainError


class SchoolHasOpenCheck(DomainError):
    message = _("Esta escuela ya tiene una visita abierta. Termínela o anúlela antes de abrir otra.")


class CheckStateChanged(DomainError):
    message = _("Otra persona cambió esta ficha mientras usted la veía. Ábrala de nuevo para ver cómo quedó.")


class NotTheAuthor(DomainError):
    message = _("Solo quien hace la visita puede llenar esta ficha.")


class VerifierIsAuthor(DomainError):
    message = _("Usted llenó esta ficha: la verifica otra persona.")


class UnknownAnswer(DomainError):
    message = _(
        "Una respuesta no corresponde a esta versión de la ficha. Vuelva a abrir la página y márquela otra vez."
    )


class VisitInTheFuture(DomainError):
    message = _("La fecha de la visita todavía no llega. Corrija la fecha.")


class ReasonMissing(DomainError):
    message = _("Escriba el motivo: la otra persona necesita saber qué corregir.")


class TooManyPhotos(DomainError):
    message = _("Este ítem ya tiene cuatro fotos. Quite una para poner otra.")


class IncompleteCheck(DomainError):
    """Some items have no answer; `missing` holds them in the order of the checklist."""

    def __init__(self, missing):
        self.missing = missing
        count = len(missing)
        super().__init__(
            ngettext("Falta responder %(count)d ítem: %(codes)s.", "Falta responder %(count)d ítems: %(codes)s.", count)
            % {"count": count, "codes": ", ".join(item.code for item in missing)}
        )
