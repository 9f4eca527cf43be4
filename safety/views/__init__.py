from safety.views.checks import (
    check_cancel,
    check_detail,
    check_list,
    check_plan,
    check_replan,
    school_checks,
)
from safety.views.comparison import check_compare, improvement_evidence
from safety.views.filling import check_answer, check_fill, check_submit, photo_remove
from safety.views.imports import import_detail, import_new, import_template
from safety.views.printing import check_print, checklist_print
from safety.views.verification import check_return, check_verify

__all__ = [
    "check_answer",
    "check_cancel",
    "check_compare",
    "check_detail",
    "check_fill",
    "check_list",
    "check_plan",
    "check_print",
    "check_replan",
    "check_return",
    "check_submit",
    "check_verify",
    "checklist_print",
    "import_detail",
    "import_new",
    "import_template",
    "improvement_evidence",
    "photo_remove",
    "school_checks",
]
