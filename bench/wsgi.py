"""The house behind gunicorn, with the addresses written by hand beside its own; /sin-mas/ has no middleware at all."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from comuset.wsgi import application as house

BARE = "/sin-mas/"
settings.ROOT_URLCONF = "bench.urls"
_middleware = settings.MIDDLEWARE
settings.MIDDLEWARE = []
_bare = WSGIHandler()
settings.MIDDLEWARE = _middleware


def application(environ, start_response):
    handler = _bare if environ["PATH_INFO"].startswith(BARE) else house
    return handler(environ, start_response)
