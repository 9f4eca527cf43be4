"""Schools as tests need them: active, public, rural, with a point, in the district of Locumba."""

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone

from schools.enums import Area, Form, Management, SchoolSource, TerritoryKind
from schools.models import Enrolment, School, SchoolStaff, Service, TargetList, TargetSchool, Territory
from schools.readers.text import searchable


class TerritoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Territory
        django_get_or_create = ["code"]

    code = "230301"
    kind = TerritoryKind.DISTRICT
    name = "LOCUMBA"
    search_name = factory.LazyAttribute(lambda o: searchable(o.name))


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School

    codlocal = factory.Sequence(lambda n: f"{700000 + n}")
    codinst = ""
    national_key = factory.LazyAttribute(lambda o: f"{o.codlocal}-{o.codinst}" if o.codinst else o.codlocal)
    name = factory.Sequence(lambda n: f"IE {n} San Martín")
    centre = ""
    search_name = factory.LazyAttribute(lambda o: searchable(f"{o.name} {o.centre}".strip()))
    district = factory.SubFactory(TerritoryFactory)
    area = Area.RURAL
    management = Management.PUBLIC_DIRECT
    is_active = True
    lat = factory.Sequence(lambda n: Decimal("-17.61") - Decimal(n % 900) / 10000)
    lon = factory.Sequence(lambda n: Decimal("-70.76") - Decimal(n % 900) / 10000)
    source = SchoolSource.PADRON


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    school = factory.SubFactory(SchoolFactory)
    codigo_modular = factory.Sequence(lambda n: f"{9000000 + n}")
    anexo = "0"
    level = "B0"
    form = Form.SCHOOL_BASED
    management = factory.SelfAttribute("school.management")
    area = factory.SelfAttribute("school.area")


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment

    service = factory.SubFactory(ServiceFactory)
    year = 2026
    cut_date = date(2026, 3, 31)
    count = 10
    source = "sheet"


class SchoolStaffFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchoolStaff

    school = factory.SubFactory(SchoolFactory)
    from_date = date(2020, 3, 1)
    is_head = True


def freeze_target(*schools, year=2026, version=1, at=None):
    """A frozen ámbito made of exactly these schools."""
    target = TargetList.objects.create(
        year=year, version=version, resolution=f"RD {version}-{year}", frozen_at=at or timezone.now()
    )
    for school in schools:
        TargetSchool.objects.create(target_list=target, school=school, is_proposed=True, is_included=True)
    return target
