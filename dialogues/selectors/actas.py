"""What an acta says, as plain data."""

from django.db.models import QuerySet
from django.utils import timezone

from core.documents.selectors.letterheads import letter_style
from core.documents.services import canonical_json, sha256_of
from dialogues.enums import Answer
from dialogues.models import Acta, Agreement, Problem, Reading, Session
from dialogues.selectors.sittings import agenda_of, agreements_of, open_before, problems_of


def acta_in_force(session: Session) -> Acta | None:
    return session.actas.current().select_related("document").order_by("-pk").first()


def digest_of(told: dict) -> str:
    return sha256_of(canonical_json(told))


def told_at(session: Session) -> dict:
    """Everything the sitting's acta claims of the sitting itself, as plain data."""
    return _with_observations(session, noted_at(session))


def digests_of(session: Session) -> tuple[str, str]:
    """Of everything its acta would claim, and of what its page notes; the session is read once for both."""
    noted = noted_at(session)
    return digest_of(_with_observations(session, noted)), digest_of(noted)


def noted_at(session: Session) -> dict:
    """What its page notes of the sitting: what a reader of the acta agrees with."""
    came = session.attendances.standing().order_by("pk")
    return {
        "table": session.table.name,
        "territory": session.table.territory.name_and_kind,
        "session_date": session.session_date,
        "start_time": session.start_time and f"{session.start_time:%H:%M}",
        "venue": session.place,
        "attendances": [
            {"name": one.name, "entity": one.entity, "post": one.post, "has_signed": one.has_signed} for one in came
        ],
        "problems": [_problem(one) for one in problems_of(session)],
        "agreements": [_agreement(one) for one in agreements_of(session)],
    }


def beside(session: Session) -> dict:
    """What the acta says of the day it is printed: agenda, earlier agreements, who read it, what it replaces."""
    return {
        "agenda": [{"what": need.what, "school": need.school.name} for need in agenda_of(session)],
        "follow_up": follow_up_of(session),
        "as_of": timezone.localdate(),
        "replaces": _replaced(session),
        "round": _round(session),
    }


def readings_of(session: Session) -> QuerySet[Reading]:
    """Who was asked to read the acta and what they said, in the order of the attendance."""
    found = session.readings.filter(attendance__struck_because="")
    return found.select_related("attendance__contact").order_by("attendance_id")


def signature_block() -> dict:
    """Who signs for the UGEL, as its papers say."""
    style = letter_style()
    return {"signer_name": style.signer_name, "signer_post": style.signer_post}


def _with_observations(session: Session, noted: dict) -> dict:
    proposed = readings_of(session).filter(answer=Answer.PROPOSES)
    return {**noted, "observations": [_observation(one) for one in proposed]}


def _problem(problem: Problem) -> dict:
    weights = {name: getattr(problem, name) for name in ("severity", "reach", "feasibility")}
    return {"text": problem.text, **weights, "priority": problem.priority}


def _agreement(agreement: Agreement) -> dict:
    return {
        "what": agreement.what,
        "partner": agreement.partner.name,
        "quantity": agreement.quantity,
        "unit": agreement.unit,
        "due_date": agreement.due_date,
        "problem": str(agreement.problem or ""),
        "schools": [link.commitment.school.name for link in agreement.links.all()],
        "is_signed": agreement.is_confirmed_there,
    }


def follow_up_of(session: Session) -> list[dict]:
    """What earlier sittings agreed and how it stands today, as plain data."""
    return [
        {
            "what": one.what,
            "promiser": one.partner.name if one.partner_id else one.promiser_name,
            "place": str(one.place),
            "due_date": one.next_due_date,
            "state": str(one.status.label),
        }
        for one in open_before(session)
    ]


def _replaced(session: Session) -> dict | None:
    standing = acta_in_force(session)
    return standing and {"paper": str(standing.document), "issued_date": standing.document.issued_date}


def _round(session: Session) -> dict | None:
    """How the draft went round: who agreed, with these words or earlier ones, who said nothing."""
    readings = list(readings_of(session))
    if not readings:
        return None
    digest = digest_of(noted_at(session))
    agreed = [one for one in readings if one.answer == Answer.AGREES]
    return {
        "until": session.acta_until,
        "asked": len(readings),
        "agreed": [one.attendance.name for one in agreed if one.told_sha256 == digest],
        "agreed_before": [one.attendance.name for one in agreed if one.told_sha256 != digest],
        "silent": [one.attendance.name for one in readings if not one.answer],
    }


def _observation(reading: Reading) -> dict:
    return {
        "name": reading.attendance.name,
        "words": reading.words,
        "ruling": str(reading.get_ruling_display()),
        "reply": reading.reply,
    }
