from django.utils.translation import gettext_lazy as _

from core.documents import home, letters, permissions
from core.documents.enums import Channel, SignatureKind
from core.strategies.registry import Contribution, EventType, MenuItem, register


def _number(data):
    return data.get("number", "")


def _copy(data):
    return " · ".join(str(part) for part in (SignatureKind(data["kind"]).label, data.get("who")) if part)


def _delivery(data):
    return " · ".join(str(part) for part in (data["to"], Channel(data["channel"]).label, data.get("number")) if part)


register(
    Contribution(
        app="documents",
        slug="documentos",
        label=_("Documentos"),
        order=70,
        icon="file-text",
        menu=[MenuItem(_("Documentos"), "documents:paper_list", permissions.VIEW)],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        home_counts=[home.DRAFTS],
        searches=[home.FOUND],
        letters=letters.ALL,
        demo="core.documents.demo.load",
        timeline=[
            EventType("documents.document_issued", _("Documento emitido"), icon="badge-check"),
            EventType("documents.expediente_recorded", _("Expediente SGD anotado"), icon="folder", sentence=_number),
            EventType("documents.copy_attached", _("Copia firmada adjunta"), icon="signature", sentence=_copy),
            EventType(
                "documents.copy_withdrawn", _("Copia firmada retirada"), icon="x", sentence=lambda data: data["reason"]
            ),
            EventType("documents.paper_delivered", _("Documento entregado"), icon="send", sentence=_delivery),
            EventType(
                "documents.delivery_numbered",
                _("Registro de quien recibe"),
                icon="stamp",
                sentence=lambda data: f"{data['to']} · {data['number']}",
            ),
            EventType("documents.letter_begun", _("Borrador de carta"), icon="pencil"),
            EventType("documents.letter_discarded", _("Borrador de carta descartado"), icon="trash"),
            EventType("documents.template_changed", _("Plantilla de carta guardada"), icon="pencil"),
            EventType("documents.template_retired", _("Plantilla de carta retirada"), icon="x"),
            EventType("documents.style_changed", _("Siglas y firma de los documentos"), icon="settings"),
            EventType("documents.year_name_changed", _("Nombre del año"), icon="calendar"),
        ],
    )
)
