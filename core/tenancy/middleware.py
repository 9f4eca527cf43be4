import re
from contextlib import nullcontext

from django.db import transaction
from django.http import Http404, QueryDict

from core.tenancy.models import Ugel
from core.tenancy.scope import scope

# Controls, and marks that turn a name around or let two equal ones differ.
UNSEEN = re.compile(
    r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
TENANT_PATH = re.compile(r"/(?P<code>\d{6}|\d{8})(?P<rest>/.*)")


class TenantMiddleware:
    """Cut the UGEL's code off the path and answer inside its scope; roll back on exceptions and 5xx."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.ugel, request.membership, request.roles = None, None, frozenset()
        request.allows = request.roles.__contains__  # nobody is known before the view's mark is read
        match = TENANT_PATH.fullmatch(request.path_info)
        if match is None:
            return self.get_response(request)
        # The body is read before the transaction opens: a slow phone would die of the idle timeout inside it.
        read_whole_body(request)
        request.ugel = Ugel.objects.select_related("region").filter(code=match["code"], is_active=True).first()
        request.path_info = match["rest"]
        request.META["SCRIPT_NAME"] = f"/{match['code']}"
        with scope(request.ugel) if request.ugel else nullcontext():
            response = self.get_response(request)
            if response.status_code >= 500 and request.ugel:
                transaction.set_rollback(True)
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        rule = getattr(view_func, "access_rule", None)
        if request.META.get("SCRIPT_NAME") and request.ugel is None:
            raise Http404
        if rule is not None:
            return rule.misplaced(request)
        return None


def without_unseen(told: QueryDict) -> QueryDict:
    """What was typed, without the characters nobody sees; NUL stays, for the fields refuse it with a sentence."""
    if not any(UNSEEN.search(text) for _name, texts in told.lists() for text in texts):
        return told
    seen = told.copy()
    for name, texts in told.lists():
        seen.setlist(name, [UNSEEN.sub("", text) for text in texts])
    return seen


def read_whole_body(request) -> None:
    """Take in form fields and files (spooled to disk by Django) or the raw body."""
    if request.method in ("POST", "PUT", "PATCH"):
        if request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
            request.POST = without_unseen(request.POST)
        else:
            request.body  # noqa: B018
