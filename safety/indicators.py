"""ESYA's figures for the achievement report: «75 % de II.EE. mejoraron», JMP ladders and SDG 4.a.1."""

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Frame, Indicator, Kind
from safety.enums import CheckState, Level, Rung, SdgComponent
from safety.models import Check, DimensionScore
from safety.selectors.improvement import IMPROVED, RULE_SETTINGS, UNCHANGED, WORSE, schools_where
from schools.selectors import target_schools


def improved(frame: Frame):
    return target_schools(frame).filter(pk__in=schools_where(frame, IMPROVED))


def worse(frame: Frame):
    return target_schools(frame).filter(pk__in=schools_where(frame, WORSE))


def unchanged(frame: Frame):
    return target_schools(frame).filter(pk__in=schools_where(frame, UNCHANGED))


def evaluated(frame: Frame):
    """Ids of the schools with two verified checks, the last of them inside the period: those a verdict exists for."""
    checks = verified_by_cut_off(frame).values("ugel_id", "school_id")
    pairs = checks.annotate(count=Count("pk"), last=Max("visited_date"))
    return pairs.filter(count__gte=2, last__gt=frame.period_start).values("school_id")


def _without_pair(frame: Frame):
    return target_schools(frame).exclude(pk__in=evaluated(frame))


def _unverified(frame: Frame):
    """Checks handed over by the cut-off that nobody had verified by then."""
    checks = Check.objects.filter(submitted_at__lte=frame.cut_off, visited_date__lte=frame.period_end)
    late = Q(state=CheckState.VERIFIED, verified_at__gt=frame.cut_off)
    return checks.filter(late | Q(state=CheckState.SUBMITTED))


def verified_by_cut_off(frame: Frame):
    return Check.objects.verified().filter(visited_date__lte=frame.period_end, verified_at__lte=frame.cut_off)


def _of_school(checks):
    return Exists(checks.filter(ugel_id=OuterRef("ugel_id"), school_id=OuterRef("pk")))


def not_verified(frame: Frame):
    return _without_pair(frame).filter(_of_school(_unverified(frame)))


def not_evaluated(frame: Frame):
    once = _without_pair(frame).exclude(_of_school(_unverified(frame)))
    return once.filter(_of_school(verified_by_cut_off(frame)))


def never_checked(frame: Frame):
    rest = _without_pair(frame).exclude(_of_school(_unverified(frame)))
    return rest.exclude(_of_school(verified_by_cut_off(frame)))


def latest_checks(frame: Frame):
    """Of each school, its last verified check of the period: the state its ladders are read from."""
    inside = verified_by_cut_off(frame).filter(visited_date__gte=frame.period_start)
    newest = inside.order_by("ugel_id", "school_id", "-visited_date", "-id").distinct("ugel_id", "school_id")
    return Check.objects.filter(pk__in=newest.values("pk"))


def _with_latest(frame: Frame, *conditions, **filters):
    checks = latest_checks(frame).filter(*conditions, **filters)
    return target_schools(frame).filter(pk__in=checks.values("school_id"))


def checked(frame: Frame):
    return _with_latest(frame)


def unchecked(frame: Frame):
    return target_schools(frame).exclude(pk__in=latest_checks(frame).values("school_id"))


def at_risk(frame: Frame):
    risky = DimensionScore.objects.filter(
        ugel_id=OuterRef("ugel_id"), safety_check_id=OuterRef("pk"), level=Level.AT_RISK
    )
    return _with_latest(frame, Exists(risky))


NOT_CHECKED = (_("Sin ficha verificada en el periodo"), unchecked)

SCHOOLS_IMPROVED = Indicator(
    code="safety.improved",
    version=1,
    kind=Kind.SHARE,
    name=_("II.EE. que mejoraron sus condiciones básicas (ESYA)"),
    definition=_(
        "Escuelas del ámbito cuya última ficha verificada supera a la de línea base: al menos una de infraestructura, "
        "acondicionamiento, agua o salubridad sube de nivel o 10 puntos, y ninguna baja de nivel ÷ escuelas del "
        "ámbito. Línea base: última ficha verificada hasta el inicio del periodo; si no hay, la primera del periodo. "
        "Se comparan solo los ítems comunes a las dos versiones de la ficha."
    ),
    eligible=target_schools,
    achieved=improved,
    # Who is in none of these stayed as it was; naming them too would run the long statement once more.
    apart={
        "worse": (_("Bajaron de nivel en alguna condición"), worse),
        "not_verified": (_("Con ficha sin verificar"), not_verified),
        "not_evaluated": (_("Con una sola ficha: no evaluadas"), not_evaluated),
        "never_checked": (_("Sin ninguna ficha"), never_checked),
    },
    unknown=("not_verified", "not_evaluated", "never_checked"),
    settings=RULE_SETTINGS,
    evidence="safety:improvement_evidence",
    is_headline=True,
    logro=3,
)

CHECKED = Indicator(
    code="safety.checked",
    version=1,
    kind=Kind.SHARE,
    name=_("II.EE. con ficha ESYA verificada en el periodo"),
    definition=_("Escuelas del ámbito con al menos una ficha verificada, visitada en el periodo ÷ escuelas del ámbito"),
    eligible=target_schools,
    achieved=checked,
    apart={"unchecked": NOT_CHECKED},
    unknown=("unchecked",),
    evidence="safety:school_checks",
)

AT_RISK = Indicator(
    code="safety.at_risk",
    version=1,
    kind=Kind.COUNT,
    name=_("II.EE. con alguna condición en riesgo"),
    definition=_("Escuelas del ámbito cuya última ficha verificada del periodo tiene alguna dimensión en riesgo"),
    better="down",
    eligible=target_schools,
    achieved=at_risk,
    apart={"unchecked": NOT_CHECKED},
    unknown=("unchecked",),
    settings=RULE_SETTINGS[:2],
    evidence="safety:school_checks",
)


def _rung_indicator(name, label, definition):
    field = f"{name}_rung"

    def on(rung):
        return lambda frame: _with_latest(frame, **{field: rung})

    return Indicator(
        code=f"safety.basic_{name}",
        version=1,
        kind=Kind.SHARE,
        name=label,
        definition=definition,
        eligible=target_schools,
        achieved=on(Rung.BASIC),
        apart={
            "limited": (_("Servicio limitado"), on(Rung.LIMITED)),
            "none": (_("Sin servicio"), on(Rung.NONE)),
            "unknown": (_("Sin dato en la ficha"), on(Rung.UNKNOWN)),
            "unchecked": NOT_CHECKED,
        },
        unknown=("unknown", "unchecked"),
        evidence="safety:school_checks",
    )


def _sdg_indicator(component):
    return Indicator(
        code=f"safety.sdg_4a1_{component.value}",
        version=1,
        kind=Kind.SHARE,
        name=_("ODS 4.a.1 %(letter)s · %(label)s") % {"letter": component.value, "label": component.label},
        definition=_(
            "Escuelas del ámbito cuya última ficha verificada del periodo cumple el componente ÷ escuelas del ámbito"
        ),
        eligible=target_schools,
        achieved=lambda frame: _with_latest(frame, sdg_met__contains=[component]),
        apart={
            "unknown": (
                _("Sin dato en la ficha"),
                lambda frame: _with_latest(frame, sdg_unknown__contains=[component]),
            ),
            "unchecked": NOT_CHECKED,
        },
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
