from needs.views.answering import need_answer, need_duplicate, need_reopen
from needs.views.lists import need_list, school_needs, schools_most_needy, schools_without_help
from needs.views.reporting import need_detail, need_report, need_resubmit, need_sheet
from needs.views.sheets import need_export, need_import
from needs.views.solving import need_confirm, need_contradict, need_say_solved

__all__ = [
    "need_answer",
    "need_confirm",
    "need_contradict",
    "need_detail",
    "need_duplicate",
    "need_export",
    "need_import",
    "need_list",
    "need_reopen",
    "need_report",
    "need_resubmit",
    "need_say_solved",
    "need_sheet",
    "school_needs",
    "schools_most_needy",
    "schools_without_help",
]
