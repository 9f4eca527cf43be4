"""Every address of the house. What stands before `mount()` belongs to no UGEL; the rest lives under `/<code>/`."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from commitments.urls import door_urls
from core.access.decorators import access
from core.strategies.registry import contributions


def mount():
    """Each app that declared itself, under its own slug and namespace."""
    names = {contribution.slug: apps.get_app_config(contribution.app).name for contribution in contributions()}
    return [
        path(f"{slug}/", include(f"{name}.urls"))
        for slug, name in names.items()
        if not name.startswith("core.") and find_spec(f"{name}.urls")
    ]


urlpatterns = [
    path("", include("core.access.urls")),
    path("", include("core.people.urls")),
    path("", include("core.home.urls")),
    path("", include("core.ui.urls")),
    path("archivos/", include("core.files.urls")),
    path("trabajos/", include("core.jobs.urls")),
    path("", include("core.documents.urls")),
    path("c/", include(door_urls)),
    path("avisos/", include("core.notifications.urls")),
    path("api/v1/esquema/", access.member(SpectacularAPIView.as_view()), name="api_schema"),
    *(path("api/v1/", include(contribution.api)) for contribution in contributions() if contribution.api),
    *mount(),
]
handler400, handler403, handler404, handler500 = (
    f"core.ui.views.{name}" for name in ("bad_request", "forbidden", "not_found", "server_error")
)
