from django.db.models import Count, Max, Prefetch, QuerySet

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
    """Every table with how often it sat and when last."""
    told = Table.objects.select_related("territory")
    return told.annotate(sittings=Count("sessions"), last_date=Max("sessions__session_date")).order_by("name")


def agreements_of(session: Session) -> QuerySet[Agreement]:
    """In the order they were made, each with the promises it became."""
    links = AgreementCommitment.objects.select_related("commitment__school").order_by("commitment__number")
    told = session.agreements.select_related("partner", "problem").order_by("pk")
    return told.prefetch_related(Prefetch("links", links))


def agreed_for(school: School) -> QuerySet[AgreementCommitment]:
    """What the tables agreed for one school, the latest sitting first."""
    told = AgreementCommitment.objects.filter(commitment__school=school)
    told = told.select_related("agreement__session__table", "agreement__partner", "commitment__school")
    return told.order_by("-agreement__session__session_date", "-commitment__number")


def acta_in_force(session: Session) -> Acta | None:
    return session.actas.current().select_related("document").order_by("-pk").first()


def told_at(session: Session) -> dict:
    """Everything the sitting's acta claims of the sitting itself, as plain data."""
    came = list(session.attendances.order_by("pk"))
    signed = {
        one.contact.partner_id
        for one in session.attendances.filter(has_signed=True).select_related("contact")
        if one.contact
    }
    return {
        "table": session.table.name,
        "territory": session.table.territory.name_and_kind,
        "session_date": session.session_date,
        "venue": session.place,
        "attendances": [
            {"name": one.name, "entity": one.entity, "post": one.post, "has_signed": one.has_signed} for one in came
        ],
        "problems": [_problem(one) for one in problems_of(session)],
        "agreements": [_agreement(one, one.partner_id in signed) for one in agreements_of(session)],
        "observations": [_observation(one) for one in readings_of(session) if one.answer == Answer.PROPOSES],
    }


def readings_of(session: Session) -> QuerySet[Reading]:
    """Who was asked to read the acta and what they said, in the order of the attendance."""
    return session.readings.select_related("attendance__contact").order_by("attendance_id")


def _observation(reading: Reading) -> dict:
    return {
        "name": reading.attendance.name,
        "words": reading.words,
        "ruling": str(reading.get_ruling_display()),
        "reply": reading.reply,
    }


def _problem(problem: Problem) -> dict:
    weights = {name: getattr(problem, name) for name in ("severity", "reach", "feasibility")}
    return {"text": problem.text, **weights, "priority": problem.priority}


def _agreement(agreement: Agreement, is_signed: bool) -> dict:
    return {
        "what": agreement.what,
        "partner": str(agreement.partner),
        "quantity": agreement.quantity,
        "unit": agreement.unit,
        "due_date": agreement.due_date,
        "problem": str(agreement.problem or ""),
        "schools": [link.commitment.school.name for link in agreement.links.all()],
        "is_signed": is_signed,
    }


def follow_up_of(session: Session) -> list[dict]:
    """What earlier sittings agreed and how it stands today, as plain data."""
    return [
        {
            "what": one.what,
            "promiser": one.promiser_name,
            "place": str(one.place),
            "due_date": one.next_due_date,
            "state": str(one.status.label),
        }
        for one in open_before(session)
    ]


def problems_of(session: Session) -> list[Problem]:
    """The weightiest first."""
    return sorted(session.problems.order_by("pk"), key=lambda problem: -problem.priority)


def open_before(session: Session) -> QuerySet[Commitment]:
    """What earlier sittings of the table agreed and is not finished: where this one begins."""
    links = AgreementCommitment.objects.filter(
        agreement__session__table=session.table_id, agreement__session__session_date__lt=session.session_date
    )
    found = Commitment.objects.with_names().filter(pk__in=links.values("commitment_id"))
    return found.exclude(state__in=OVER).order_by("next_due_date", "number")


def agenda_of(session: Session) -> QuerySet[Need]:
    """The open needs of the table's territory that weigh most."""
    here = Need.objects.open().filter(school__in=School.objects.in_territory(session.table.territory))
    return with_score(here).select_related("school").order_by("-score", "number")[:AGENDA]
