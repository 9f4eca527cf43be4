from dialogues.views.actas import acta_circulate, acta_issue, acta_preview
from dialogues.views.correcting import item_correct, item_strike
from dialogues.views.reading import observation_rule, reading_link, reading_renew, reading_show
from dialogues.views.sittings import (
    agreement_add,
    attendance_add,
    problem_add,
    school_agreements,
    session_detail,
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
    "item_correct",
    "item_strike",
    "observation_rule",
    "problem_add",
    "reading_link",
    "reading_renew",
    "reading_show",
    "school_agreements",
    "session_detail",
    "session_new",
    "table_detail",
    "table_list",
    "table_new",
]
