"""What gunicorn serves."""

import os

from comuset import local

local.prepare()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comuset.settings")

# After prepare(): Django reads the addresses once, when it is imported.
from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
