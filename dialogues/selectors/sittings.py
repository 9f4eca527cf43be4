from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from commitments.enums import ENDINGS, CommitmentState
from commitments.models import Commitment
from dialogues.enums import Answer
from dialogues.models import Acta, Agreement, AgreementCommitment, Problem, Reading, Session, Table
from needs.models import Need
from needs.selectors.priority import with_score
from schools.models import School

OVER = ENDINGS | {CommitmentState.VERIFIED}
AGENDA = 5


def tables() -> QuerySet[Table]:
    """Every table with how often it sat and when last; what was only called is no sitting."""
    held = Q(sessions__in=Session.objects.held().values("pk"))
    told = Table.objects.select_related("territory").order_by("name")
    return told.annotate(sittings=Count("sessions", filter=held), last_date=Max("sessions__session_date", filter=held))


def sessions() -> QuerySet[Session]:
    """Every sitting with its state and table."""
    return Session.objects.with_state().select_related("table__territory")


def sessions_without_acta() -> QuerySet[Session]:
    """Held before today, and no acta in force tells of it."""
    told = Acta.objects.current().filter(session=OuterRef("pk"))
    held = sessions().filter(is_held=True, cancelled_because="", session_date__lt=timezone.localdate())
    return held.exclude(Exists(told))


def sessions_observed() -> QuerySet[Session]:
    """Those whose acta somebody would change, and nobody has said yes or no yet."""
    open_words = Reading.objects.filter(
        session=OuterRef("pk"), answer=Answer.PROPOSES, ruling="", attendance__struck_because=""
    )
    told = Acta.objects.current().filter(session=OuterRef("pk"))
    return sessions().filter(Exists(open_words)).exclude(Exists(told))


def agreements_of(session: Session) -> QuerySet[Agreement]:
    """In the order they were made, each with the promises it became."""
    links = AgreementCommitment.objects.select_related("commitment__school").order_by("commitment__number")
    told = session.agreements.standing().select_related("partner", "problem").order_by("pk")
    return told.prefetch_related(Prefetch("links", links))


def agreed_for(school: School) -> QuerySet[AgreementCommitment]:
    """What the tables agreed for one school, the latest sitting first."""
    told = AgreementCommitment.objects.filter(commitment__school=school, agreement__struck_because="")
    told = told.select_related("agreement__session__table", "agreement__partner", "commitment__school")
    return told.order_by("-agreement__session__session_date", "-commitment__number")


def problems_of(session: Session) -> list[Problem]:
    """The weightiest first."""
    return sorted(session.problems.standing().order_by("pk"), key=lambda problem: -problem.priority)


def open_before(session: Session) -> QuerySet[Commitment]:
    """What earlier sittings of the table agreed and is not finished: where this one begins."""
    links = AgreementCommitment.objects.filter(
        agreement__session__table=session.table_id, agreement__session__session_date__lt=session.session_date
    )
    found = Commitment.objects.with_names().filter(pk__in=links.values("commitment_id"))
    return found.exclude(state__in=OVER).order_by("next_due_date", "number")


def agenda_of(session: Session) -> QuerySet[Need]:
    """The open needs of the table's territory that weigh most."""
    return needs_of(session)[:AGENDA]


def needs_of(session: Session) -> QuerySet[Need]:
    """What is open in the table's territory, the weightiest first."""
    here = Need.objects.open().filter(school__in=School.objects.in_territory(session.table.territory))
    return with_score(here).select_related("school").order_by("-score", "number")
