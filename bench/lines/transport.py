"""A year of both legs of 500 routes: every list, the month, «Mi semana» and the figures, as a person opens them."""

import json
import sys

from bench import ground

SIZE = sys.argv[1]
ground.enter(SIZE)

from bench import opened  # noqa: E402
from bench.daily import UGEL  # noqa: E402

PAGES = {
    "routes, first page": ("transporte/", 0.5),
    "routes, those with an expired paper": ("transporte/?estado=vencidos", 0.5),
    "vehicles and drivers": ("transporte/vehiculos/", 1.0),
    "the month of all legs": ("transporte/mes/", 2.0),
    "a route's page": ("transporte/{route}/", 0.5),
    "Mi semana of a school": ("escuelas/{school}/semana/", 0.5),
}


def found() -> dict:
    from transport.models import Route

    route = Route.objects.order_by("pk").first()
    return {"route": route.pk, "school": route.school_id}


if __name__ == "__main__":
    print(json.dumps(opened.rows("transport", PAGES, found, count="transport_legday", ugel=UGEL)))
