"""Refusals of the partner services, in the words people read."""

from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError


class NameTaken(DomainError):
    message = _("Ya hay un aliado con ese nombre. Ábralo, o distinga este con el lugar o el número.")


class RucTaken(DomainError):
    message = _("Ya hay un aliado con ese RUC. Ábralo en vez de registrarlo otra vez.")


class PartnerRests(DomainError):
    message = _("Este aliado ya no apoya. Reactívelo primero.")


class PartnerWasMerged(DomainError):
    message = _("Este aliado fue unido a otro: trabaje con el que quedó.")


class ContactNameTaken(DomainError):
    message = _("Ese aliado ya tiene un contacto con ese nombre. Corrija el que existe.")


class NoWayToReach(DomainError):
    message = _("Para avisar por ese medio falta el celular o el correo. Escríbalo, o elija «Ninguno».")


class ContactEnded(DomainError):
    message = _("Este contacto ya no representa al aliado.")


class SamePartner(DomainError):
    message = _("Elija dos aliados distintos.")


class RucsDiffer(DomainError):
    message = _("Los dos tienen RUC y no es el mismo: son dos entidades. Corrija el RUC equivocado antes de unirlos.")


class NothingAnswered(DomainError):
    message = _("Escriba su respuesta y su nombre.")
