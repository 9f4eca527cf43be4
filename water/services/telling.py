"""What the head and the specialists are told at once: the water stopped, or what comes out is not fit."""

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.notifications.services import Recipient, tell
from core.tenancy.scope import current_ugel_id
from schools.models import School
from water.models import Sample
from water.selectors.supply import next_promised

WHY = gettext_lazy("Usted dirige la UGEL o es especialista en ella.")


def tell_interruption(school: School, day: date) -> None:
    """Once for an interruption: its first day is in the key."""
    _tell(
        "interruption",
        f"water:{school.pk}:dry:{day}",
        gettext_lazy("Una escuela se quedó sin agua"),
        lazy(_dry_words, str)(school, day, next_promised(school)),
        school,
    )


def tell_unfit(sample: Sample) -> None:
    _tell(
        "unfit",
        f"water:sample:{sample.pk}:unfit",
        gettext_lazy("El agua de una escuela no es apta"),
        lazy(_unfit_words, str)(sample),
        sample.school,
    )


def _tell(what, key, subject, body, school):
    staff = Membership.objects.active().filter(ugel=current_ugel_id(), role__in=(Role.UGEL_HEAD, Role.UGEL_SPECIALIST))
    people = User.objects.filter(pk__in=staff.values("user_id")).order_by("pk")
    tell(
        [Recipient(name=one.full_name, email=one.email or "", user=one, language=one.language) for one in people],
        kind=f"water.{what}",
        key=key,
        subject=subject,
        body=body,
        why=WHY,
        path=f"/agua/escuela/{school.pk}/",
    )


def _dry_words(school, day, promised) -> str:
    words = _("La %(school)s avisó que el %(day)s no hubo agua.") % {
        "school": school,
        "day": date_format(day, "SHORT_DATE_FORMAT"),
    }
    if promised is None:
        return (
            words + " " + _("Ningún aliado tiene una entrega de agua comprometida para ella. Busque a quién pedirla.")
        )
    return (
        words
        + " "
        + _("Lo próximo comprometido: %(who)s, %(day)s. Llame para adelantarlo.")
        % {"who": promised.commitment.promiser_name, "day": date_format(promised.due_date, "SHORT_DATE_FORMAT")}
    )


def _unfit_words(sample) -> str:
    return _(
        "En la %(school)s la muestra del %(day)s no es apta (%(why)s). Que nadie la beba sin hervirla o clorarla, y "
        "repita la muestra: la corrección está propuesta como compromiso."
    ) % {
        "school": sample.school,
        "day": date_format(sample.taken_date, "SHORT_DATE_FORMAT"),
        "why": ", ".join(sample.reasons),
    }
