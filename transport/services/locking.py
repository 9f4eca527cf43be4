from transport.models import Route


def locked(route: Route) -> Route:
    """The route under lock: whoever gives seats, changes the vehicle or the stops waits for the one before."""
    found = Route.objects.select_for_update(of=("self",)).select_related("school", "vehicle", "driver")
    return found.get(pk=route.pk)
