"""The rows of MEDIAT in the isolation matrix (tests/tenancy/matrix.py)."""

from datetime import date

from core.accounts.enums import Role
from dialogues import services
from dialogues.enums import Answer
from partners.tests.factories import PartnerFactory
from schools.tests.factories import SchoolFactory

TABLE = """
                                                head spec dire memb guar case regi oper neig anon
dialogues:table_list                     GET    200  200  403  403  403  403  200  404  404  in
dialogues:session_list                   GET    200  200  403  403  403  403  200  404  404  in
dialogues:table_new                      GET    200  200  403  403  403  403  403  404  404  in
dialogues:table_new                      POST   302  302  403  403  403  403  403  404  404  in
dialogues:table_detail {dialogue_table}  GET    200  200  403  403  403  403  200  404  404  in
dialogues:session_new {dialogue_table}   GET    200  200  403  403  403  403  403  404  404  in
dialogues:session_new {dialogue_table}   POST   302  302  403  403  403  403  403  404  404  in
dialogues:school_agreements {sitting_school} GET 200 200  403  403  403  403  200  404  404  in
dialogues:session_detail {sitting}       GET    200  200  403  403  403  403  200  404  404  in
dialogues:acta_preview {sitting}         GET    200  200  403  403  403  403  200  404  404  in
dialogues:acta_issue {sitting}           GET    405  403  403  403  403  403  403  404  404  in
dialogues:acta_issue {sitting}           POST   302  403  403  403  403  403  403  404  404  in
dialogues:reading_link {observation}     GET    200  200  403  403  403  403  403  404  404  in
dialogues:reading_link {observation}     POST   302  302  403  403  403  403  403  404  404  in
dialogues:reading_renew {observation}    GET    405  405  403  403  403  403  403  404  404  in
dialogues:reading_renew {observation}    POST   302  302  403  403  403  403  403  404  404  in
dialogues:item_correct {noted_attendance} GET 200 200 403  403  403  403  403  404  404  in
dialogues:item_correct {noted_attendance} POST 302 302 403 403  403  403  403  404  404  in
dialogues:item_strike {noted_attendance} GET 200 200 403 403  403  403  403  404  404  in
dialogues:item_strike {noted_attendance} POST 302 302 403  403  403  403  403  404  404  in
dialogues:acta_circulate {sitting}       GET    405  405  403  403  403  403  403  404  404  in
dialogues:acta_circulate {sitting}       POST   302  302  403  403  403  403  403  404  404  in
dialogues:observation_rule {observation} GET    200  200  403  403  403  403  403  404  404  in
dialogues:observation_rule {observation} POST   302  302  403  403  403  403  403  404  404  in
dialogues:reading_show {reading_token}   GET    200  200  200  200  200  200  200  200  200  200
dialogues:reading_show {reading_token}   POST   302  302  302  302  302  302  302  302  302  302
dialogues:member_add {dialogue_table}    GET    200  200  403  403  403  403  403  404  404  in
dialogues:member_add {dialogue_table}    POST   302  302  403  403  403  403  403  404  404  in
dialogues:member_remove {table_member}   GET    405  405  403  403  403  403  403  404  404  in
dialogues:member_remove {table_member}   POST   302  302  403  403  403  403  403  404  404  in
dialogues:session_invite {sitting_ahead} GET    405  405  403  403  403  403  403  404  404  in
dialogues:session_invite {sitting_ahead} POST   302  302  403  403  403  403  403  404  404  in
dialogues:session_move {sitting_ahead}   GET    200  200  403  403  403  403  403  404  404  in
dialogues:session_move {sitting_ahead}   POST   302  302  403  403  403  403  403  404  404  in
dialogues:session_cancel {sitting_ahead} GET    200  200  403  403  403  403  403  404  404  in
dialogues:session_cancel {sitting_ahead} POST   302  302  403  403  403  403  403  404  404  in
dialogues:invitation_came {invited}      GET    405  405  403  403  403  403  403  404  404  in
dialogues:invitation_came {invited}      POST   302  302  403  403  403  403  403  404  404  in
dialogues:invitation_show {invited_token} GET   200  200  200  200  200  200  200  200  200  200
dialogues:invitation_show {invited_token} POST  302  302  302  302  302  302  302  302  302  302
dialogues:invitation_calendar {invited_token} GET 200 200 200 200 200 200 200 200 200 200
dialogues:attendance_add {sitting}       GET    405  405  403  403  403  403  403  404  404  in
dialogues:attendance_add {sitting}       POST   302  302  403  403  403  403  403  404  404  in
dialogues:problem_add {sitting}          GET    405  405  403  403  403  403  403  404  404  in
dialogues:problem_add {sitting}          POST   302  302  403  403  403  403  403  404  404  in
dialogues:agreement_add {sitting}        GET    405  405  403  403  403  403  403  404  404  in
dialogues:agreement_add {sitting}        POST   302  302  403  403  403  403  403  404  404  in
"""
POSTED = {
    "dialogues:table_new": {"name": "Mesa de Ite", "territory": "{sitting_territory}"},
    "dialogues:session_new": {"session_date": "2026-09-30", "place": "Municipalidad"},
    "dialogues:acta_circulate": {"until": "2050-01-01"},
    "dialogues:observation_rule": {"ruling": "accepted", "answered_at": "{observation_at}"},
    "dialogues:reading_show": {"said": "agrees"},
    "dialogues:attendance_add": {"name": "Julia Mamani", "entity": "APAFA"},
    "dialogues:reading_link": {"email": "julia@example.pe"},
    "dialogues:item_correct": {"name": "Rosa Quispe Mamani", "entity": "IE San Martín"},
    "dialogues:item_strike": {"reason": "No vino"},
    "dialogues:member_add": {"name": "Julia Mamani", "entity": "APAFA"},
    "dialogues:session_move": {"session_date": "2050-02-02", "place": "Colegio"},
    "dialogues:session_cancel": {"reason": "Huaico en la carretera"},
    "dialogues:invitation_show": {"answer": "yes"},
    "dialogues:problem_add": {"text": "Falta agua", "severity": "3", "reach": "2", "feasibility": "2"},
    "dialogues:agreement_add": {
        "partner": "{sitting_partner}",
        "what": "Tanques",
        "category": "water",
        "quantity": "1",
        "unit": "tanques",
        "due_date": "2026-10-30",
        "schools": "{sitting_school}",
    },
}


def things(people):
    """A table that sat once, with a school and a partner to agree with."""
    head = people[Role.UGEL_HEAD]
    school, partner = SchoolFactory(), PartnerFactory(created_by=head)
    table = services.open_table(name=f"Mesa {school.pk}", territory=school.district, by=head)
    sitting = services.convene(table=table, session_date=date(2026, 8, 3), place="Local comunal", by=head)
    came = services.note_attendance(session=sitting, name="Rosa Quispe", entity="IE San Martín", by=head)
    services.note_problem(session=sitting, text="Falta agua", severity=3, reach=2, feasibility=2, by=head)
    other = services.convene(table=table, session_date=date(2026, 8, 4), place="Local comunal", by=head)
    for name in ("Rosa Quispe", "Julia Mamani"):
        services.note_attendance(session=other, name=name, entity="IE San Martín", by=head)
    services.note_problem(session=other, text="Falta luz", severity=3, reach=2, feasibility=2, by=head)
    services.circulate(session=other, until=date(2050, 1, 1), by=head)
    reader, observer = other.readings.order_by("pk")
    observed = services.answer(reading=observer, said=Answer.PROPOSES, words="Falta un acuerdo")
    member = services.add_member(table=table, name="Pedro Choque", entity="JASS", by=head)
    services.add_member(table=table, name="Flora Ticona", entity="APAFA", by=head)
    ahead, called = (
        services.convene(table=table, session_date=date(2050, 1, day), place="Local comunal", by=head) for day in (3, 4)
    )
    invited, other_invited = services.invite(session=called, by=head)
    return {
        "table_member": member.pk,
        "sitting_ahead": ahead.pk,
        "invited": invited.pk,
        "invited_token": services.INVITATIONS.token_of(other_invited),
        "noted_attendance": ["asistencia", came.pk],
        "observation": observed.pk,
        "observation_at": observed.answered_at.isoformat(),
        "reading_token": services.token_of(reader),
        "dialogue_table": table.pk,
        "sitting": sitting.pk,
        "sitting_territory": school.district_id,
        "sitting_school": school.pk,
        "sitting_partner": partner.pk,
    }
