from needs.views.answering import need_answer, need_duplicate, need_reopen, needs_answer
from needs.views.lists import need_list, school_needs, schools_most_needy, schools_without_help
from needs.views.papers import paper_detail, paper_download, paper_print
from needs.views.reporting import need_detail, need_report, need_resubmit
from needs.views.sheets import (
    import_columns,
    import_confirm,
    import_detail,
    import_new,
    import_undo,
    import_words,
    need_export,
)
from needs.views.solving import need_confirm, need_contradict, need_say_solved

__all__ = [
    "import_columns",
    "import_confirm",
    "import_detail",
    "import_new",
    "import_undo",
    "import_words",
    "need_answer",
    "need_confirm",
    "need_contradict",
    "need_detail",
    "need_duplicate",
    "need_export",
    "need_list",
    "need_reopen",
    "need_report",
    "need_resubmit",
    "need_say_solved",
    "needs_answer",
    "paper_detail",
    "paper_download",
    "paper_print",
    "school_needs",
    "schools_most_needy",
    "schools_without_help",
]
