"""The registry of the demo district Leilek: territories by SOATE, schools and enrolment by the sheets people fill.

Ayil aymaks and their codes are those of the state's classifier; villages, schools, points and shares are invented, as
each row says. Only the totals are the deck's: 4 ayil aymaks, 16 villages, 22 schools, 6 968 pupils.
"""

from datetime import date, datetime, time
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from core.jobs.services import run_inline
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from schools.enums import SheetKind
from schools.models import School, SchoolStaff, SheetImport, TargetList
from schools.readers.territories import read_territories
from schools.services.sheets import confirm_sheet, receive_sheet
from schools.services.staff import assign_staff
from schools.services.targets import freeze_target, propose_target
from schools.services.territories import save_territories

HERE = Path(__file__).parent
DIRECTED = "23680411"
YEAR, FROZEN, NAMED = 2015, date(2015, 1, 12), date(2014, 9, 1)


def load_district(demo: Demo) -> None:
    """Territories, the two sheets, the ámbito of 2015 and a head for one school; a second run changes nothing."""
    save_territories(read_territories(HERE / "territories.csv"))
    for kind, sheet, name in (
        (SheetKind.SCHOOLS, "escuelas", "schools.csv"),
        (SheetKind.ENROLMENT, "matricula", "enrolment.csv"),
    ):
        _take(demo, kind, sheet, HERE / name)
    with scope(demo.ugel):
        _freeze(demo)
        _name_head(demo)
    demo.say("schools: territories, sheets, ámbito, people")


def _take(demo: Demo, kind: SheetKind, sheet: str, path: Path) -> None:
    """As the specialist does it: sent, tried row by row, confirmed, saved."""
    with scope(demo.ugel):
        if SheetImport.objects.filter(kind=kind).exists():
            return
        upload = ContentFile(path.read_bytes(), name=path.name)
        received = receive_sheet(upload=upload, kind=kind, by=demo.people["specialist"])
    job = {"ugel": demo.ugel, "by": demo.people["specialist"], "sheet_id": received.pk, "sheet": sheet}
    run_inline("schools.try_sheet", **job)
    with scope(demo.ugel):
        confirm_sheet(sheet=received)
    run_inline("schools.apply_sheet", **job)


def _freeze(demo: Demo) -> None:
    if TargetList.objects.filter(year=YEAR).exists():
        return
    target = propose_target(year=YEAR, by=demo.people["specialist"])
    decided = {"resolution": "Лейлек РББ, № 7 буйрук, 12.01.2015", "by": demo.people["head"]}
    freeze_target(target=target, at=_morning(FROZEN), **decided)


def _name_head(demo: Demo) -> None:
    person = demo.people["director"]
    if SchoolStaff.objects.filter(user=person).exists():
        return
    school, by = School.objects.get(national_key=DIRECTED), demo.people["head"]
    assign_staff(school=school, user=person, is_head=True, from_date=NAMED, by=by, at=_morning(NAMED))


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
