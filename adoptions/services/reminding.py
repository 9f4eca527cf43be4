"""What the days of the calendar do by themselves: a word before a term ends, and the school free after it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from adoptions.enums import Closing
from adoptions.models import Adoption
from adoptions.selectors.adoptions import lapsing_soon, ran_out_today
from adoptions.services.locking import locked
from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.audit.services import record
from core.notifications.services import Recipient, tell
from core.tenancy.scope import current_ugel_id, scope

WHY_FOLLOWED = gettext_lazy("Usted sigue esta adopción en la UGEL, o dirige la UGEL.")


def remind_and_release(run) -> dict:
    """Tell whoever follows an adoption that it ends soon, and that it ended: once each, also when it is run again."""
    with transaction.atomic(), scope(run.ugel):
        heads = Membership.objects.active().filter(ugel=current_ugel_id(), role=Role.UGEL_HEAD).values("user_id")
        bosses = list(User.objects.filter(pk__in=heads))
        lapsing = list(_told_rows(lapsing_soon()))
        for adoption in lapsing:
            _tell(adoption, bosses, "lapsing", gettext_lazy("Una adopción está por vencer"), _lapsing_words)
        released = [adoption for adoption in _told_rows(ran_out_today()) if _release(adoption)]
        for adoption in released:
            _tell(adoption, bosses, "lapsed", gettext_lazy("Una escuela adoptada quedó libre"), _lapsed_words)
    return {"told": len(lapsing), "released": len(released)}


def _told_rows(adoptions):
    return adoptions.select_related("school", "partner", "followed_by").order_by("to_date", "pk")


def _release(adoption: Adoption) -> bool:
    """Back to the pool by its date, unless somebody renewed it meanwhile."""
    adoption = locked(adoption)
    if adoption.ended_date or adoption.renewals.exists():
        return False
    adoption.closing, adoption.ended_date = Closing.LAPSED, adoption.to_date + timedelta(days=1)
    adoption.save(update_fields=["closing", "ended_date"])
    record("adoptions.lapsed", adoption, school_id=adoption.school_id, unit=str(adoption.partner))
    return True


def _tell(adoption: Adoption, bosses: Iterable[User], what: str, subject, words) -> None:
    people = {person.pk: person for person in [adoption.followed_by, *bosses]}.values()
    tell(
        [Recipient(name=one.full_name, email=one.email or "", user=one, language=one.language) for one in people],
        kind=f"adoptions.{what}",
        key=f"adoption:{adoption.pk}:{what}:{adoption.to_date}",
        subject=subject,
        body=lazy(words, str)(adoption),
        why=WHY_FOLLOWED,
        path=f"/adopto/{adoption.pk}/",
    )


def _lapsing_words(adoption: Adoption) -> str:
    words = _("%(unit)s tiene la %(school)s hasta el %(day)s. Renueve la adopción, o la escuela quedará libre.")
    return words % _names(adoption)


def _lapsed_words(adoption: Adoption) -> str:
    words = _("La adopción de la %(school)s por %(unit)s venció el %(day)s. La escuela está libre: otra unidad puede.")
    return words % _names(adoption)


def _names(adoption: Adoption) -> dict:
    day = date_format(adoption.to_date, "SHORT_DATE_FORMAT")
    return {"unit": adoption.partner, "school": adoption.school, "day": day}
