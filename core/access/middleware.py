from django.conf import settings
from django.contrib.auth import SESSION_KEY


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
