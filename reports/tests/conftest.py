"""Figures of these tests: the `centre` of a real school says whether it has water; an empty one, that nobody knows."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum
from django.urls import get_resolver

from core.jobs import runner
from core.strategies import registry
from core.strategies.indicators import Frame, Indicator, Kind
from core.strategies.registry import Contribution, Setting
from reports.models import Report
from reports.services.building import order_build
from reports.services.files import print_files
from reports.services.issuing import issue_report, review_report
from reports.tests.factories import make_report
from schools.models import School
from schools.tests.factories import SchoolFactory, freeze_target

FRAME = Frame(date(2026, 1, 1), date(2026, 12, 31), datetime(2026, 11, 23, 17, 0, tzinfo=UTC))


def rural(frame):
    return School.objects.filter(area="rural")


def with_water(frame):
    return School.objects.filter(centre="agua")


def nobody_knows(frame):
    return School.objects.filter(area="rural", centre="")


WATER = Indicator(
    code="rivers.water",
    version=1,
    kind=Kind.SHARE,
    name="Escuelas con agua",
    definition="Escuelas rurales con agua ÷ escuelas rurales",
    eligible=rural,
    achieved=with_water,
    apart={"unasked": ("Nadie preguntó", nobody_knows)},
    unknown=("unasked",),
    settings=("rivers.litres",),
    is_headline=True,
    logro=1,
)
POINTS = Indicator(
    code="rivers.points",
    version=1,
    kind=Kind.COUNT,
    name="Escuelas con punto en el mapa",
    definition="Escuelas con coordenadas",
    achieved=lambda frame: School.objects.exclude(lat=None),
)
TEACHERS = Indicator(
    code="rivers.teachers",
    version=2,
    kind=Kind.RATIO_OF_SUMS,
    name="Docentes por sección",
    definition="Suma de docentes ÷ suma de secciones",
    unit="docentes",
    amounts=lambda frame: School.objects.annotate(
        numerator_amount=Sum("services__teachers"), denominator_amount=Sum("services__sections")
    ),
)


@pytest.fixture
def declared(monkeypatch):
    """declare(*indicators, **more): the house with one app that has these."""

    def declare(*indicators, **more):
        rivers = Contribution(
            app="rivers",
            slug="rios",
            label="Ríos",
            indicators=indicators,
            settings=[Setting("rivers.litres", 20, "Litros por estudiante")],
            **more,
        )
        # Addresses are mounted from the real house, before the invented app joins it.
        get_resolver().url_patterns  # noqa: B018
        others = {app: c for app, c in registry._declared.items() if not c.indicators}
        monkeypatch.setattr(registry, "_declared", {**others, "rivers": rivers})

    declare(WATER, POINTS, TEACHERS)
    return declare


def make_schools(*, wet=0, dry=0, unasked=0, urban_wet=0):
    """Schools of the open scope by what is known of their water."""
    return [
        *(SchoolFactory(name=f"Húmeda {n}", centre="agua") for n in range(wet)),
        *(SchoolFactory(name=f"Seca {n}", centre="sin agua") for n in range(dry)),
        *(SchoolFactory(name=f"Muda {n}", centre="") for n in range(unasked)),
        *(SchoolFactory(name=f"Urbana {n}", centre="agua", area="urban") for n in range(urban_wet)),
    ]


@pytest.fixture
def schools(norte, declared):
    """Five of eight rural schools have water: 62.5 %, printed 63."""
    made = make_schools(wet=5, dry=2, unasked=1, urban_wet=1)
    freeze_target(*made[:8], at=datetime(2026, 3, 1, tzinfo=UTC))
    return made


@pytest.fixture
def at_noon(time_machine):
    """Noon in Lima on the day of FRAME's cut-off."""
    time_machine.move_to(FRAME.cut_off, tick=False)


def run_job(job):
    """What the worker does with a job that was promised."""
    ended = runner.run_dispatch(job.dispatch_id)
    if cause := getattr(ended, "cause", None):
        raise cause
    return ended


@pytest.fixture
def built(schools, elmer, at_noon):
    """Elmer's counted draft of 2026."""
    return make_report(by=elmer)


@pytest.fixture
def printed(built, elmer):
    """The same draft through its job, with PDF and spreadsheet."""
    run_job(order_build(report=built, by=elmer))
    return Report.objects.get(pk=built.pk)


@pytest.fixture
def issued(built, elmer, hilda):
    """Elmer's report, issued by Hilda; its files still wait for their job."""
    review_report(report=built, by=elmer)
    issue_report(report=built, by=hilda)
    return Report.objects.select_related("document").get(pk=built.pk)


@pytest.fixture
def issued_and_printed(issued, norte):
    print_files(ugel=norte, report_id=issued.pk)
    return Report.objects.select_related("document").get(pk=issued.pk)


@pytest.fixture
def issue(hilda):
    """issue(report): review and issue it in Hilda's name."""

    def go(report):
        review_report(report=report, by=hilda)
        issue_report(report=report, by=hilda)

    return go


@pytest.fixture
def post(visit):
    """post(person, url_name, fields, *args): a form of a page that was opened, sent once."""

    def go(person, url_name, fields, *args):
        return visit(person, url_name, *args, method="post", data=fields)

    return go
