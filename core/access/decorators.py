"""Who may open a view. Every view carries exactly one of these marks; a test walks the urls and says so."""

from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import sessions
from core.access.roles import enter
from core.tenancy.urls import global_url


@dataclass(frozen=True)
class AccessRule:
    """What a view asks: `place` is tenant or global; `permission` empty means signed in, None means anybody."""

    place: str
    permission: str | None

    def misplaced(self, request):
        """Send a global page out of a tenant's path, and hide a tenant page outside one."""
        if self.place == "tenant" and request.ugel is None:
            raise Http404
        if self.place == "global" and request.ugel is not None:
            if request.method not in ("GET", "HEAD"):
                raise Http404
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(request.path_info + (f"?{query}" if query else ""))
        return None

    def refusal(self, request):
        """The response for somebody who may not see the view, or None; another tenant's thing does not exist."""
        if self.permission is None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), login_url=global_url("account_login"))
        if self.place == "global":
            # A card opens one UGEL, never the account behind the person.
            bound = sessions.bound_to(request)
            return HttpResponseRedirect(f"/{bound}/") if bound else None
        return self._refusal_here(request)

    def _refusal_here(self, request):
        if request.has_ended_key:
            logout(request)
            messages.warning(
                request, _("Esta tarjeta ya no abre: se entregó otra o terminó. Pida una nueva a su UGEL.")
            )
            return HttpResponseRedirect(global_url("code_enter"))
        if request.owes_second_factor:
            return HttpResponseRedirect(reverse("second_factor_owed"))
        if not request.roles:
            raise Http404
        if self.permission and not request.allows(self.permission):
            raise PermissionDenied(_("Su función en esta UGEL no permite ver esta página."))
        return None


def _marked(rule):
    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            enter(request)
            return rule.refusal(request) or view(request, *args, **kwargs)

        guarded.access_rule = rule
        return guarded

    return decorate


class Access:
    """The marks: `@access("schools.view_school")`, or one of the four for views that ask no permission."""

    def __call__(self, permission: str):
        """A page of the UGEL for people whose role grants `permission`."""
        return _marked(AccessRule("tenant", permission))

    member = staticmethod(_marked(AccessRule("tenant", "")))
    public_tenant = staticmethod(_marked(AccessRule("tenant", None)))
    signed_in = staticmethod(_marked(AccessRule("global", "")))
    public = staticmethod(_marked(AccessRule("global", None)))
    anywhere = staticmethod(_marked(AccessRule("either", None)))


access = Access()
