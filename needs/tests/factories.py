import factory
from django.utils import timezone

from needs.enums import Category, NeedSource, Severity
from needs.models import Need
from schools.tests.factories import SchoolFactory


class NeedFactory(factory.django.DjangoModelFactory):
    """A leaking roof, told by somebody of the school; give `reported_by`."""

    number = factory.Sequence(lambda n: n + 1000)
    school = factory.SubFactory(SchoolFactory)
    category = Category.PREMISES
    what = "Gotea el techo del aula"
    severity = Severity.MODERATE
    source = NeedSource.SCHOOL
    reported_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Need
