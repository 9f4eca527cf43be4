"""ESYA's figures for the achievement report: «75 % de II.EE. mejoraron», JMP ladders and SDG 4.a.1.

All are counted in one pass over one sheet (selectors/sheet.sql).
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Frame, Indicator, Kind, Tallied
from safety.enums import SdgComponent
from safety.models import Check
from safety.selectors.improvement import RULE_SETTINGS
from safety.selectors.sheet import SHEET, schools_in
from schools.selectors import target_schools


def rows_of(column: str):
    """The schools of one part, for pages that list it."""
    return lambda frame: schools_in(frame, column)


improved, worse, unchanged = rows_of("improved"), rows_of("worse"), rows_of("unchanged")
not_verified, not_evaluated = rows_of("not_verified"), rows_of("not_evaluated")
never_checked, unchecked = rows_of("never_checked"), rows_of("unchecked")


def latest_checks(frame: Frame):
    """Of each school, its last verified check of the period: the state its ladders are read from."""
    inside = Check.objects.verified().filter(
        visited_date__range=(frame.period_start, frame.period_end), verified_at__lte=frame.cut_off
    )
    newest = inside.order_by("ugel_id", "school_id", "-visited_date", "-id").distinct("ugel_id", "school_id")
    return Check.objects.filter(pk__in=newest.values("pk"))


def of_sheet(*, column: str, parts: dict, **declared) -> Indicator:
    """An indicator over the ámbito whose numerator and apart parts are columns of the sheet."""
    return Indicator(
        version=1,
        eligible=target_schools,
        achieved=rows_of(column),
        apart={key: (label, rows_of(name)) for key, (label, name) in parts.items()},
        tallied=Tallied(SHEET, achieved=column, apart={key: name for key, (_label, name) in parts.items()}),
        **declared,
    )


NOT_CHECKED = {"unchecked": (_("Sin ficha verificada en el periodo"), "unchecked")}

SCHOOLS_IMPROVED = of_sheet(
    code="safety.improved",
    kind=Kind.SHARE,
    name=_("II.EE. que mejoraron sus condiciones básicas (ESYA)"),
    definition=_(
        "Escuelas del ámbito cuya última ficha verificada supera a la de línea base: al menos una de infraestructura, "
        "acondicionamiento, agua o salubridad sube de nivel o 10 puntos, y ninguna baja de nivel ÷ escuelas del "
        "ámbito. Línea base: última ficha verificada hasta el inicio del periodo; si no hay, la primera del periodo. "
        "Se comparan solo los ítems comunes a las dos versiones de la ficha."
    ),
    column="improved",
    parts={
        "worse": (_("Bajaron de nivel en alguna condición"), "worse"),
        "unchanged": (_("Siguen igual"), "unchanged"),
        "not_verified": (_("Con ficha sin verificar"), "not_verified"),
        "not_evaluated": (_("Con una sola ficha: no evaluadas"), "not_evaluated"),
        "never_checked": (_("Sin ninguna ficha"), "never_checked"),
    },
    unknown=("not_verified", "not_evaluated", "never_checked"),
    settings=RULE_SETTINGS,
    evidence="safety:improvement_evidence",
    is_headline=True,
    logro=3,
)

CHECKED = of_sheet(
    code="safety.checked",
    kind=Kind.SHARE,
    name=_("II.EE. con ficha ESYA verificada en el periodo"),
    definition=_("Escuelas del ámbito con al menos una ficha verificada, visitada en el periodo ÷ escuelas del ámbito"),
    column="checked",
    parts=NOT_CHECKED,
    unknown=("unchecked",),
    evidence="safety:school_checks",
)

AT_RISK = of_sheet(
    code="safety.at_risk",
    kind=Kind.COUNT,
    name=_("II.EE. con alguna condición en riesgo"),
    definition=_("Escuelas del ámbito cuya última ficha verificada del periodo tiene alguna dimensión en riesgo"),
    better="down",
    column="at_risk",
    parts=NOT_CHECKED,
    unknown=("unchecked",),
    settings=RULE_SETTINGS[:2],
    evidence="safety:school_checks",
)


def _rung_indicator(name, label, definition):
    return of_sheet(
        code=f"safety.basic_{name}",
        kind=Kind.SHARE,
        name=label,
        definition=definition,
        column=f"{name}_basic",
        parts={
            "limited": (_("Servicio limitado"), f"{name}_limited"),
            "none": (_("Sin servicio"), f"{name}_none"),
            "unknown": (_("Sin dato en la ficha"), f"{name}_unknown"),
            **NOT_CHECKED,
        },
        unknown=("unknown", "unchecked"),
        evidence="safety:school_checks",
    )


def _sdg_indicator(component):
    return of_sheet(
        code=f"safety.sdg_4a1_{component.value}",
        kind=Kind.SHARE,
        name=format_lazy(_("ODS 4.a.1 {letter} · {label}"), letter=component.value, label=component.label),
        definition=_(
            "Escuelas del ámbito cuya última ficha verificada del periodo cumple el componente ÷ escuelas del ámbito"
        ),
        column=f"sdg_{component.value}",
        parts={"unknown": (_("Sin dato en la ficha"), f"sdg_{component.value}_unknown"), **NOT_CHECKED},
        unknown=("unknown", "unchecked"),
        evidence="safety:school_checks",
    )


LADDERS = [
    _rung_indicator(
        "water",
        _("II.EE. con agua básica (JMP)"),
        _("Fuente mejorada y agua disponible al momento de la visita ÷ escuelas del ámbito"),
    ),
    _rung_indicator(
        "sanitation",
        _("II.EE. con saneamiento básico (JMP)"),
        _("Instalación mejorada, separada por sexo y utilizable al momento de la visita ÷ escuelas del ámbito"),
    ),
    _rung_indicator(
        "hygiene",
        _("II.EE. con higiene básica (JMP)"),
        _("Lavado de manos con agua y jabón al momento de la visita ÷ escuelas del ámbito"),
    ),
]
SDG = [_sdg_indicator(component) for component in SdgComponent]
ALL = [SCHOOLS_IMPROVED, CHECKED, AT_RISK, *LADDERS, *SDG]
