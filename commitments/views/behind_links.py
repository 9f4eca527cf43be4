"""Pages behind a personal link: no account, no script, in the language of who holds it."""

from collections.abc import Callable
from functools import wraps

from django.shortcuts import render
from django.views.decorators.cache import never_cache

from core.access.addresses import client_address
from core.access.decorators import access
from core.access.links import LinkEnded, LinkUnknown
from core.access.reading import language_asked
from core.access.services.wrong_codes import TooManyWrongCodes
from core.tenancy.speech import speaking

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
                with speaking(request.ugel, language_asked(request)):
                    return render(request, closed, {"sentence": str(error)}, status=CLOSED[type(error)])
            known = language(found) if language else language_asked(request)
            with speaking(request.ugel, known):
                response = view(request, found, *args, **kwargs)
            # The address holds the secret; CSRF still needs the origin.
            response["Referrer-Policy"] = "strict-origin"
            return response

        return show

    return decorate
