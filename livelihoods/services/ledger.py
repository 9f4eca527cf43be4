"""What an enterprise earned and where it went; the two sides are equal, or nothing is kept. Lock: the enterprise."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record, record_at_schools
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel
from livelihoods.enums import FOR_CHILDREN
from livelihoods.models import Allocation, Enterprise, Income
from livelihoods.rule import Share, left_over, net_of
from livelihoods.selectors import schools_of, villages_here
from livelihoods.services.enterprises import check_open_on
from livelihoods.services.locking import locked_enterprise
from livelihoods.services.words import strike_for
from schools.models import Territory


class EarnsNothing(DomainError):
    message = _("Un centro de recursos sirve a la comunidad y no tiene ingresos que contar.")


class DaysTurned(DomainError):
    message = _("El periodo termina antes de empezar. Revise las dos fechas.")


class AlreadyTold(DomainError):
    """Says who told which days."""


class NetDiffers(DomainError):
    """Says what sales less costs make."""


class NotBalanced(DomainError):
    """Says how much is missing or too much."""


class AmountMissing(DomainError):
    message = _("Se sabe cuánto quedó: escriba el monto de cada parte, o quite la parte.")


class ToldTwice(DomainError):
    message = _("La misma comunidad y el mismo fin están dos veces. Júntelos en una sola línea.")


class NotFromHere(DomainError):
    message = _("Una de las comunidades no es de esta UGEL. Elija otra.")


@transaction.atomic
def tell_income(
    *,
    enterprise: Enterprise,
    from_date: date,
    to_date: date,
    by,
    gross: Decimal | None = None,
    cost: Decimal | None = None,
    net: Decimal | None = None,
    shares: Sequence[Share] = (),
    corrects: Income | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Income:
    """An income and where it went, in one act; amounts nobody told are None, in the UGEL's currency.

    Where the net is known the shares sum to it (a loss to zero). `corrects` is struck with the reason and stays
    readable. Raises EarnsNothing, DaysTurned, StillToCome, BeforeItBegan, EnterpriseClosed, AlreadyTold, AlreadyStruck,
    ReasonMissing, NetDiffers, AmountMissing, NotBalanced, ToldTwice, NotFromHere.
    """
    enterprise = locked_enterprise(enterprise)
    _check_days(enterprise, from_date, to_date)
    if corrects:
        strike_for(corrects, reason=reason, by=by, at=at)
    _check_free(enterprise, from_date, to_date)
    net = _checked_net(gross, cost, net)
    villages = _checked_shares(net, shares)
    income = Income.objects.create(
        enterprise=enterprise,
        from_date=from_date,
        to_date=to_date,
        gross=gross,
        cost=cost,
        net=net,
        replaces=corrects,
        recorded_by=by,
        recorded_at=at or timezone.now(),
    )
    Allocation.objects.bulk_create(
        Allocation(income=income, village_id=one.village_id, purpose=one.purpose, amount=one.amount) for one in shares
    )
    verb = "livelihoods.income_corrected" if corrects else "livelihoods.income_told"
    record(verb, enterprise, by=by, at=at, days=str(income), reason=reason[:300])
    _tell_schools(income, shares, villages, by=by, at=at)
    return income


def _check_days(enterprise: Enterprise, from_date: date, to_date: date) -> None:
    if not enterprise.earns:
        raise EarnsNothing
    if to_date < from_date:
        raise DaysTurned
    for day in (from_date, to_date):
        check_open_on(enterprise, day)


def _check_free(enterprise: Enterprise, from_date: date, to_date: date) -> None:
    """No other income that stands speaks of these days."""
    told = enterprise.incomes.standing().filter(from_date__lte=to_date, to_date__gte=from_date)
    if known := told.select_related("recorded_by").order_by("from_date").first():
        words = _gettext("%(who)s ya contó el ingreso de %(days)s. Corríjalo si no fue así, o elija otros días.")
        raise AlreadyTold(words % {"who": known.recorded_by.full_name, "days": known})


def _checked_net(gross, cost, net) -> Decimal | None:
    made = net_of(gross, cost, None)
    if net is not None and made is not None and net != made:
        words = _gettext("Ventas menos gastos son %(made)s, y dice que quedó %(net)s. Corrija uno de los tres.")
        raise NetDiffers(words % {"made": money(made), "net": money(net)})
    return net_of(gross, cost, net)


def _checked_shares(net, shares: Sequence[Share]) -> dict[int, Territory]:
    """The villages of the shares, by id."""
    if len({(one.village_id, one.purpose) for one in shares}) < len(shares):
        raise ToldTwice
    if net is not None and any(one.amount is None for one in shares):
        raise AmountMissing
    check_balance(net, shares)
    wanted = {one.village_id for one in shares}
    villages = {one.pk: one for one in villages_here().filter(pk__in=wanted)} if wanted else {}
    if len(villages) < len(wanted):
        raise NotFromHere
    return villages


def check_balance(net: Decimal | None, shares: Sequence[Share]) -> None:
    """Raises NotBalanced with the words how much is missing or too much."""
    rest = left_over(net, shares)
    if not rest:
        return
    words = (
        _gettext("Falta repartir %(rest)s: quedaron %(net)s y se repartieron %(given)s.")
        if rest > 0
        else _gettext("Se repartieron %(rest)s de más: quedaron %(net)s y se repartieron %(given)s.")
    )
    has = max(net or Decimal(0), Decimal(0))
    raise NotBalanced(words % {"rest": money(abs(rest)), "net": money(has), "given": money(has - rest)})


def money(amount: Decimal) -> str:
    """«1 250,50 KGS»: an amount as people of this UGEL write it."""
    return f"{number_format(amount, 2, use_l10n=True, force_grouping=True)} {current_ugel().currency}"


def _tell_schools(income: Income, shares, villages, *, by, at) -> None:
    """Schools of the communities whose children get a part read it in their story."""
    reached = {one.village_id for one in shares if one.purpose in FOR_CHILDREN}
    schools = {pk for village in reached for pk in schools_of(villages[village]).values_list("pk", flat=True)}
    what = str(income.enterprise)
    record_at_schools("livelihoods.income_reached", income, sorted(schools), by=by, at=at, what=what, days=str(income))
