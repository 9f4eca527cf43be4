"""Guardians as lists and pages show them, and the schools nobody watches."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.people.models import Contact
from core.tenancy.scope import current_ugel_id
from guardians.enums import VisitState
from guardians.models import Guardian, Tie, Visit
from schools.models import School, SchoolStaff


def with_list_columns(guardians: QuerySet[Guardian]) -> QuerySet[Guardian]:
    """With `state`, `school_count`, `tied_to`, `phone`, `to_do` and `done`; one question however many rows."""
    today = timezone.localdate()
    schools = SchoolStaff.objects.witnesses().still_open(today).filter(user=OuterRef("user")).order_by().values("user")
    ties = Tie.objects.standing().filter(guardian=OuterRef("pk")).order_by().values("guardian")
    names = StringAgg("partner__name", " · ", order_by="partner__name", distinct=True)
    return (
        guardians.select_related("user")
        .with_state(today)
        .annotate(
            school_count=Coalesce(Subquery(schools.annotate(n=Count("school", distinct=True)).values("n")), 0),
            tied_to=Coalesce(Subquery(ties.annotate(names=names).values("names")), Value(""), output_field=TextField()),
            phone=Subquery(Contact.objects.filter(user=OuterRef("user")).values("phone")[:1]),
            to_do=_visits(VisitState.PENDING),
            done=_visits(VisitState.DONE),
        )
    )


def _visits(state: VisitState):
    rows = Visit.objects.filter(guardian=OuterRef("pk"), state=state).order_by().values("guardian")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def schools_of(guardian: Guardian) -> QuerySet[School]:
    """The schools that are theirs today, or will be once they begin."""
    staff = SchoolStaff.objects.witnesses().still_open(timezone.localdate()).filter(user=guardian.user_id)
    return School.objects.filter(pk__in=staff.values("school")).select_related("district").order_by("name", "pk")


def schools_without(_request=None) -> QuerySet[School]:
    """Working schools that no guardian watches today."""
    accepted = Guardian.objects.on(timezone.localdate()).values("user")
    watched = SchoolStaff.objects.witnesses().on().filter(user__in=accepted)
    return School.objects.current().exclude(pk__in=watched.values("school"))


def not_accepted() -> QuerySet[User]:
    """People who have the role of a guardian and no acceptance in force: they signed no code."""
    holders = Membership.objects.active().filter(ugel=current_ugel_id(), role=Role.GUARDIAN).values("user")
    accepted = Guardian.objects.filter(ended_date=None).values("user")
    return User.objects.filter(pk__in=holders).exclude(pk__in=accepted).order_by("full_name", "pk")


def acceptable_people() -> QuerySet[User]:
    """Whom the form offers: those with the role, and those who were guardians before."""
    before = Guardian.objects.exclude(ended_date=None).values("user")
    accepted = Guardian.objects.filter(ended_date=None).values("user")
    known = User.objects.filter(pk__in=before).exclude(pk__in=accepted)
    return (not_accepted().order_by() | known).distinct().order_by("full_name", "pk")


def guardians_of_school(school: School) -> QuerySet[Guardian]:
    """Who may be sent there: accepted, and with the school theirs today or later."""
    today = timezone.localdate()
    staff = SchoolStaff.objects.witnesses().still_open(today).filter(school=school).values("user")
    rows = Guardian.objects.still_open(today).independent().filter(user__in=staff)
    return rows.select_related("user").order_by("user__full_name", "pk")


def watchers_of(schools: QuerySet[School]) -> QuerySet:
    """The users, by id, who have one of these schools today or later."""
    staff = SchoolStaff.objects.witnesses().still_open(timezone.localdate()).filter(school__in=schools.values("pk"))
    return staff.values("user")
