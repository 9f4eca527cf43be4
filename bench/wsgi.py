"""The house behind gunicorn, with the addresses written by hand beside its own."""

from django.conf import settings

from comuset.wsgi import application

settings.ROOT_URLCONF = "bench.urls"
__all__ = ["application"]
