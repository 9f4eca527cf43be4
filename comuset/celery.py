"""The worker and beat: celery --app comuset worker | beat."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comuset.settings")

app = Celery("comuset")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
