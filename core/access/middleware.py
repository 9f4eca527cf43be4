from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils import translation
from django.utils.cache import patch_vary_headers

from core.access.reading import language_asked
from core.tenancy.speech import speech_of


class PrivatePagesMiddleware:
    """Keep pages of people who signed in out of shared caches, and out of the browser once they signed out.

    `no-cache`, not `no-store`: «atrás» works on a telephone without line. Views that say more are left alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        was_known = settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session
        response = self.get_response(request)
        if was_known or (request.session.accessed and SESSION_KEY in request.session):
            response.setdefault("Cache-Control", "private, no-cache")
        if was_known and SESSION_KEY not in request.session:
            response["Clear-Site-Data"] = '"cache"'
        return response


class LanguageMiddleware:
    """Answer in the language of who asks: their own, else the UGEL's; before anybody is known, the browser's.

    It stays active after the answer, for what is streamed; every request says it anew.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_known = request.user.is_authenticated
        language = request.user.language or self._common(request) if is_known else None
        language = language or language_asked(request)
        translation.activate(speech_of(request.ugel, language) if request.ugel else language)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        if not is_known:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    @staticmethod
    def _common(request):
        return request.ugel.language if request.ugel else None
