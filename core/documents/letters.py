"""The letters every UGEL writes, whatever its strategies: wordings to begin from, each with the places it may name."""

from django.utils.translation import gettext_lazy as _

from core.documents.enums import DocumentType
from core.documents.permissions import WRITE
from core.strategies.letters import LetterKind

MEETING = {
    "reunion": _("de qué es la reunión"),
    "fecha_reunion": _("fecha de la reunión"),
    "hora": _("hora"),
    "local": _("lugar de la reunión"),
    "agenda": _("qué se tratará"),
}
PROMISE = {"compromiso": _("qué se comprometió"), "escuela": _("escuela"), "fecha_limite": _("fecha acordada")}

ALL = [
    LetterKind(
        key="documents.invitation",
        label=_("Invitación"),
        document_type=DocumentType.LETTER,
        subject=_("Invitación a {reunion}"),
        body=_(
            "De mi especial consideración:\n\n"
            "Es grato dirigirme a usted para saludarlo cordialmente en nombre de la {ugel} y, a la vez, invitar a "
            "{entidad} a {reunion}, que se realizará el {fecha_reunion} a las {hora}, en {local}.\n\n"
            "En la reunión se tratará: {agenda}.\n\n"
            "Su participación es importante para que los acuerdos a favor de las escuelas rurales se cumplan. "
            "Agradeceré confirmar su asistencia.\n\n"
            "Sin otro particular, hago propicia la oportunidad para expresarle las muestras de mi consideración.\n\n"
            "Atentamente,"
        ),
        places=MEETING,
        permission=WRITE,
    ),
    LetterKind(
        key="documents.reminder",
        label=_("Recordatorio"),
        document_type=DocumentType.LETTER,
        subject=_("Recordatorio de compromiso: {compromiso}"),
        body=_(
            "De mi consideración:\n\n"
            "Me dirijo a usted para saludarlo y recordar el compromiso de {entidad} con la {escuela}: {compromiso}, "
            "cuya fecha acordada es el {fecha_limite}.\n\n"
            "Si hubiera alguna dificultad para cumplirlo, le agradeceré comunicarla a esta UGEL para buscar juntos una "
            "solución o una nueva fecha.\n\n"
            "Atentamente,"
        ),
        places=PROMISE,
        permission=WRITE,
    ),
    LetterKind(
        key="documents.thanks",
        label=_("Agradecimiento"),
        document_type=DocumentType.LETTER,
        subject=_("Agradecimiento por el apoyo a la {escuela}"),
        body=_(
            "De mi consideración:\n\n"
            "Es grato dirigirme a usted para expresar el agradecimiento de la {ugel} a {entidad} por haber cumplido su "
            "compromiso con la {escuela}: {compromiso}.\n\n"
            "Su apoyo permite que las y los estudiantes de la zona rural aprendan en mejores condiciones.\n\n"
            "Atentamente,"
        ),
        places={"compromiso": PROMISE["compromiso"], "escuela": PROMISE["escuela"]},
        permission=WRITE,
    ),
    LetterKind(
        key="documents.free",
        label=_("Oficio libre"),
        document_type=DocumentType.LETTER,
        subject=_("(escriba el asunto)"),
        body=_("De mi consideración:\n\nMe dirijo a usted para saludarlo y …\n\nAtentamente,"),
        permission=WRITE,
    ),
]
