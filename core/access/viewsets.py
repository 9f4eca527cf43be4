"""The API's only base: the same scope, roles and services as the pages, in JSON."""

from django.http import Http404
from rest_framework import exceptions, pagination, throttling, viewsets
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from core.access.decorators import AccessRule
from core.access.roles import enter
from core.tenancy.errors import DomainError

# The pages' middleware asks a view for its mark before it runs; the viewset then asks for its own permission.
MEMBER = AccessRule("tenant", "")


class ById(pagination.CursorPagination):
    """Pages by id: stable while rows are added, one query whatever the page."""

    ordering = "id"
    page_size_query_param = "page_size"
    max_page_size = 500


class StrategyViewSet(viewsets.ReadOnlyModelViewSet):
    """Reads of one model for people whose role grants `permission`; `@action(permission=…)` names its own.

    Extra actions call services through `answer`; a DomainError is a 422 with its sentence.
    """

    permission = ""
    pagination_class = ById
    throttle_classes = (throttling.UserRateThrottle,)

    @classmethod
    def as_view(cls, *args, **kwargs):
        view = super().as_view(*args, **kwargs)
        view.access_rule = MEMBER
        return view

    def check_permissions(self, request):
        super().check_permissions(request)
        enter(request._request)
        if not request._request.roles:
            raise Http404
        if not request._request.allows(self.permission):
            raise exceptions.PermissionDenied

    def validated(self, serializer_class) -> dict:
        """The request's data as a service's keyword arguments; 400 with the fields' errors otherwise."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def answer(self, made, status=200) -> Response:
        return Response(self.get_serializer(made).data, status=status)

    def handle_exception(self, exc):
        if isinstance(exc, DomainError):
            return Response({"detail": str(exc)}, status=422)
        return super().handle_exception(exc)


def routes(*registrations) -> list:
    """The urls of an app's `api` module: routes(("schools", SchoolViewSet), …)."""
    router = SimpleRouter()
    for prefix, viewset in registrations:
        router.register(prefix, viewset)
    return router.urls
