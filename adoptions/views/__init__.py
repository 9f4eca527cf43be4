from adoptions.views.adopting import (
    adoption_create,
    adoption_detail,
    adoption_hand_over,
    adoption_renew,
    adoption_return,
    recognition_issue,
)
from adoptions.views.days import day_detail, day_plan, day_tell
from adoptions.views.neediest import neediest_add, neediest_current, neediest_detail, neediest_freeze
from adoptions.views.pool import partner_adoptions, school_adoptions, school_list

__all__ = [
    "adoption_create",
    "adoption_detail",
    "adoption_hand_over",
    "adoption_renew",
    "adoption_return",
    "day_detail",
    "day_plan",
    "day_tell",
    "neediest_add",
    "neediest_current",
    "neediest_detail",
    "neediest_freeze",
    "partner_adoptions",
    "recognition_issue",
    "school_adoptions",
    "school_list",
]
