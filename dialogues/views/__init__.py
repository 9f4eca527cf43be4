from dialogues.views.actas import acta_circulate, acta_issue, acta_preview
from dialogues.views.correcting import item_correct, item_strike
from dialogues.views.invited import invitation_calendar, invitation_show
from dialogues.views.inviting import (
    invitation_came,
    member_add,
    member_remove,
    session_invite,
)
from dialogues.views.reading import observation_rule, reading_link, reading_renew, reading_show
from dialogues.views.sittings import (
    agreement_add,
    attendance_add,
    problem_add,
    school_agreements,
    session_cancel,
    session_detail,
    session_list,
    session_move,
    session_new,
    table_detail,
    table_list,
    table_new,
)

__all__ = [
    "acta_circulate",
    "acta_issue",
    "acta_preview",
    "agreement_add",
    "attendance_add",
    "invitation_calendar",
    "invitation_came",
    "invitation_show",
    "item_correct",
    "item_strike",
    "member_add",
    "member_remove",
    "observation_rule",
    "problem_add",
    "reading_link",
    "reading_renew",
    "reading_show",
    "school_agreements",
    "session_cancel",
    "session_detail",
    "session_invite",
    "session_list",
    "session_move",
    "session_new",
    "table_detail",
    "table_list",
    "table_new",
]
