from guardians.views.guardians import (
    code_publish,
    guardian_accept,
    guardian_detail,
    guardian_end,
    guardian_places,
    guardian_scan,
    tie_declare,
    tie_end,
)
from guardians.views.lists import guardian_export, guardian_list, school_list, visit_list
from guardians.views.mine import my_visits, visit_tell
from guardians.views.samples import sample_detail, sample_draw, sample_list
from guardians.views.slips import slips_download, slips_print, slips_ready, visit_slip
from guardians.views.visits import visit_assign, visit_call_off, visit_detail

__all__ = [
    "code_publish",
    "guardian_accept",
    "guardian_detail",
    "guardian_end",
    "guardian_export",
    "guardian_list",
    "guardian_places",
    "guardian_scan",
    "my_visits",
    "sample_detail",
    "sample_draw",
    "sample_list",
    "school_list",
    "slips_download",
    "slips_print",
    "slips_ready",
    "tie_declare",
    "tie_end",
    "visit_assign",
    "visit_call_off",
    "visit_detail",
    "visit_list",
    "visit_slip",
    "visit_tell",
]
