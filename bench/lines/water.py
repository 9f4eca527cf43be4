"""A year of daily words of 500 schools, deliveries and samples: every list, the month, «Mi semana» and the figures."""

import json
import sys

from bench import ground

SIZE = sys.argv[1]
ground.enter(SIZE)

from bench import opened  # noqa: E402
from bench.daily import UGEL  # noqa: E402

PAGES = {
    "water, all schools today": ("agua/", 1.0),
    "tankers": ("agua/cisternas/", 0.5),
    "a month of water of all": ("agua/mes/", 1.0),
    "a school's water": ("agua/escuela/{school}/", 0.5),
    "Mi semana of a school": ("escuelas/{school}/semana/", 0.5),
}


def found() -> dict:
    from water.models import DayState

    return {"school": DayState.objects.order_by("pk").first().school_id}


if __name__ == "__main__":
    print(json.dumps(opened.rows("water", PAGES, found, count="water_daystate", ugel=UGEL)))
