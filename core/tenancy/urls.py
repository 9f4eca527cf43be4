from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix


def global_url(name, *args, **kwargs) -> str:
    """A path outside every tenant, whatever scope is open."""
    prefix = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(name, args=args, kwargs=kwargs)
    finally:
        set_script_prefix(prefix)


def public_host() -> str:
    """The host of `PUBLIC_URL`, for what must stay the same whoever writes it: message and calendar ids."""
    return settings.PUBLIC_URL.split("//", 1)[1].split("/", 1)[0].split(":", 1)[0]


def absolute(path: str) -> str:
    """The address people type or scan: `PUBLIC_URL` before a path that starts with a slash."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"
