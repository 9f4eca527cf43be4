"""ESYA in the demo tenant: two checks of every school of the ámbito, made through the services as people do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random

from django.utils import timezone

from core.strategies.demo import Demo
from core.strategies.indicators import Frame
from core.tenancy.scope import scope
from safety.demo.pictures import SCENES, picture
from safety.demo.profiles import Outcome, Profile, given, outcomes, profile_of
from safety.models import Check, ChecklistItem
from safety.selectors.checklists import current_version
from safety.services.checks import plan_check, record_answers, submit_check
from safety.services.declared import DATE, SCHOOL, VISITOR, confirm_declared, preview_declared
from safety.services.photos import attach_photo
from safety.services.verification import return_check, verify_check
from schools.models import School
from schools.readers.sheets import SheetRow
from schools.selectors import target_schools

PHOTOS = 3
DECLARED = 3  # schools whose first check comes from last year's spreadsheet
LAST_YEAR, MARCH, SPRING = ((11, 10), (12, 5)), ((3, 9), (3, 27)), ((9, 7), (10, 30))


@dataclass(frozen=True)
class Story:
    """One school's year: who visits, who verifies, what they find."""

    school: School
    outcome: Outcome
    items: Sequence[ChecklistItem]
    visitor: object
    verifier: object
    baseline_days: tuple[date, date]
    followup_days: tuple[date, date]
    is_declared: bool

    @property
    def seed(self) -> str:
        return self.school.codlocal or self.school.national_key

    @cached_property
    def profile(self) -> Profile:
        return profile_of(self.items, self.outcome, self.seed)

    @cached_property
    def rng(self) -> Random:
        return Random(self.seed)  # noqa: S311 - a demo, not secrets

    @cached_property
    def pictured(self) -> list[str]:
        """Items with photos in both checks: first those that changed."""
        changed = [code for code in SCENES if self.profile.before[code] != self.profile.after[code]]
        return [*changed, *(code for code in SCENES if code not in changed)][:PHOTOS]

    def day_in(self, days) -> date:
        """A weekday between two dates."""
        start, end = days
        day = start + timedelta(days=self.rng.randint(0, (end - start).days))
        return max(start, day - timedelta(days=max(day.weekday() - 4, 0)))


def load(demo: Demo) -> None:
    """Fill the ámbito's schools once; a tenant that has checks is left as it is."""
    with scope(demo.ugel):
        if Check.objects.exists():
            return
        stories = _stories(demo)
        _declared_first_checks([story for story in stories if story.is_declared], demo)
    for number, story in enumerate(stories, start=1):
        with scope(demo.ugel):
            _first_check(story)
            _second_check(story)
        if number % 7 == 0:
            demo.say(f"ESYA: {number} de {len(stories)} escuelas")
    with scope(demo.ugel):
        _visits_to_come(stories, demo)


def _stories(demo: Demo) -> list[Story]:
    frame = Frame(date(demo.today.year, 1, 1), date(demo.today.year, 12, 31), timezone.now())
    schools = list(target_schools(frame).order_by("codlocal", "id"))
    plan = outcomes(len(schools))
    items = list(current_version().items.order_by("position"))
    improved = [position for position, outcome in enumerate(plan) if outcome == Outcome.IMPROVED]
    return [
        Story(
            school=school,
            outcome=plan[position],
            items=items,
            **_pair_of_people(demo.people, position),
            baseline_days=_baseline_days(demo.today, position),
            followup_days=_followup_days(demo.today),
            is_declared=position in improved[:DECLARED],
        )
        for position, school in enumerate(schools)
    ]


def _pair_of_people(people, position):
    """Never the same person twice; the head verifies most."""
    visitors = [people["specialist"], people["specialist_2"]]
    other = visitors[(position + 1) % 2]
    return {"visitor": visitors[position % 2], "verifier": people["head"] if position % 3 else other}


def _baseline_days(today: date, position: int):
    """The end of last school year; for every fourth school March, once it has passed."""
    if position % 4 == 1 and today.month > 5:
        return _days(today.year, MARCH)
    return _days(today.year - 1, LAST_YEAR)


def _followup_days(today: date):
    """September and October, or what has passed of the year before them."""
    start, end = _days(today.year, SPRING)
    if today > end:
        return start, end
    first, yesterday = date(today.year, 1, 2), today - timedelta(days=1)
    return max(first, yesterday - timedelta(days=50)), max(first, yesterday)


def _days(year, span):
    start, end = span
    return date(year, *start), date(year, *end)


def _first_check(story: Story) -> None:
    if story.is_declared:
        return
    day = story.day_in(story.baseline_days)
    check = _filled(story, story.profile.before, day)
    submit_check(check=check, by=story.visitor, submitted_at=_moment(day))
    verify_check(check=check, by=story.verifier, verified_at=_moment(day, later=story.rng.randint(1, 6)))


def _second_check(story: Story) -> None:
    if story.outcome == Outcome.ONE_CHECK:
        return
    day = story.day_in(story.followup_days)
    check = _filled(story, story.profile.after, day)
    submit_check(check=check, by=story.visitor, submitted_at=_moment(day))
    if story.outcome == Outcome.RETURNED:
        reason = "Falta ver el tanque elevado: la foto es de otra escuela."
        return_check(check=check, reason=reason, by=story.verifier, at=_moment(day, later=2))
    elif story.outcome != Outcome.NOT_VERIFIED:
        verify_check(check=check, by=story.verifier, verified_at=_moment(day, later=story.rng.randint(1, 9)))


def _filled(story: Story, values, day: date) -> Check:
    planned_at = _moment(day, hour=16, later=-story.rng.randint(4, 12))
    check = plan_check(school=story.school, planned_date=day, author=story.visitor, by=story.visitor, at=planned_at)
    answers = {item.code: given(item, values[item.code], story.rng) for item in story.items}
    record_answers(check=check, answers=answers, by=story.visitor, visited_date=day, at=_moment(day, hour=10))
    for item in story.items:
        if item.code in story.pictured and values[item.code] is not None:
            upload = picture(item.code, values[item.code], story.seed)
            attach_photo(check=check, item=item, upload=upload, by=story.visitor)
    return check


def _declared_first_checks(stories: Sequence[Story], demo: Demo) -> None:
    """Some first checks come as people bring them: a spreadsheet of last year, verified by somebody else."""
    rows = [SheetRow(number, _sheet_cells(story, demo.today)) for number, story in enumerate(stories, start=2)]
    if not rows:
        return
    author, name = demo.people["specialist"], f"fichas-esya-{demo.today.year - 1}.xlsx"
    made = preview_declared(rows=rows, file_name=name, version=current_version(), by=author)
    _start, end = _days(demo.today.year - 1, LAST_YEAR)
    for check in confirm_declared(check_import=made, by=author, at=_moment(end, later=5)):
        verify_check(check=check, by=demo.people["head"], verified_at=_moment(end, later=8))


def _sheet_cells(story: Story, today: date):
    cells = {item.code: given(item, story.profile.before[item.code], story.rng).choice for item in story.items}
    day = story.day_in(_days(today.year - 1, LAST_YEAR))
    return cells | {SCHOOL: story.school.codlocal, DATE: f"{day:%d/%m/%Y}", VISITOR: "Especialista anterior"}


def _visits_to_come(stories: Sequence[Story], demo: Demo) -> None:
    """Visits of the coming days, so that the first page has something to say."""
    free = [story for story in stories if story.outcome != Outcome.RETURNED]
    for position, story in enumerate(free[:5]):
        day = demo.today + timedelta(days=2 * position)
        plan_check(school=story.school, planned_date=day, author=story.visitor, by=demo.people["head"])


def _moment(day: date, *, hour: int = 12, later: int = 0) -> datetime:
    moment = timezone.make_aware(datetime.combine(day + timedelta(days=later), time(hour)))
    return min(moment, timezone.now())
