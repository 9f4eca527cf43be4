from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.strategies.registry import (
    EventType,
    Found,
    HomeCount,
    KeptData,
    MenuItem,
    SchoolTab,
    Search,
    Setting,
    Strategy,
    register,
)
from core.tenancy.speech import written_day
from livelihoods import indicators, permissions, report_sections, selectors
from livelihoods.models import INCOME_DAYS, InitiativeGroup


def _what(data):
    return data.get("what", "")


def _reason(data):
    return data.get("reason", "")


def _what_and_reason(data):
    return " · ".join(filter(None, [data.get("what", ""), data.get("reason", "")]))


def _who_and_what(data):
    return " · ".join(filter(None, [data.get("who", ""), data.get("what", ""), data.get("reason", "")]))


def _number(data) -> str:
    return _now("sin dato") if data["n"] is None else str(data["n"])


def _families(data):
    return _now("%(n)s al %(day)s") % {"n": _number(data), "day": written_day(date.fromisoformat(data["day"]))}


def _days(data):
    return " · ".join(filter(None, [data.get("what", ""), data["days"], data.get("reason", "")]))


def _children(data):
    return _now("%(kind)s: %(n)s niñas y niños") % {"kind": data["kind"], "n": _number(data)}


def _watch(data):
    return f"{data['who']}: {_number(data)}"


def found_groups(_request, text):
    rows = selectors.search(InitiativeGroup.objects.all(), text, "village")
    return selectors.with_state(rows).select_related("village__parent").order_by("village__name", "pk")


def found_line(group) -> Found:
    around = group.village.parent.name.title() if group.village.parent else ""
    return Found(str(group), group.get_absolute_url(), around, group.status)


EVENTS = [
    EventType("livelihoods.group_formed", _("Grupo de iniciativa registrado"), "sprout", lambda data: data["village"]),
    EventType(
        "livelihoods.group_at_school",
        _("La comunidad formó un grupo de iniciativa"),
        "sprout",
        lambda data: data["village"],
        is_told_at_schools=True,
    ),
    EventType("livelihoods.group_corrected", _("Datos del grupo corregidos"), "edit"),
    EventType("livelihoods.group_closed", _("Grupo cerrado"), "x", _reason),
    EventType("livelihoods.group_reopened", _("Grupo abierto otra vez"), "undo"),
    EventType("livelihoods.member_added", _("Nuevo miembro"), "user-plus", lambda data: data["role"]),
    EventType("livelihoods.member_corrected", _("Datos de un miembro corregidos"), "edit", lambda data: data["role"]),
    EventType("livelihoods.member_left", _("Un miembro dejó el grupo"), "x", _reason),
    EventType("livelihoods.member_restored", _("Un miembro volvió al grupo"), "undo"),
    EventType("livelihoods.grant_told", _("Donación recibida"), "hand-heart", _who_and_what),
    EventType("livelihoods.grant_corrected", _("Donación corregida"), "edit", _who_and_what),
    EventType("livelihoods.group_opened", _("Empresa abierta"), "warehouse", _what),
    EventType("livelihoods.group_closed_enterprise", _("Empresa cerrada"), "x", _what_and_reason),
    EventType("livelihoods.enterprise_opened", _("Empresa abierta"), "warehouse", _what),
    EventType(
        "livelihoods.enterprise_at_school",
        _("El grupo de la comunidad abrió una empresa"),
        "warehouse",
        _what,
        is_told_at_schools=True,
    ),
    EventType("livelihoods.enterprise_corrected", _("Datos de la empresa corregidos"), "edit", _what),
    EventType("livelihoods.enterprise_closed", _("Empresa cerrada"), "x", _what_and_reason),
    EventType("livelihoods.enterprise_reopened", _("Empresa en marcha otra vez"), "undo", _what),
    EventType("livelihoods.families_told", _("Familias con trabajo contadas"), "users", _families),
    EventType("livelihoods.income_told", _("Ingreso contado y repartido"), "wallet", _days),
    EventType("livelihoods.income_corrected", _("Ingreso corregido"), "edit", _days),
    EventType(
        "livelihoods.income_reached",
        _("Parte de un ingreso llegó a las niñas y los niños de la comunidad"),
        "wallet",
        _days,
        is_told_at_schools=True,
    ),
    EventType("livelihoods.support_told", _("Ayuda a las niñas y los niños"), "hand-heart", _children),
    EventType("livelihoods.support_corrected", _("Ayuda corregida"), "edit", _children),
    EventType(
        "livelihoods.support_at_village",
        _("Ayuda a las niñas y los niños de la comunidad"),
        "hand-heart",
        _children,
        is_told_at_schools=True,
    ),
    EventType("livelihoods.watch_told", _("Quién vigila"), "eye", _watch),
    EventType("livelihoods.struck", _("Se anuló lo que se dijo"), "x", _what_and_reason),
]
register(
    Strategy(
        app="livelihoods",
        slug="medios-de-vida",
        label=_("Medios de vida"),
        full_name=_("Medios de vida de las comunidades"),
        order=85,
        icon="sprout",
        menu=[
            MenuItem(_("Grupos por comunidad"), "livelihoods:group_list", permissions.VIEW),
            MenuItem(_("Empresas y centros"), "livelihoods:enterprise_list", permissions.VIEW),
            MenuItem(_("Ayuda a niñas y niños"), "livelihoods:support_list", permissions.VIEW),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("Los integrantes de un grupo de iniciativa; las familias y los niños son solo cuentas"),
                _("La UGEL. La región ve los grupos y no a sus integrantes."),
                _("Hasta que salgan; lo que dijeron queda con la historia del grupo."),
                order=37,
            ),
        ],
        indicators=indicators.ALL,
        units=indicators.UNITS,
        report_sections=report_sections.ALL,
        tabs=[
            SchoolTab(
                _("Medios de vida"), "livelihoods:school_support", permissions.SCHOOL, opens=permissions.opens_school
            )
        ],
        timeline=EVENTS,
        home_counts=[
            HomeCount(
                "livelihoods.silent",
                selectors.silent,
                lambda count: ngettext(
                    "empresa sin ingreso contado hace tiempo", "empresas sin ingreso contado hace tiempo", count
                ),
                well=_("De toda empresa en marcha se contó su ingreso"),
                url_name="livelihoods:enterprise_list",
                query="estado=silent",
                permission=permissions.MANAGE,
                tone="progress",
                order=85,
            )
        ],
        searches=[
            Search(
                "livelihoods",
                _("Grupos de iniciativa"),
                found_groups,
                found_line,
                permissions.VIEW,
                url_name="livelihoods:group_list",
                order=48,
            )
        ],
        settings=[
            Setting(
                INCOME_DAYS,
                120,
                _("Días sin un ingreso contado tras los que una empresa en marcha se recuerda"),
                _("Cuántos días pueden pasar desde el fin del último periodo contado."),
            )
        ],
        demo="livelihoods.demo.load",
        demo_district="livelihoods.demo.load_district",
    )
)
