"""Every address of the house. What stands before `mount()` belongs to no UGEL; the rest lives under `/<code>/`."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path

from core.strategies.registry import contributions


def mount():
    """Each app that declared itself, under its own slug and namespace."""
    names = {contribution.slug: apps.get_app_config(contribution.app).name for contribution in contributions()}
    return [
        path(f"{slug}/", include(f"{name}.urls"))
        for slug, name in names.items()
        if not name.startswith("core.") and find_spec(f"{name}.urls")
    ]


HOUSE = {
    "": "core.ui.urls",
    "archivos/": "core.files.urls",
    "trabajos/": "core.jobs.urls",
    "v/": "core.documents.urls",
}
urlpatterns = [
    *([path("", include("core.access.urls"))] if apps.is_installed("core.audit") else []),  # bootstrapping
    *(
        path(prefix, include(name))
        for prefix, name in HOUSE.items()
        if apps.is_installed(name.removesuffix(".urls")) and find_spec(name)
    ),  # bootstrapping
    *mount(),
]
handler400, handler403, handler404, handler500 = (
    f"core.ui.views.{name}" for name in ("bad_request", "forbidden", "not_found", "server_error")
)
