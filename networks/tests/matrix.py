"""The rows of the local networks in the isolation matrix (tests/tenancy/matrix.py)."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core.accounts.enums import Role
from core.jobs.services import enqueue
from core.tenancy.scope import current_ugel
from networks import services
from networks.tests.factories import make_district, make_meeting, make_member, make_network, plan
from networks.views.sheets import PRINT
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory

TABLE = """
                                                head spec dire memb guar case regi oper neig anon
networks:network_list                    GET    200  200  403  403  403  403  200  404  404  in
networks:network_export                  GET    200  200  403  403  403  403  200  404  404  in
networks:network_create                  GET    200  200  403  403  403  403  403  404  404  in
networks:network_create                  POST   302  302  403  403  403  403  403  404  404  in
networks:network_detail {network}        GET    200  200  403  403  403  403  200  404  404  in
networks:network_edit {network}          GET    200  200  403  403  403  403  403  404  404  in
networks:network_edit {network}          POST   302  302  403  403  403  403  403  404  404  in
networks:network_close {network_idle}    GET    200  200  403  403  403  403  403  404  404  in
networks:network_close {network_idle}    POST   302  302  403  403  403  403  403  404  404  in
networks:network_reopen {network_closed} GET    405  405  403  403  403  403  403  404  404  in
networks:network_reopen {network_closed} POST   302  302  403  403  403  403  403  404  404  in
networks:coordinator_name {network}      GET    200  200  403  403  403  403  403  404  404  in
networks:coordinator_name {network}      POST   302  302  403  403  403  403  403  404  404  in
networks:member_add {network}            GET    200  200  403  403  403  403  403  404  404  in
networks:member_add {network}            POST   302  302  403  403  403  403  403  404  404  in
networks:member_edit {network_member}    GET    200  200  403  403  403  403  403  404  404  in
networks:member_edit {network_member}    POST   302  302  403  403  403  403  403  404  404  in
networks:member_end {network_member}     GET    200  200  403  403  403  403  403  404  404  in
networks:member_end {network_member}     POST   302  302  403  403  403  403  403  404  404  in
networks:member_restore {network_former} GET    405  405  403  403  403  403  403  404  404  in
networks:member_restore {network_former} POST   302  302  403  403  403  403  403  404  404  in
networks:network_plan {network}          GET    200  200  403  403  403  403  200  404  404  in
networks:task_plan {network}             GET    200  200  403  403  403  403  403  404  404  in
networks:task_plan {network}             POST   302  302  403  403  403  403  403  404  404  in
networks:task_edit {network_task}        GET    200  200  403  403  403  403  403  404  404  in
networks:task_edit {network_task}        POST   302  302  403  403  403  403  403  404  404  in
networks:task_strike {network_task}      GET    200  200  403  403  403  403  403  404  404  in
networks:task_strike {network_task}      POST   302  302  403  403  403  403  403  404  404  in
networks:meeting_list                    GET    200  200  403  403  403  403  200  404  404  in
networks:meeting_convene {network}       GET    200  200  403  403  403  403  403  404  404  in
networks:meeting_convene {network}       POST   302  302  403  403  403  403  403  404  404  in
networks:meeting_detail {meeting}        GET    200  200  403  403  403  403  200  404  404  in
networks:meeting_move {meeting_ahead}    GET    200  200  403  403  403  403  403  404  404  in
networks:meeting_move {meeting_ahead}    POST   302  302  403  403  403  403  403  404  404  in
networks:meeting_cancel {meeting_ahead}  GET    200  200  403  403  403  403  403  404  404  in
networks:meeting_cancel {meeting_ahead}  POST   302  302  403  403  403  403  403  404  404  in
networks:meeting_call {meeting_ahead}    GET    405  405  403  403  403  403  403  404  404  in
networks:meeting_call {meeting_ahead}    POST   302  302  403  403  403  403  403  404  404  in
networks:members_came {meeting}          GET    405  405  403  403  403  403  403  404  404  in
networks:members_came {meeting}          POST   302  302  403  403  403  403  403  404  404  in
networks:guest_add {meeting}             GET    405  405  403  403  403  403  403  404  404  in
networks:guest_add {meeting}             POST   302  302  403  403  403  403  403  404  404  in
networks:notes_save {meeting}            GET    405  405  403  403  403  403  403  404  404  in
networks:notes_save {meeting}            POST   302  302  403  403  403  403  403  404  404  in
networks:agreement_add {meeting}         GET    405  405  403  403  403  403  403  404  404  in
networks:agreement_add {meeting}         POST   302  302  403  403  403  403  403  404  404  in
networks:attendance_strike {meeting_guest} GET  200  200  403  403  403  403  403  404  404  in
networks:attendance_strike {meeting_guest} POST 302  302  403  403  403  403  403  404  404  in
networks:acta_preview {meeting}          GET    200  200  403  403  403  403  403  404  404  in
networks:acta_issue {meeting}            GET    405  405  403  403  403  403  403  404  404  in
networks:acta_issue {meeting}            POST   302  302  403  403  403  403  403  404  404  in
networks:gap_list                        GET    200  200  403  403  403  403  403  404  404  in
networks:gap_export                      GET    200  200  403  403  403  403  403  404  404  in
networks:contacts_print                  GET    405  405  403  403  403  403  403  404  404  in
networks:contacts_print                  POST   302  302  403  403  403  403  403  404  404  in
networks:contacts_detail {contacts_job}  GET    200  404  403  403  403  403  403  404  404  in
networks:contacts_download {contacts_job} GET   200  404  403  403  403  403  403  404  404  in
networks:call_show {call_token}          GET    200  200  200  200  200  200  200  200  200  200
networks:call_calendar {call_token}      GET    200  200  200  200  200  200  200  200  200  200
networks:school_network {network_school} GET    200  200  200  404  403  403  200  404  404  in
networks:partner_networks {network_partner} GET 200  200  403  403  403  403  403  404  404  in
"""
TASK = {
    "what": "Charla a las familias",
    "category": "materials",
    "quantity": "1",
    "unit": "charla",
    "due_date": "2050-10-30",
    "member": "{network_member_known}",
}
ARGUMENTS = {"networks:network_export": ["csv"], "networks:gap_export": ["xlsx"]}
POSTED = {
    "networks:network_create": {
        "territory": "{network_free_district}",
        "name": "Red nueva",
        "founded_date": "2026-01-15",
    },
    "networks:network_edit": {"name": "Red local corregida", "founded_date": "2020-01-01"},
    "networks:network_close": lambda: {"closed_date": timezone.localdate().isoformat(), "reason": "Ya no se reúne"},
    "networks:coordinator_name": lambda: {
        "member": "{network_member_known}",
        "since_date": timezone.localdate().isoformat(),
    },
    "networks:member_add": lambda: {
        "name": "Julia Mamani",
        "institution": "JASS",
        "role": "titular",
        "sector": "water",
        "from_date": timezone.localdate().isoformat(),
    },
    "networks:member_edit": {
        "name": "Flora Ticona",
        "institution": "Centro de salud",
        "role": "alternate",
        "sector": "health",
        "from_date": "2024-01-01",
    },
    "networks:member_end": lambda: {"to_date": timezone.localdate().isoformat(), "reason": "Cambió de puesto"},
    "networks:task_plan": TASK,
    "networks:task_edit": {
        "what": "Dos campañas",
        "quantity": "2",
        "unit": "campañas",
        "due_date": "2050-01-01",
        "reason": "Se amplió",
    },
    "networks:task_strike": {"reason": "Se escribió dos veces"},
    "networks:meeting_convene": {"meeting_date": "2050-02-02", "place": "Municipalidad"},
    "networks:meeting_move": {"meeting_date": "2050-02-03", "place": "Colegio"},
    "networks:meeting_cancel": {"reason": "Huaico en la carretera"},
    "networks:members_came": {"members": "{network_member_known}"},
    "networks:guest_add": {"name": "Pedro Choque", "institution": "Junta vecinal"},
    "networks:notes_save": {"notes": "Se revisó el plan"},
    "networks:agreement_add": TASK,
    "networks:attendance_strike": {"reason": "No vino"},
}


def things(people):
    """A network that met once, with a meeting ahead, a closed one, a sheet that the head printed, a district left."""
    head = people[Role.UGEL_HEAD]
    school = SchoolFactory(district=make_district("230399", "DISTRITO CON RED"))
    SchoolFactory(district=make_district("230398", "DISTRITO SIN RED"))
    if director := people.get(Role.SCHOOL_HEAD):
        SchoolStaff.objects.create(school=school, user=director, is_head=True)
    contact = ContactFactory(partner=PartnerFactory(created_by=head))
    closed = make_network(head, district=make_district("230397", "DISTRITO CERRADO"), name="Red cerrada")
    services.close_network(network=closed, closed_date=timezone.localdate(), reason="Ya no se reúne", by=head)
    network = make_network(head, district=school.district, days=1500)
    member, former = make_member(head, network, days=900), make_member(head, network, name="Luz Apaza", days=900)
    known = make_member(head, network, contact=contact, days=900)
    services.end_member(member=former, to_date=timezone.localdate(), reason="Se mudó", by=head)
    meeting = make_meeting(head, network, came=[member])
    guest = services.note_guest(meeting=meeting, name="Pedro Choque", institution="Junta", by=head)
    services.note_dealt(meeting=meeting, notes="Se presentó el plan", by=head)
    ahead, called = (make_meeting(head, network, days=days) for days in (30, 40))
    call = services.call_members(meeting=called, by=head)[0]
    idle = make_network(head, district=make_district("230396", "DISTRITO QUIETO"), name="Red quieta")
    job = enqueue(PRINT, by=head, network_ids=[], user_id=head.pk)
    job.result = {"key": default_storage.save(f"{current_ugel().code}/redes/{job.pk}.pdf", ContentFile(b"%PDF-"))}
    job.save(update_fields=["result"])
    return {
        "network": network.pk,
        "network_idle": idle.pk,
        "network_closed": closed.pk,
        "network_free_district": make_district("230398").pk,
        "network_member": member.pk,
        "network_member_known": known.pk,
        "network_former": former.pk,
        "network_task": plan(head, network, known).pk,
        "network_school": school.pk,
        "network_partner": contact.partner_id,
        "meeting": meeting.pk,
        "meeting_ahead": ahead.pk,
        "meeting_guest": guest.pk,
        "call_token": services.CALLS.token_of(call),
        "contacts_job": job.pk,
    }
