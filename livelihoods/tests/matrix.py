"""The rows of livelihoods in the isolation matrix (tests/tenancy/matrix.py)."""

from django.utils import timezone

from core.accounts.enums import Role
from livelihoods import services
from livelihoods.enums import SupportKind, Watcher
from livelihoods.tests.factories import make_enterprise, make_group, make_village, tell_month
from partners.tests.factories import PartnerFactory
from schools.models import School, SchoolStaff
from schools.tests.factories import TerritoryFactory

TABLE = """
                                                     head spec dire memb guar case regi oper neig anon
livelihoods:group_list                        GET    200  200  403  403  403  403  200  404  404  in
livelihoods:group_export                      GET    200  200  403  403  403  403  200  404  404  in
livelihoods:group_create                      GET    200  200  403  403  403  403  403  404  404  in
livelihoods:group_create                      POST   302  302  403  403  403  403  403  404  404  in
livelihoods:group_detail {village_group}      GET    200  200  403  403  403  403  200  404  404  in
livelihoods:group_edit {village_group}        GET    200  200  403  403  403  403  403  404  404  in
livelihoods:group_edit {village_group}        POST   302  302  403  403  403  403  403  404  404  in
livelihoods:group_close {idle_group}          GET    200  200  403  403  403  403  403  404  404  in
livelihoods:group_close {idle_group}          POST   302  302  403  403  403  403  403  404  404  in
livelihoods:group_reopen {closed_group}       GET    405  405  403  403  403  403  403  404  404  in
livelihoods:group_reopen {closed_group}       POST   302  302  403  403  403  403  403  404  404  in
livelihoods:member_add {village_group}        GET    200  200  403  403  403  403  403  404  404  in
livelihoods:member_add {village_group}        POST   302  302  403  403  403  403  403  404  404  in
livelihoods:member_edit {group_member}        GET    200  200  403  403  403  403  403  404  404  in
livelihoods:member_edit {group_member}        POST   302  302  403  403  403  403  403  404  404  in
livelihoods:member_end {group_member}         GET    200  200  403  403  403  403  403  404  404  in
livelihoods:member_end {group_member}         POST   302  302  403  403  403  403  403  404  404  in
livelihoods:member_restore {former_member}    GET    405  405  403  403  403  403  403  404  404  in
livelihoods:member_restore {former_member}    POST   302  302  403  403  403  403  403  404  404  in
livelihoods:grant_add {village_group}         GET    200  200  403  403  403  403  403  404  404  in
livelihoods:grant_add {village_group}         POST   302  302  403  403  403  403  403  404  404  in
livelihoods:grant_correct {group_grant}       GET    200  200  403  403  403  403  403  404  404  in
livelihoods:grant_correct {group_grant}       POST   302  302  403  403  403  403  403  404  404  in
livelihoods:watch_tell {village_group}        GET    200  200  403  403  403  403  403  404  404  in
livelihoods:watch_tell {village_group}        POST   302  302  403  403  403  403  403  404  404  in
livelihoods:enterprise_list                   GET    200  200  403  403  403  403  200  404  404  in
livelihoods:enterprise_export                 GET    200  200  403  403  403  403  200  404  404  in
livelihoods:enterprise_open {village_group}   GET    200  200  403  403  403  403  403  404  404  in
livelihoods:enterprise_open {village_group}   POST   302  302  403  403  403  403  403  404  404  in
livelihoods:enterprise_detail {enterprise}    GET    200  200  403  403  403  403  200  404  404  in
livelihoods:enterprise_edit {enterprise}      GET    200  200  403  403  403  403  403  404  404  in
livelihoods:enterprise_edit {enterprise}      POST   302  302  403  403  403  403  403  404  404  in
livelihoods:enterprise_close {enterprise}     GET    200  200  403  403  403  403  403  404  404  in
livelihoods:enterprise_close {enterprise}     POST   302  302  403  403  403  403  403  404  404  in
livelihoods:enterprise_reopen {enterprise_closed} GET  405 405 403 403  403  403  403  404  404  in
livelihoods:enterprise_reopen {enterprise_closed} POST 302 302 403 403  403  403  403  404  404  in
livelihoods:families_tell {enterprise}        GET    200  200  403  403  403  403  403  404  404  in
livelihoods:families_tell {enterprise}        POST   302  302  403  403  403  403  403  404  404  in
livelihoods:income_tell {enterprise}          GET    200  200  403  403  403  403  403  404  404  in
livelihoods:income_tell {enterprise}          POST   302  302  403  403  403  403  403  404  404  in
livelihoods:income_correct {income}           GET    200  200  403  403  403  403  403  404  404  in
livelihoods:income_correct {income}           POST   302  302  403  403  403  403  403  404  404  in
livelihoods:support_list                      GET    200  200  403  403  403  403  200  404  404  in
livelihoods:support_export                    GET    200  200  403  403  403  403  200  404  404  in
livelihoods:support_tell                      GET    200  200  403  403  403  403  403  404  404  in
livelihoods:support_tell                      POST   302  302  403  403  403  403  403  404  404  in
livelihoods:support_detail {village_support}  GET    200  200  403  403  403  403  200  404  404  in
livelihoods:support_correct {village_support} GET    200  200  403  403  403  403  403  404  404  in
livelihoods:support_correct {village_support} POST   302  302  403  403  403  403  403  404  404  in
livelihoods:word_strike {told_income}         GET    200  200  403  403  403  403  403  404  404  in
livelihoods:word_strike {told_income}         POST   302  302  403  403  403  403  403  404  404  in
livelihoods:school_support {village_school}   GET    200  200  200  404  403  403  200  404  404  in
livelihoods:school_support_tell {village_school} GET 200  200  200  404  403  403  403  404  404  in
livelihoods:school_support_tell {village_school} POST 302 302  302  404  403  403  403  404  404  in
"""
ARGUMENTS = {
    "livelihoods:group_export": ["csv"],
    "livelihoods:enterprise_export": ["xlsx"],
    "livelihoods:support_export": ["csv"],
}
MEMBER = {"name": "Gulnara Asanova", "role": "elder", "from_date": "2026-01-20"}
HELP = {"kind": "material", "day": "2026-02-01", "children": "12", "disabled_children": "", "per": ""}
NO_LINES = {"reparto-TOTAL_FORMS": "1", "reparto-INITIAL_FORMS": "0", "reparto-0-purpose": "meals"}
ENTERPRISE = {"kind": "sewing", "quantity": "1", "opened_date": "2026-01-10"}
POSTED = {
    "livelihoods:group_create": {"village": "{free_village}", "formed_date": "2026-01-15"},
    "livelihoods:group_edit": {"formed_date": "2020-01-01", "notes": "Se reúne los lunes"},
    "livelihoods:group_close": lambda: {"closed_date": timezone.localdate().isoformat(), "reason": "Ya no se reúne"},
    "livelihoods:member_add": {**MEMBER, "name": "Otra persona"},
    "livelihoods:member_edit": MEMBER,
    "livelihoods:member_end": lambda: {"to_date": timezone.localdate().isoformat(), "reason": "Se mudó"},
    "livelihoods:grant_add": {"partner": "{group_partner}", "awarded_date": "2026-02-01", "purpose": "Semillas"},
    "livelihoods:grant_correct": {
        "partner": "{group_partner}",
        "amount": "500",
        "awarded_date": "2026-02-01",
        "purpose": "Semillas",
        "reason": "Llegó el documento",
    },
    "livelihoods:watch_tell": {"watcher": "children", "day": "2026-02-01", "people": ""},
    "livelihoods:enterprise_open": ENTERPRISE,
    "livelihoods:enterprise_edit": {**ENTERPRISE, "kind": "greenhouse", "opened_date": "2024-01-10", "quantity": "4"},
    "livelihoods:enterprise_close": lambda: {
        "closed_date": timezone.localdate().isoformat(),
        "reason": "Terminó la campaña",
    },
    "livelihoods:families_tell": {"day": "2026-02-02", "families": "3"},
    "livelihoods:income_tell": {"from_date": "2026-02-01", "to_date": "2026-02-28", "net": "", **NO_LINES},
    "livelihoods:income_correct": {
        "from_date": "2026-01-11",
        "to_date": "2026-01-31",
        "net": "-5",
        "reason": "Faltaba un gasto",
        **NO_LINES,
    },
    "livelihoods:support_tell": {**HELP, "territory": "{free_village}"},
    "livelihoods:support_correct": {**HELP, "territory": "{free_village}", "reason": "Eran doce"},
    "livelihoods:word_strike": {"reason": "Era de otra empresa"},
    "livelihoods:school_support_tell": {**HELP, "kind": "tutoring", "times": "2", "per": "week"},
}


def things(people):
    """A village whose group runs an enterprise that earned, a closed one, an idle one, and a village without any."""
    head = people[Role.UGEL_HEAD]
    district = TerritoryFactory(code="230394", name="DISTRITO DE GRUPOS")
    names = ("CON GRUPO", "SIN GRUPO", "CERRADO", "QUIETO")
    village, free, shut, idle = (
        make_village(f"23039400{at:02}", name, district=district) for at, name in enumerate(names)
    )
    school = School.objects.get(centre_code=village.code)
    if director := people.get(Role.SCHOOL_HEAD):
        SchoolStaff.objects.create(school=school, user=director, is_head=True)
    group = make_group(head, village, days=2500)
    closed = make_group(head, shut, days=2500)
    services.close_group(group=closed, closed_date=timezone.localdate(), reason="Ya no se reúne", by=head)
    member, former = (services.add_member(group=group, name=name, by=head) for name in ("Aida Toktosunova", "Ermek"))
    services.end_member(member=former, to_date=timezone.localdate(), reason="Se mudó", by=head)
    partner = PartnerFactory(created_by=head)
    day = timezone.localdate()
    grant = services.tell_grant(group=group, partner=partner, awarded_date=day, purpose="Semillas", by=head)
    enterprise, ended = (make_enterprise(head, group, days=2000) for _ in range(2))
    services.close_enterprise(enterprise=ended, closed_date=day, reason="Helada", by=head)
    services.tell_watch(group=group, watcher=Watcher.SOCIAL_PEDAGOGUE, day=day, by=head)
    income = tell_month(head, enterprise, month=1)
    support = services.tell_support(kind=SupportKind.MATERIAL, day=day, territory=village, children=5, by=head)
    return {
        "village_group": group.pk,
        "closed_group": closed.pk,
        "idle_group": make_group(head, idle).pk,
        "free_village": free.pk,
        "group_member": member.pk,
        "former_member": former.pk,
        "group_partner": partner.pk,
        "group_grant": grant.pk,
        "enterprise": enterprise.pk,
        "enterprise_closed": ended.pk,
        "income": income.pk,
        "told_income": ["ingreso", income.pk],
        "village_support": support.pk,
        "village_school": school.pk,
    }
