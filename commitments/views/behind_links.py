"""Pages behind a personal link: no account, no script, in the language of who holds it."""

from collections.abc import Callable
from functools import wraps

from django.shortcuts import render
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache

from core.access.addresses import client_address
from core.access.decorators import access
from core.access.links import LinkEnded, LinkUnknown
from core.access.services.wrong_codes import TooManyWrongCodes
from partners.enums import Language

CLOSED = {TooManyWrongCodes: 429, LinkUnknown: 404, LinkEnded: 410}


def behind_link(opened: Callable, *, language: Callable | None, closed: str):
    """Give the view what `opened(token, address=…)` finds in place of the token, or show `closed` with the reason.

    `language` is that of the person; where it is empty the UGEL's. A link for anybody has none: the browser's counts.
    """

    def decorate(view):
        @access.public_tenant
        @never_cache
        @wraps(view)
        def show(request, token, *args, **kwargs):
            try:
                found = opened(token, address=client_address(request))
            except tuple(CLOSED) as error:
                with translation.override(language_asked(request)):
                    return render(request, closed, {"sentence": str(error)}, status=CLOSED[type(error)])
            known = language(found) if language else language_asked(request)
            with translation.override(known or request.ugel.language):
                response = view(request, found, *args, **kwargs)
            # The address holds the secret; CSRF still needs the origin.
            response["Referrer-Policy"] = "strict-origin"
            return response

        return show

    return decorate


def language_asked(request) -> str:
    """While nobody knows whose link it is: what the browser prefers of the languages of contacts, else the UGEL's."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if code.partition("-")[0] in Language.values:
            return code.partition("-")[0]
    return request.ugel.language
