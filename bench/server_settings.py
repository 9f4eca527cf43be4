"""The house with its static files as a server gives them out: hashed, compressed, for a year."""

from bench import ground
from comuset.settings import *  # noqa: F403
from comuset.settings import STORAGES

DEBUG, WHITENOISE_USE_FINDERS, WHITENOISE_AUTOREFRESH = False, False, False
STATIC_ROOT = ground.VAR / "static"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "comuset.static_files.HouseStaticFilesStorage"}}
