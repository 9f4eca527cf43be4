# So that enqueue() in the web process knows the broker of our settings.
from comuset.celery import app as celery_app

__all__ = ["celery_app"]
