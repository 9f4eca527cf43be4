from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentType(models.TextChoices):
    REPORT = "report", _("Informe de logros")
    ACTA = "acta", _("Acta")
    LETTER = "letter", _("Oficio")
    ALLIANCE = "alliance", _("Convenio")
    CERTIFICATE = "certificate", _("Constancia")


class DocumentState(models.TextChoices):
    ISSUED = "issued", _("Vigente")
    SUPERSEDED = "superseded", _("Reemplazado")

    @property
    def tone(self):
        return "done" if self is DocumentState.ISSUED else "off"
