"""Cases of the demo UGEL: three at the director's school, and those of the year that the UGEL's table counts."""

from datetime import timedelta

from django.utils import timezone

from attendance import services
from attendance.enums import Cause, GradeBand, Met, Outcome, Source, Step
from attendance.models import Case, CaseWorker
from attendance.selectors import headed_schools, monday_of
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from schools.enums import Sex
from schools.models import School

WORDS = [
    {"names": "Inti", "contact": "Su abuela Simona, 952 000 101", "notes": "Acompaña a su tío a la chacra."},
    {"names": "Kusi", "contact": "Su mamá Elvira, 952 000 102", "notes": "Vive a dos horas a pie."},
    {"names": "Sami", "contact": "Su papá Tomás, 952 000 103", "notes": ""},
]
# Days ago each was opened, and how it ended, of the other schools.
YEAR = [(265 - 9 * n, Outcome.NOT_BACK if n in (4, 6, 8, 10, 11, 15) else Outcome.BACK) for n in range(17)]


def load(demo: Demo) -> None:
    with scope(demo.ugel):
        if Case.objects.exists():
            return
        director = demo.people["director"]
        school = headed_schools(director).first()
        if school is None:
            return
        _at_home(school, director, demo.people["case_worker"], demo.people["specialist"])
        _year(school, demo.people["specialist_2"])
        services.publish_quarters()
        demo.say(f"attendance: {Case.objects.count()} cases")


def _at_home(school, director, worker, specialist) -> None:
    """One to look for, given to the Educhasqui; one who came back; one who stayed."""
    told = {"met": Met.FAMILY, "said": "Dice que volverá cuando haya cómo llegar.", "by": worker}
    first, second, third = (_open(school, director, n, days) for n, days in enumerate((9, 50, 120)))
    for case in (first, second):
        services.give(case=case, user=worker, by=director)
    services.record_visit(case=first, day=_day(3), at=_ago(3), **told)
    services.add_step(case=first, kind=Step.SEAT, due_date=_day(-4), by=director)
    services.add_step(case=first, kind=Step.TUTORING, due_date=_day(-12), by=director)
    services.record_visit(case=second, day=_day(44), at=_ago(44), **told)
    _bring_back(second, director, 20, weeks=2)
    services.give(case=third, user=specialist, by=director)
    _bring_back(third, director, 90, weeks=4)
    services.close_case(case=third, outcome=Outcome.BACK, by=director, at=_ago(55))


def _year(home, specialist) -> None:
    schools = list(School.objects.current().exclude(pk=home.pk).order_by("national_key")[: len(YEAR)])
    for n, (school, (days, outcome)) in enumerate(zip(schools, YEAR, strict=False)):
        case = _open(school, specialist, n, days)
        services.record_visit(case=case, day=_day(days - 5), met=Met.PUPIL, by=specialist, at=_ago(days - 5))
        if outcome == Outcome.BACK:
            _bring_back(case, specialist, days - 20, weeks=4)
        services.close_case(case=case, outcome=outcome, by=specialist, at=_ago(days - 60))
        services.take_back(worker=CaseWorker.objects.get(case=case), by=specialist)


def _open(school, by, n, days) -> Case:
    causes = [[Cause.DISTANCE], [Cause.WORK, Cause.POVERTY], [Cause.RISK_UNSEEN], [Cause.PEERS, Cause.SUPPORT]]
    return services.open_case(
        school=school,
        source=[Source.PEER, Source.SIAGIE, Source.NEIGHBOUR][n % 3],
        causes=causes[n % 4],
        words=WORDS[n % 3],
        sex=Sex.GIRL if n % 2 else Sex.BOY,
        grade_band=[GradeBand.PRIMARY_HIGH, GradeBand.SECONDARY_LOW][n % 2],
        by=by,
        at=_ago(days),
    )


def _bring_back(case, by, days, *, weeks) -> None:
    services.say_back(case=case, day=_day(days), by=by, at=_ago(days))
    monday = monday_of(_day(days))
    for n in range(weeks):
        week = monday + timedelta(weeks=n)
        services.follow_week(case=case, monday=week, attended=4 + n % 2, days=5, by=by, at=_ago(days - 7 * n))


def _ago(days: int):
    return timezone.now() - timedelta(days=days)


def _day(days: int):
    return timezone.localdate() - timedelta(days=days)
