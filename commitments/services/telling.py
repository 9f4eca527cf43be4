"""Who waits for a promise, and the one sentence each of them reads.

The school hears through its need where the promise answers one. A partner's contacts have no account: their message
carries the link that `link_path` gives.
"""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.enums import CommitmentState, Promiser, ReminderStep
from commitments.models import Commitment, Reschedule, Version
from commitments.services.keys import issue_key, path_of
from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.notifications.enums import MessageState
from core.notifications.models import Message
from core.notifications.services import Recipient, call_off, tell
from core.tenancy.scope import current_ugel_id
from partners.enums import ContactChannel
from partners.models import Contact
from partners.services import recipient_of
from schools.models import SchoolStaff

WHY_SCHOOL = gettext_lazy("Usted trabaja en la escuela a la que se prometió.")
WHY_UGEL = gettext_lazy("Usted sigue este compromiso en la UGEL.")
WHY_PARTNER = gettext_lazy("Usted es el contacto de quien promete.")
WHY_HEAD = gettext_lazy("Usted dirige la UGEL y el compromiso sigue vencido.")
# What the school hears even where a need tells its own story, and what only where none does.
SCHOOL_ALWAYS = frozenset({CommitmentState.DELIVERED, CommitmentState.BROKEN})
SCHOOL_WITHOUT_NEED = frozenset(
    {
        CommitmentState.CONFIRMED,
        CommitmentState.VERIFIED,
        CommitmentState.COULD_NOT,
        CommitmentState.CANCELLED,
    }
)
UGEL_HEARS = frozenset(
    {
        CommitmentState.CONFIRMED,
        CommitmentState.DECLINED,
        CommitmentState.DELIVERED,
        CommitmentState.OBSERVED,
        CommitmentState.VERIFIED,
        CommitmentState.COULD_NOT,
    }
)
PARTNER_HEARS = frozenset({CommitmentState.VERIFIED, CommitmentState.CANCELLED})


def link_path(contact: Contact, commitment: Commitment) -> str:
    """Where this contact reads and answers this promise with all its lines, below the UGEL's address."""
    lines = Commitment.objects.in_group_of(commitment)
    return path_of(issue_key(contact=contact, commitments=lines))


def sentence(commitment: Commitment) -> str:
    """What happened to the promise, as one would say it on the phone."""
    words = {
        CommitmentState.PROPOSED: _("%(who)s aún debe confirmar: %(what)s."),
        CommitmentState.CONFIRMED: _("%(who)s confirmó: %(what)s, fecha %(day)s."),
        CommitmentState.DECLINED: _("%(who)s no podrá asumirlo: %(what)s. %(reason)s"),
        CommitmentState.IN_PROGRESS: _("%(who)s empezó: %(what)s."),
        CommitmentState.DELIVERED: _("Se dijo que llegó: %(what)s, de %(who)s. Falta que otra parte diga si lo vio."),
        CommitmentState.OBSERVED: _("No coinciden sobre «%(what)s», de %(who)s. Alguien de la UGEL debe resolverlo."),
        CommitmentState.VERIFIED: _("Verificado por dos testigos: %(what)s, de %(who)s."),
        CommitmentState.CLOSED: _("Cerrado: %(what)s, de %(who)s."),
        CommitmentState.COULD_NOT: _("%(who)s no pudo: %(what)s. %(reason)s"),
        CommitmentState.BROKEN: _("%(who)s no cumplió: %(what)s. %(reason)s"),
        CommitmentState.CANCELLED: _("Ya no va: %(what)s, de %(who)s. %(reason)s"),
    }[commitment.status]
    return (words % _facts(commitment)).strip()


def tell_moved(commitment: Commitment, *, before: CommitmentState, by=None) -> None:
    """A promise changed its state: each who waits for it hears so, not the person who did it."""
    body, key = lazy(sentence, str)(commitment), f"{commitment.state}:{_moment(commitment)}"
    if before == CommitmentState.PROPOSED:
        _call_off_asking(commitment)
    if _is_for_the_school(commitment):
        _tell(commitment, _school_people(commitment, by), body, key=key, why=WHY_SCHOOL)
    if commitment.state in UGEL_HEARS:
        _tell(commitment, _follower(commitment, by), body, key=key, why=WHY_UGEL)
    if commitment.state in PARTNER_HEARS:
        tell_promiser(commitment, body, key=key)


def _is_for_the_school(commitment: Commitment) -> bool:
    if commitment.state in SCHOOL_WITHOUT_NEED:
        return not commitment.covers.exists()
    return commitment.state in SCHOOL_ALWAYS


def tell_proposed(commitments: Sequence[Commitment], *, by=None) -> None:
    """The promiser is asked to confirm: once for all lines of a promise."""
    first = commitments[0]
    key = f"proposed:{first.version}:{first.group_number if len(commitments) > 1 else ''}"
    tell_promiser(first, lazy(asking, str)(first, len(commitments)), key=key)


def tell_promiser(commitment: Commitment, body, *, key: str = "", bundle: str = "") -> None:
    """Each active contact of the partner, by the channel they gave, with their link."""
    if commitment.promiser != Promiser.PARTNER:
        return
    for contact in Contact.objects.active().filter(partner=commitment.partner_id).exclude(channel=ContactChannel.NONE):
        tell(
            [recipient_of(contact)],
            kind="commitments.promiser",
            key=_key(commitment, key or body),
            subject=_subject(commitment),
            body=body,
            why=WHY_PARTNER,
            path=link_path(contact, commitment),
            bundle=bundle,
        )


def tell_follower(commitment: Commitment, body, *, by=None, key: str = "", bundle: str = "") -> None:
    """Whoever follows the promise at the UGEL."""
    _tell(commitment, _follower(commitment, by), body, key=key or body, why=WHY_UGEL, bundle=bundle)


def tell_school(commitment: Commitment, body, *, key: str, bundle: str = "") -> None:
    """Everybody who works today at the school it is for."""
    _tell(commitment, _school_people(commitment, None), body, key=key, why=WHY_SCHOOL, bundle=bundle)


def tell_heads(commitment: Commitment, body, *, key: str, bundle: str = "") -> None:
    """Who heads the UGEL."""
    heads = Membership.objects.active().filter(ugel=current_ugel_id(), role=Role.UGEL_HEAD).values("user_id")
    _tell(commitment, User.objects.filter(pk__in=heads), body, key=key, why=WHY_HEAD, bundle=bundle)


def call_off_reminders(commitment: Commitment) -> None:
    """Take back reminders nobody sent yet: the date moved, it came, or the promise ended."""
    _call_off([_key(commitment, f"{step}:") for step in ReminderStep])


def _call_off_asking(commitment: Commitment) -> None:
    """Nobody is asked any more once every line of a promise has its answer, given by telephone perhaps."""
    lines = Commitment.objects.in_group_of(commitment)
    if not lines.proposed().exists():
        _call_off([_key(line, "proposed:") for line in lines])


def _call_off(beginnings: list[str]) -> None:
    mine = Q()
    for beginning in beginnings:
        mine |= Q(key__startswith=beginning)
    waiting = Message.objects.filter(mine, state=MessageState.WAITING).values_list("key", flat=True)
    for key in sorted(set(waiting)):
        call_off(key=key)


def facts(commitment: Commitment) -> dict:
    """Who, what, where and when, as every sentence says them."""
    return _facts(commitment)


def tell_rescheduled(commitment: Commitment, moved: Reschedule, *, by=None) -> None:
    """A date moved: school, UGEL and promiser read the new one and why, and no reminder of the old one goes out."""
    call_off_reminders(commitment)
    body = lazy(_rescheduled, str)(commitment, moved)
    key = f"moved:{moved.pk}"
    _tell(commitment, _school_people(commitment, by), body, key=key, why=WHY_SCHOOL)
    _tell(commitment, _follower(commitment, by), body, key=key, why=WHY_UGEL)
    tell_promiser(commitment, body, key=key)


def needs_approval(commitment: Commitment):
    """«El Ejército requiere aprobación y responderá hasta el 12/05»."""
    return lazy(
        lambda: _("%(who)s requiere aprobación y responderá hasta el %(until)s: %(what)s.") % _facts(commitment), str
    )()


def change_asked(commitment: Commitment, asked: Version):
    """What the follower at the UGEL reads when the promiser asks for other terms."""
    return lazy(
        lambda: _("%(who)s pide un cambio en «%(what)s»: %(why)s") % {**_facts(commitment), "why": asked.reason}, str
    )()


def change_accepted(commitment: Commitment):
    """What the promiser reads when the UGEL agrees."""
    return lazy(lambda: _("La UGEL aceptó el cambio. Queda así: %(what)s, fecha %(day)s.") % _facts(commitment), str)()


def change_refused(commitment: Commitment, asked: Version):
    """What the promiser reads when the UGEL does not."""
    return lazy(
        lambda: (
            _("La UGEL no aceptó el cambio: %(why)s Sigue lo prometido: %(what)s.")
            % {**_facts(commitment), "why": asked.refusal}
        ),
        str,
    )()


def asking(commitment: Commitment, lines: int) -> str:
    """How the promiser is asked, with one line or several."""
    if lines == 1:
        return _("La UGEL le pide confirmar: %(what)s, para %(place)s, fecha %(day)s.") % _facts(commitment)
    words = ngettext(
        "La UGEL le pide confirmar: %(what)s, para %(n)d escuela.",
        "La UGEL le pide confirmar: %(what)s, para %(n)d escuelas.",
        lines,
    )
    return words % {"what": commitment.what, "n": lines}


def _rescheduled(commitment: Commitment, moved: Reschedule) -> str:
    days = {
        "old": date_format(moved.old_date, "SHORT_DATE_FORMAT"),
        "new": date_format(moved.new_date, "SHORT_DATE_FORMAT"),
    }
    words = _("Cambió la fecha de «%(what)s», de %(who)s: del %(old)s al %(new)s. %(why)s")
    return words % {**_facts(commitment), **days, "why": moved.reason}


def _facts(commitment: Commitment) -> dict:
    day, until = commitment.next_due_date, commitment.approval_due_date
    return {
        "who": commitment.promiser_name,
        "what": commitment.what,
        "place": str(commitment.place),
        "day": date_format(day, "SHORT_DATE_FORMAT") if day else "—",
        "until": date_format(until, "SHORT_DATE_FORMAT") if until else "—",
        "reason": commitment.ending_reason,
    }


def _tell(commitment, people, body, *, key, why, bundle="") -> None:
    tell(
        [Recipient(name=user.full_name, email=user.email or "", user=user, language=user.language) for user in people],
        kind="commitments.changed",
        key=_key(commitment, key),
        subject=_subject(commitment),
        body=body,
        why=why,
        path=f"/compromisos/{commitment.pk}/",
        bundle=bundle,
    )


def _key(commitment, key) -> str:
    return f"commitment:{commitment.pk}:{key}"[:160]


def _moment(commitment) -> str:
    """Tells one arrival in a state from the next: the promise may be observed, verified and observed again."""
    return str(commitment.versions.count()) + ":" + str(commitment.attestations.count())


def _subject(commitment):
    return lazy(
        lambda: _("Compromiso n.º %(n)s: %(state)s") % {"n": commitment.number, "state": commitment.status.label}, str
    )()


def _school_people(commitment, by) -> list[User]:
    assigned = SchoolStaff.objects.team().on().filter(school_id=commitment.school_id).values("user_id")
    return list(User.objects.filter(pk__in=assigned).exclude(pk=by.pk if by else None))


def _follower(commitment, by) -> list[User]:
    return [] if by == commitment.followed_by else [commitment.followed_by]
