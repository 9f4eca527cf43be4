"""What the gallery shows: each component with the data of every state it knows. All of it is invented."""

from datetime import UTC, datetime

import django_tables2 as tables
from django import forms
from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.files.forms import UploadField
from core.tenancy.forms import DayField
from core.ui.tones import Tone


class SampleState(models.TextChoices):
    """The contract of a state: `label` is the word, `tone` one of the seven tones as text."""

    PLANNED = "planned", _("Planificada")
    SUBMITTED = "submitted", _("Por verificar")
    AT_RISK = "at_risk", _("En riesgo")
    OVERDUE = "overdue", _("Vencida")
    VERIFIED = "verified", _("Verificada")
    CANCELLED = "cancelled", _("Anulada")
    UNKNOWN = "unknown", _("Sin dato")

    @property
    def tone(self) -> str:
        return {
            SampleState.PLANNED: "open",
            SampleState.SUBMITTED: "progress",
            SampleState.AT_RISK: "risk",
            SampleState.OVERDUE: "broken",
            SampleState.VERIFIED: "done",
            SampleState.CANCELLED: "off",
            SampleState.UNKNOWN: "none",
        }[self]


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Nombre de la escuela"), help_text=_("Como figura en el padrón."))
    note = forms.CharField(label=_("Nota"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    visit_date = DayField(label=_("Fecha de la visita"))
    litres = forms.DecimalField(label=_("Litros recibidos"), min_value=0)
    level = forms.ChoiceField(
        label=_("Nivel"), choices=[("A2", _("Jardín")), ("B0", _("Primaria")), ("F0", _("Secundaria"))]
    )
    answer = forms.ChoiceField(
        label=_("¿Hay agua en los lavamanos hoy?"),
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
        choices=[("2", _("Sí, en todos")), ("1", _("En algunos")), ("0", _("No")), ("na", _("No corresponde"))],
    )
    services = forms.MultipleChoiceField(
        label=_("Servicios"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("water", _("Agua")), ("light", _("Electricidad"))],
    )
    photo = UploadField(label=_("Foto"), required=False, help_text=_("JPG, PNG o HEIC, hasta 10 MB."))
    is_confirmed = forms.BooleanField(label=_("Vi lo que aquí declaro"))


class SampleFilter(forms.Form):
    q = forms.CharField(label=_("Nombre o código"), required=False)
    district = forms.ChoiceField(
        label=_("Distrito"), required=False, choices=[("", _("Todos")), ("230302", "Ilabaya"), ("230303", "Ite")]
    )
    state = forms.ChoiceField(label=_("Estado"), required=False, choices=[("", _("Todos")), *SampleState.choices])


SCHOOLS = [
    ("Alto Camilaca", "Ilabaya", 46, SampleState.VERIFIED),
    ("Borogueña", "Ilabaya", 23, SampleState.SUBMITTED),
    ("Cambaya", "Ilabaya", 17, SampleState.AT_RISK),
    ("Pampa Baja", "Ite", 1204, SampleState.OVERDUE),
    ("Sagollo", "Locumba", None, SampleState.UNKNOWN),
]
SEGMENTS = [
    {"tone": "done", "label": _("Conforme"), "count": 12},
    {"tone": "progress", "label": _("En proceso"), "count": 9},
    {"tone": "risk", "label": _("En riesgo"), "count": 5},
    {"tone": "none", "label": _("Sin dato"), "count": 2},
]
PAIRS = [
    {"label": _("Infraestructura"), "before": 38, "after": 62},
    {"label": _("Agua"), "before": 41, "after": 78.5},
    {"label": _("Salubridad"), "before": 55, "after": 49},
    {"label": _("Acogida y seguridad, con bienestar socioemocional"), "before": 60, "after": 60},
    {"label": _("Acondicionamiento"), "before": 44, "after": None},
]
MONTHS = list(zip(["mar", "abr", "may", "jun", "jul", "ago", "sep"], [61, 64, None, 70, 69, 74, 80], strict=True))
STEPS = [
    (_("Con acuerdo en MEDIAT"), 27),
    (_("Confirmado por quien prometió"), 26),
    (_("Entregado"), 25),
    (_("Verificado por dos partes"), 24),
]
DISTRICTS = [
    {
        "name": "Valle Norte",
        "rings": [[[-70.9, -17.5], [-70.5, -17.3], [-70.3, -17.6], [-70.7, -17.8], [-70.9, -17.5]]],
    },
    {"name": "Valle Sur", "rings": [[[-70.7, -17.8], [-70.3, -17.6], [-70.2, -17.95], [-70.6, -18.1], [-70.7, -17.8]]]},
]
POINTS = [
    {"label": name, "lon": lon, "lat": lat, "tone": state.tone, "state": state.label, "url": "#"}
    for (name, _district, _pupils, state), (lon, lat) in zip(
        SCHOOLS, [(-70.6, -17.5), (-70.45, -17.55), (-70.5, -17.8), (-70.35, -17.85), (None, None)], strict=True
    )
]
EVENTS = [
    {
        "icon": "badge-check",
        "label": _("Ficha verificada"),
        "text": _("Conforme en agua; infraestructura pasa a en proceso."),
        "at": datetime(2026, 9, 14, 15, 20, tzinfo=UTC),
        "by": "Elmer Mamani",
        "url": "#",
    },
    {
        "icon": "camera",
        "label": _("Tres fotos agregadas"),
        "at": datetime(2026, 9, 12, 14, 5, tzinfo=UTC),
        "by": "Rosa Quispe",
    },
]
STORY = [{"last": {**EVENTS[0], "strategy": "ESYA"}, "before": [EVENTS[1]], "url": "#"}]
ENTRIES = [
    {"label": _("Inicio"), "url": "#", "icon": "home"},
    {"label": _("Mi escuela"), "url": "#", "icon": "school"},
    {"label": _("Fichas"), "url": "#", "icon": "clipboard-check", "here": "page"},
    {"label": _("Fotos"), "url": "#", "icon": "camera"},
]
PAPER = {
    "ugel": {"name": "UGEL de muestra", "region": {"name": "DRE de muestra"}},
    "year_name": _("Año de la hoja de muestra"),
    "paper_line": _("Informe n.º 007-2026 · 30 de septiembre de 2026"),
}


CHARTS = {
    "segments": SEGMENTS,
    "pairs": PAIRS,
    "marks": [(40, "40"), (75, "75")],
    "months": MONTHS,
    "series": [("Locumba", MONTHS), ("Ilabaya", MONTHS[2:]), ("Ite", MONTHS[:5])],
    "steps": STEPS,
    "bars": [(_("Agua"), 75, "75 % · 21 de 28"), (_("Internet"), 0), (_("Atención de salud"), None)],
    "districts": DISTRICTS,
    "points": POINTS,
}
LISTS = {
    "sample_crumbs": [(_("Escuelas"), "#"), ("Ilabaya", "#")],
    "chips": [
        {"label": _("12 vencidas"), "url": "?", "is_current": True},
        {"label": "Ilabaya", "url": "?", "removes": True},
        {"label": _("sin escuelas cerradas")},
    ],
    "tabs": [
        {"label": _("Resumen"), "url": "#", "is_current": True},
        {"label": _("Fichas"), "url": "#", "count": 4},
        {"label": _("Historia"), "url": "#", "count": 0},
    ],
    "rows": [(_("Código de local"), "518732"), (_("Estudiantes"), 46), (_("Coordenadas"), None)],
    "sample_action": {"label": _("Nueva ficha"), "url": "#", "icon": "plus"},
    "sample_actions": [{"label": _("Descargar"), "url": "#", "icon": "download"}],
    "tasks": [
        {"label": _("Infraestructura"), "url": "#", "state": SampleState.VERIFIED, "hint": _("12 de 12 preguntas")},
        {"label": _("Agua"), "url": "#", "state": SampleState.SUBMITTED, "hint": _("3 de 9 preguntas")},
        {"label": _("Acogida"), "state": SampleState.PLANNED},
    ],
    "consequences": [_("Los enlaces que ya envió dejan de servir."), _("Las fotos se conservan.")],
}


class SampleTable(tables.Table):
    name = tables.Column(_("Escuela"))
    district = tables.Column(_("Distrito"))
    pupils = tables.Column(_("Estudiantes"), attrs={"th": {"class": "num"}, "td": {"class": "num"}})

    class Meta:
        empty_text = _("No hay escuelas con ese nombre.")


def context(request):
    """Everything the gallery's templates read."""
    wrong = SampleForm({"litres": "muchos", "answer": "", "level": "A2"}, prefix="wrong")
    named = [{"name": name, "district": district, "pupils": pupils} for name, district, pupils, _state in SCHOOLS]
    table = SampleTable(named, order_by=request.GET.get("sort", "name"))
    table.paginate(page=1, per_page=3)
    return {
        **CHARTS,
        **LISTS,
        "form": SampleForm(prefix="right"),
        "wrong": wrong,
        "upload": SampleForm(prefix="upload"),
        "filter": SampleFilter(),
        "tones": list(Tone),
        "states": list(SampleState),
        "schools": SCHOOLS,
        "events": EVENTS,
        "story": STORY,
        "page": Paginator(range(1200), 50).get_page(request.GET.get("page")),
        "table": table,
    }
