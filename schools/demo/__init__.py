"""The registry of the demo UGEL: its own padrón file imported as any other, its ámbito, its people."""

from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone

from core.strategies.demo import Demo
from core.tenancy.scope import scope
from schools.demo.calendar import load_calendar
from schools.models import PadronImport, School, SchoolStaff, TargetList
from schools.services.padron_reading import Options, import_file
from schools.services.staff import assign_staff
from schools.services.targets import freeze_target, propose_target
from schools.services.territories import save_shapes

HERE = Path(__file__).parent
DIRECTED = "980004"


def load(demo: Demo) -> None:
    """Import the demo padrón, freeze this year's ámbito (and last year's), give two people their school."""
    with scope(demo.ugel):
        if not PadronImport.objects.exists():
            import_file(HERE / "padron.csv", ugels=[demo.ugel], apply=True, options=_options(demo.today))
        save_shapes((HERE / "outlines.geojson").read_bytes(), source="Contornos simplificados dibujados a mano")
        for year in (demo.today.year - 1, demo.today.year):
            if not TargetList.objects.filter(year=year).exists():
                target = propose_target(year=year, by=demo.people["specialist"])
                decided = {"resolution": f"RD 0{year % 100}8-{year}-UGELJB", "by": demo.people["head"]}
                freeze_target(target=target, at=_second_of_january(year), **decided)
            load_calendar(year, by=demo.people["specialist"])
        school = School.objects.get(codlocal=DIRECTED)
        for key, is_head in (("director", True), ("member", False)):
            if not SchoolStaff.objects.filter(user=demo.people[key]).exists():
                start = date(demo.today.year - 1, 3, 3)
                named_at = timezone.make_aware(datetime.combine(start, time(9)))
                who = {"user": demo.people[key], "is_head": is_head, "by": demo.people["head"]}
                assign_staff(school=school, from_date=start, at=named_at, **who)
    demo.say("schools: padrón, ámbito, calendar, people")


def _second_of_january(year) -> datetime:
    """What is decided in the year stands on its ámbito."""
    return min(timezone.now(), timezone.make_aware(datetime.combine(date(year, 1, 2), time(9))))


def _options(today) -> Options:
    """The cut of this year's March, or last year's while March is ahead."""
    return Options(cut_date=date(today.year if today >= date(today.year, 3, 13) else today.year - 1, 3, 13))
