from datetime import date

import factory

from newstrategy.models import Activity
from schools.tests.factories import SchoolFactory


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    school = factory.SubFactory(SchoolFactory)
    title = factory.Sequence(lambda n: f"Actividad {n}")
    due_date = date(2026, 9, 30)
