"""Cases as tests need them, made by the services people use."""

from datetime import timedelta

from attendance import services
from attendance.enums import Cause, Source
from attendance.selectors import monday_of
from schools.enums import Sex

NAMES = {"names": "Quilla", "contact": "Su tía Saturnina, 952111222", "notes": "Cuida a Wayra por las tardes"}


def make_case(school, by, **told):
    return services.open_case(
        **{
            "school": school,
            "by": by,
            "source": Source.PEER,
            "causes": [Cause.WORK, Cause.PEERS],
            "sex": Sex.GIRL,
            "words": NAMES,
            **told,
        }
    )


def bring_back(case, by, *, day, weeks=4, attended=4):
    """Back that day, and so many weeks of five days told."""
    services.say_back(case=case, day=day, by=by)
    for n in range(weeks):
        monday = monday_of(day) + timedelta(weeks=n)
        services.follow_week(case=case, monday=monday, attended=attended, days=5, by=by)
