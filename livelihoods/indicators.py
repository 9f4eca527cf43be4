from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Indicator, Kind, Member
from livelihoods.models import Enterprise, Income, InitiativeGroup, Support
from livelihoods.selectors import figures, with_village
from schools.models import School, Territory

UNITS = {
    "villages": _("comunidades"),
    "communities": _("comunidades con grupo"),
    "families": _("familias"),
    "children": _("niñas y niños"),
    "disabled_children": _("niñas y niños con discapacidad"),
}


def named_villages(ids: Sequence[int]) -> dict[int, Member]:
    """Villages by their first school, each opening its group; a school whose village is not known stands for itself."""
    rows = list(with_village(School.objects.filter(pk__in=ids)).select_related("district"))
    places = Territory.objects.in_bulk([row.village_id for row in rows if row.village_id])
    groups = {one.village_id: one for one in InitiativeGroup.objects.open().select_related("village")}
    return {row.pk: _village(row, places.get(row.village_id), groups.get(row.village_id)) for row in rows}


def _village(school: School, village: Territory | None, group: InitiativeGroup | None) -> Member:
    place = school.district.name.title() if school.district else ""
    if village is None:
        return Member(name=school.name, place=place, url=school.get_absolute_url())
    return Member(village.name.title(), village.code, place, group.get_absolute_url() if group else "")


def named_groups(ids: Sequence[int]) -> dict[int, Member]:
    rows = InitiativeGroup.objects.filter(pk__in=ids).select_related("village__parent")
    return {row.pk: _at(row.village, str(row), row.get_absolute_url()) for row in rows}


def named_incomes(ids: Sequence[int]) -> dict[int, Member]:
    rows = Income.objects.filter(pk__in=ids).select_related("enterprise__group__village__parent")
    return {
        row.pk: _at(row.enterprise.group.village, f"{row.enterprise} · {row}", row.enterprise.get_absolute_url())
        for row in rows
    }


def named_enterprises(ids: Sequence[int]) -> dict[int, Member]:
    rows = Enterprise.objects.filter(pk__in=ids).select_related("group__village__parent")
    return {row.pk: _at(row.group.village, str(row), row.get_absolute_url()) for row in rows}


def named_support(ids: Sequence[int]) -> dict[int, Member]:
    rows = Support.objects.filter(pk__in=ids).select_related("territory__parent", "school")
    return {row.pk: _at(row.territory, str(row.school or row), row.get_absolute_url()) for row in rows}


def _at(place: Territory, name: str, url: str) -> Member:
    where = f"{place.name.title()}, {place.parent.name.title()}" if place.parent else place.name.title()
    return Member(name=name or _now("sin nombre"), code=place.code, place=where, url=url)


VILLAGES = Indicator(
    code="livelihoods.villages",
    version=1,
    kind=Kind.SHARE,
    unit="villages",
    name=_("Comunidades con un grupo de iniciativa"),
    definition=_(
        "Comunidades con escuelas del ámbito que al corte tienen un grupo de iniciativa formado y no cerrado ÷ "
        "comunidades con escuelas del ámbito. La escuela cuya comunidad no figura en el registro se lista aparte."
    ),
    eligible=figures.villages,
    achieved=figures.with_group,
    apart={"unplaced": (_("Escuelas sin comunidad en el registro"), figures.unplaced)},
    unknown=("unplaced",),
    named=named_villages,
)
WITH_INCOME = Indicator(
    code="livelihoods.with_income",
    version=1,
    kind=Kind.SHARE,
    unit="communities",
    name=_("Comunidades con ingresos de sus empresas"),
    definition=_(
        "Comunidades con grupo al corte a las que llegó, para cualquier fin, una parte del ingreso de una empresa cuyo "
        "periodo terminó dentro del que se informa ÷ comunidades con grupo al corte. Cuenta también el ingreso cuyo "
        "monto no se dijo. Donde hay empresa y nadie contó un ingreso se lista: no se sabe."
    ),
    eligible=figures.groups,
    achieved=figures.with_income,
    apart={"untold": (_("Con empresa, sin ingreso contado"), figures.untold)},
    unknown=("untold",),
    named=named_groups,
    is_headline=True,
)
TO_CHILDREN = Indicator(
    code="livelihoods.to_children",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    unit="money",
    name=_("Parte del ingreso que llegó a las niñas y los niños"),
    definition=_(
        "De los ingresos cuyo periodo terminó dentro del que se informa: lo repartido a niñas y niños en riesgo y a su "
        "alimentación ÷ lo que quedó después de gastos. Una pérdida suma cero. El ingreso del que no se dijo cuánto "
        "quedó no se suma: se lista."
    ),
    amounts=figures.shared_incomes,
    named=named_incomes,
)
FAMILIES = Indicator(
    code="livelihoods.families",
    version=1,
    kind=Kind.SUM,
    unit="families",
    name=_("Familias con trabajo en las empresas"),
    definition=_(
        "Suma de las familias a las que cada empresa en marcha al corte da trabajo, según la última cuenta dicha. La "
        "empresa de la que nadie lo dijo no se suma: se lista. Los centros de recursos no cuentan."
    ),
    amounts=figures.working_families,
    named=named_enterprises,
)
CHILDREN = Indicator(
    code="livelihoods.children",
    version=1,
    kind=Kind.SUM,
    unit="children",
    name=_("Niñas y niños con ayuda material, sin discapacidad"),
    definition=_(
        "Suma de las niñas y los niños sin discapacidad de cada ayuda material del periodo. Quien recibió dos veces "
        "cuenta dos veces. La ayuda de la que no se dijo a cuántos llegó no se suma: se lista."
    ),
    amounts=figures.helped,
    named=named_support,
)
DISABLED = Indicator(
    code="livelihoods.disabled_children",
    version=1,
    kind=Kind.SUM,
    unit="disabled_children",
    name=_("Niñas y niños con discapacidad y ayuda material"),
    definition=_(
        "Suma de las niñas y los niños con discapacidad de cada ayuda material del periodo, contados aparte de los "
        "demás. La ayuda de la que no se dijo cuántos eran no se suma: se lista."
    ),
    amounts=figures.helped_disabled,
    named=named_support,
)
FED = Indicator(
    code="livelihoods.fed",
    version=1,
    kind=Kind.SUM,
    unit="children",
    name=_("Niñas y niños que comen en la escuela"),
    definition=_(
        "Suma de las niñas y los niños de cada alimentación contada en el periodo, con y sin discapacidad. La escuela "
        "de la que no se dijo a cuántos alcanza no se suma: se lista."
    ),
    amounts=figures.fed,
    named=named_support,
)
ALL = [VILLAGES, WITH_INCOME, TO_CHILDREN, FAMILIES, CHILDREN, DISABLED, FED]
