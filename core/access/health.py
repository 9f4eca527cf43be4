from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpResponse, JsonResponse

from core.access.decorators import access
from core.tenancy.urls import absolute


@access.public
def alive(request):
    """The process answers; asks nothing of its neighbours."""
    return JsonResponse({"status": "ok"})


@access.public
def ready(request):
    """Database and Redis answer; says which one does not, and nothing of versions or addresses."""
    checks = {"database": _database(), "redis": _redis()}
    return JsonResponse(
        {"status": "ok" if all(checks.values()) else "down", "checks": checks},
        status=200 if all(checks.values()) else 503,
    )


@access.public
def security_txt(request):
    """Whom to tell of a weakness (RFC 9116)."""
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        "Preferred-Languages: es, en",
        "Expires: 2027-12-31T00:00:00Z",
    ]
    lines.append(f"Canonical: {absolute('/.well-known/security.txt')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except Error:
        return False


def _redis() -> bool:
    try:
        cache.set("health", 1, 5)
        return cache.get("health") == 1
    except OSError:
        return False
    except Exception as error:  # redis raises its own family, which the cache framework does not name
        if type(error).__module__.startswith("redis"):
            return False
        raise
