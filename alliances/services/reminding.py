from collections.abc import Iterable

from django.db import transaction
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliances.models import Alliance
from alliances.selectors import expiring_soon
from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.notifications.services import Recipient, tell
from core.tenancy.scope import current_ugel_id, scope

WHY_FOLLOWED = gettext_lazy("Usted sigue esta alianza en la UGEL, o dirige la UGEL.")


def remind_expiring(run) -> dict:
    """Tell whoever follows it and the head that an alliance ends soon: once each, also when the job is run again."""
    with transaction.atomic(), scope(run.ugel):
        heads = Membership.objects.active().filter(ugel=current_ugel_id(), role=Role.UGEL_HEAD).values("user_id")
        bosses = list(User.objects.filter(pk__in=heads))
        found = list(expiring_soon().select_related("followed_by").order_by("to_date", "pk"))
        for alliance in found:
            _tell_expiring(alliance, {person.pk: person for person in [alliance.followed_by, *bosses]}.values())
    return {"told": len(found)}


def _tell_expiring(alliance: Alliance, people: Iterable[User]) -> None:
    tell(
        [Recipient(name=one.full_name, email=one.email or "", user=one, language=one.language) for one in people],
        kind="alliances.expiring",
        key=f"alliance:{alliance.pk}:expiring:{alliance.to_date}",
        subject=gettext_lazy("Una alianza está por vencer"),
        body=lazy(_expiring_words, str)(alliance),
        why=WHY_FOLLOWED,
        path=f"/alianzas/{alliance.pk}/",
    )


def _expiring_words(alliance: Alliance) -> str:
    words = _("«%(title)s» rige hasta el %(day)s. Renuévela con una copia lista, o anote por qué termina.")
    return words % {
        "title": alliance.title,
        "day": date_format(alliance.to_date, "SHORT_DATE_FORMAT") if alliance.to_date else "—",
    }
