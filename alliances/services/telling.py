"""What those who were asked, and whoever asked them, are told of a call."""

from functools import partial

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliances.models import Call, CalledContact
from core.access.links import PersonalLinks
from core.notifications.services import Recipient, tell
from core.tenancy.urls import global_url
from partners import services as partners

LINKS = PersonalLinks("alliances.calls", partial(global_url, "alliances:call_answer"))
WHY = gettext_lazy("Usted es el contacto de un aliado de la UGEL.")
WHY_CALLER = gettext_lazy("Usted publicó la convocatoria.")


def tell_contact(called: CalledContact, event: str, *, subject, body) -> None:
    """Tell this person something with their link, where they can be reached; `event` is told once."""
    recipient = partners.recipient_of(called.contact)
    if recipient.email or recipient.phone:
        words = {"subject": lazy(subject, str)(), "body": lazy(body, str)(), "why": WHY}
        tell([recipient], kind="alliances.call", key=f"called:{called.pk}:{event}", path=LINKS.path_of(called), **words)


def tell_caller(call: Call, who: str, *, key: str) -> None:
    """Tell whoever published the call that somebody offered; `key` is told once."""
    user = call.created_by
    tell(
        [Recipient(name=user.full_name, email=user.email or "", user=user, language=user.language)],
        kind="alliances.offered",
        key=key,
        subject=lazy(lambda: _("Oferta de %(who)s") % {"who": who}, str)(),
        body=lazy(lambda: _("%(who)s ofreció algo para «%(title)s».") % {"who": who, "title": call.title}, str)(),
        why=WHY_CALLER,
        path=f"/alianzas/convocatorias/{call.pk}/",
        bundle=f"call:{call.pk}",
    )
