"""The letter that takes an issued report to the DRE, and where a report's paper comes from."""

from django.utils.translation import gettext_lazy as _

from core.documents.enums import DocumentType
from core.strategies.letters import LetterFill, LetterKind, PaperOrigin
from core.tenancy.scope import current_ugel
from core.tenancy.speech import written_day
from reports import permissions
from reports.models import Report
from reports.selectors.reading import Reading


def fill_remission(about: str) -> LetterFill | None:
    """What the letter says of the issued report with this id; None where there is none."""
    issued = Report.objects.issued().select_related("document", "supersedes__document")
    report = issued.filter(pk=about).first() if about.isdecimal() else None
    if report is None:
        return None
    reading, region = Reading(report), current_ugel().region
    values = {
        "informe": report.title,
        "numero": report.document.label,
        "periodo": f"del {written_day(report.period_start)} al {written_day(report.period_end)}",
        "logros": "\n".join(f"- {figure.name}: {figure.in_words}." for figure in reading.headline),
        "codigo": report.document.printed_code,
    }
    return LetterFill(
        values=values,
        addressee=str(_("Señor(a) Director(a) Regional de Educación")),
        entity=region.name,
        reference=str(report.document),
    )


def report_of(document):
    report = Report.objects.filter(document=document).first()
    return (str(report), report.get_absolute_url()) if report else None


REMISSION = LetterKind(
    key="reports.remission",
    label=_("Remisión a la DRE"),
    document_type=DocumentType.LETTER,
    subject=_("Remito el {informe}"),
    body=_(
        "De mi especial consideración:\n\n"
        "Es grato dirigirme a usted para saludarlo cordialmente y remitir a su despacho el {informe}, {numero}, que da "
        "cuenta de lo logrado con la estrategia COMUSET en el periodo {periodo}:\n\n"
        "{logros}\n\n"
        "Cada cifra lleva su numerador, su denominador y la relación de escuelas que la sustenta. El documento puede "
        "verificarse con el código {codigo}.\n\n"
        "Sin otro particular, hago propicia la oportunidad para expresarle las muestras de mi especial "
        "consideración.\n\n"
        "Atentamente,"
    ),
    places={
        "informe": _("título del informe"),
        "numero": _("número del informe"),
        "periodo": _("periodo del informe"),
        "logros": _("los logros con sus cifras"),
        "codigo": _("código de verificación del informe"),
    },
    fill=fill_remission,
    permission=permissions.EDIT,
)
LETTERS = [REMISSION]
ORIGINS = [PaperOrigin(DocumentType.REPORT, report_of)]
