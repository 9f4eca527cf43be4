"""Every change told to the school in one sentence, a danger told to the UGEL at once."""

from datetime import datetime

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.enums import STAFF_ROLES
from core.accounts.models import Membership, User
from core.notifications.services import tell
from core.people.recipients import recipients_of
from needs.enums import NeedState
from needs.models import Need
from schools.models import SchoolStaff

WHY_SCHOOL = gettext_lazy("Usted trabaja en la escuela que lo pidió.")
WHY_UGEL = gettext_lazy("Usted trabaja en la UGEL y hay un peligro en una escuela.")


def sentence(need: Need) -> str:
    """What happened to the request, as one would say it on the phone."""
    words = {
        NeedState.REPORTED: _("Recibimos su pedido n.º %(n)s: %(what)s."),
        NeedState.ACCEPTED: _("Su pedido n.º %(n)s (%(what)s) fue aceptado: entra a la lista de la UGEL."),
        NeedState.RETURNED: _("Su pedido n.º %(n)s (%(what)s) necesita un dato más: %(reason)s"),
        NeedState.DUPLICATE: _("Su pedido n.º %(n)s (%(what)s) ya estaba registrado como n.º %(other)s: seguimos ese."),
        NeedState.PRIORITISED: _("Su pedido n.º %(n)s (%(what)s) está entre los priorizados de la UGEL."),
        NeedState.COVERED: _("Su pedido n.º %(n)s (%(what)s): lo ve %(helper)s.")
        if need.helper
        else _("Su pedido n.º %(n)s (%(what)s) ya tiene quién lo atienda."),
        NeedState.STATE_PROGRAMME: _("Su pedido n.º %(n)s (%(what)s) lo atenderá %(programme)s."),
        NeedState.PARTLY_SOLVED: _("Su pedido n.º %(n)s (%(what)s) se resolvió en parte: seguimos con lo que falta."),
        NeedState.SOLVED: _("Su pedido n.º %(n)s (%(what)s) quedó resuelto, visto por dos personas."),
        NeedState.SOLVED_OTHERWISE: _("Su pedido n.º %(n)s (%(what)s) se cerró como resuelto: %(reason)s"),
        NeedState.CLOSED_UNSOLVED: _("Su pedido n.º %(n)s (%(what)s) se cerró sin resolver: %(reason)s"),
    }[NeedState(need.state)]
    return words % {
        "n": need.number,
        "what": need.what,
        "reason": need.reason,
        "other": need.duplicate_of.number if need.duplicate_of else "",
        "programme": need.programme,
        "helper": need.helper,
    }


def said_sentence(need: Need) -> str:
    return _("Dicen que su pedido n.º %(n)s (%(what)s) ya se resolvió. ¿Usted lo ve así? Ábralo y díganos.") % {
        "n": need.number,
        "what": need.what,
    }


def contradicted_sentence(need: Need) -> str:
    return _("Su pedido n.º %(n)s (%(what)s) sigue abierto: otra persona vio que no está resuelto.") % {
        "n": need.number,
        "what": need.what,
    }


def tell_school(need: Need, *, by=None, words=None, at: datetime | None = None) -> None:
    """Tell the school's people and whoever reported it, not the person who did it; `words` replace the state's."""
    moment = at or need.closed_at or need.answered_at or need.reported_at
    tell(
        recipients_of(user for user in people_of(need) if user != by),
        kind="needs.changed",
        key=f"need:{need.pk}:{need.state}:{moment.isoformat()}",
        subject=lazy(lambda: _("Pedido n.º %(n)s: %(state)s") % {"n": need.number, "state": need.status.label}, str)(),
        body=words or lazy(sentence, str)(need),
        why=WHY_SCHOOL,
        path=f"/necesidades/{need.pk}/",
    )


def tell_danger(need: Need, *, by) -> None:
    """«Peligro hoy»: the head and the specialists hear of it at once, whatever the hour."""
    staff = Membership.objects.active().filter(ugel_id=need.ugel_id, role__in=STAFF_ROLES).select_related("user")
    tell(
        recipients_of(membership.user for membership in staff if membership.user != by),
        kind="needs.danger",
        key=f"need:{need.pk}:danger",
        subject=lazy(lambda: _("Peligro hoy en %(school)s") % {"school": need.school}, str)(),
        body=f"{need.what}\n{need.detail}".strip(),
        why=WHY_UGEL,
        path=f"/necesidades/{need.pk}/",
        urgent=True,
    )


def people_of(need: Need) -> list[User]:
    assigned = SchoolStaff.objects.team().on().filter(school_id=need.school_id).values("user_id")
    return list(User.objects.filter(pk__in=assigned) | User.objects.filter(pk=need.reported_by_id))
