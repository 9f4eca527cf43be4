"""The worker and beat: celery -A comuset worker | beat."""

import os

from celery import Celery

from comuset import local

local.prepare()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comuset.settings")

app = Celery("comuset")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
