from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from alliances import selectors
from alliances.models import Alliance
from core.strategies.indicators import Frame, Indicator, Kind, Member
from schools.selectors import target_schools


def named_alliances(ids: Sequence[int]) -> dict[int, Member]:
    """Alliances as a report lists them, each opening its page."""
    rows = selectors.with_list_columns(Alliance.objects.filter(pk__in=ids))
    return {
        row.pk: Member(name=row.title, code=row.reference, place=row.partner_names or "", url=row.get_absolute_url())
        for row in rows
    }


def not_covered(frame: Frame):
    return target_schools(frame).exclude(pk__in=selectors.schools_covered(frame).values("pk"))


IN_FORCE = Indicator(
    code="alliances.in_force",
    version=1,
    kind=Kind.COUNT,
    unit="alliances",
    name=_("Alianzas vigentes"),
    definition=_("Convenios, actas y cartas firmados hasta el corte y que rigen ese día: ni vencidos ni terminados."),
    achieved=selectors.in_force_at,
    named=named_alliances,
)
COVERED = Indicator(
    code="alliances.covered",
    version=1,
    kind=Kind.SHARE,
    name=_("II.EE. con alguna alianza vigente"),
    definition=_(
        "Escuelas del ámbito que una alianza vigente al corte nombra, o de cuyo distrito, provincia o región trata "
        "÷ escuelas del ámbito"
    ),
    eligible=target_schools,
    achieved=selectors.schools_covered,
    apart={"without": (_("Sin ninguna alianza vigente"), not_covered)},
)
RENEWED = Indicator(
    code="alliances.renewed",
    version=1,
    kind=Kind.SHARE,
    unit="alliances",
    name=_("Alianzas renovadas"),
    definition=_(
        "Alianzas cuyo plazo venció en el periodo y cuya renovación se firmó hasta el corte ÷ alianzas cuyo plazo "
        "venció en el periodo; las terminadas antes de su plazo no entran."
    ),
    eligible=selectors.ran_out,
    achieved=selectors.renewed,
    named=named_alliances,
)
ALL = [IN_FORCE, COVERED, RENEWED]
