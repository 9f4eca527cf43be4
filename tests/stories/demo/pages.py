"""The pages axe reads: who opens which address, and which of the demo's things stands in it."""

from django.db.models import Count

from core.accounts.models import Membership
from safety.enums import CheckState
from safety.models import AnswerPhoto, Check, CheckImport

# person, address, thing
PAGES = [
    # signed out
    (None, "account_login", ""),
    (None, "account_reset_password", ""),
    (None, "account_reset_password_done", ""),
    (None, "account_reset_password_from_key", "bad_key"),
    (None, "account_reset_password_from_key_done", ""),
    (None, "account_inactive", ""),
    (None, "account_signup", ""),
    (None, "documents:document_find", ""),
    # the house
    ("head", "home", ""),
    ("specialist", "home", ""),
    ("director", "home", ""),
    ("region_reader", "home", ""),
    ("head", "gallery", ""),
    ("head", "gallery_phone", ""),
    ("head", "people_list", ""),
    ("head", "people_invite", ""),
    ("head", "people_withdraw", "member"),
    ("head", "people_invitation", "member"),
    ("head", "settings_edit", ""),
    ("head", "account_change_password", ""),
    ("head", "account_logout", ""),
    ("head", "account_reauthenticate", ""),
    ("specialist", "notifications:notice_list", ""),
    ("director", "notifications:preference_edit", ""),
    ("specialist", "notifications:hand_over_list", ""),
    ("head", "jobs:job_list", ""),
    # reports
    ("head", "reports:report_list", ""),
    ("head", "reports:report_plan", ""),
    ("head", "reports:indicator_list", ""),
    ("head", "reports:letterhead_edit", ""),
    ("region_reader", "reports:region_overview", ""),
    # ESYA
    ("specialist", "safety:check_list", ""),
    ("specialist", "safety:check_plan", ""),
    ("head", "safety:check_detail", "check_verified"),
    ("specialist", "safety:check_replan", "check_planned"),
    ("specialist", "safety:check_cancel", "check_planned"),
    ("specialist", "safety:check_fill", "check_planned"),
    ("specialist", "safety:check_answer", "check_dimension"),
    ("specialist_2", "safety:check_answer", "check_photographed"),
    ("specialist_2", "safety:photo_remove", "check_photo"),
    ("specialist", "safety:check_submit", "check_planned"),
    ("head", "safety:check_verify", "check_submitted"),
    ("head", "safety:check_return", "check_submitted"),
    ("specialist", "safety:school_checks", "checked_school"),
    ("region_reader", "safety:improvement_evidence", "checked_school"),
    ("specialist", "safety:check_compare", "check_pair"),
    ("specialist", "safety:import_new", ""),
    ("specialist", "safety:import_detail", "check_import"),
]

THINGS = {
    "bad_key": lambda demo: ["1", "set-password"],
    "member": lambda demo: [Membership.objects.get(user=demo.people["specialist_2"]).pk],
    "check_verified": lambda demo: [pair_of_checks()[1].pk],
    "check_planned": lambda demo: [planned_check(demo).pk],
    "check_dimension": lambda demo: [planned_check(demo).pk, "water"],
    "check_photographed": lambda demo: [returned_photo().safety_check_id, returned_photo().item.dimension],
    "check_photo": lambda demo: [returned_photo().safety_check_id, returned_photo().pk],
    "check_submitted": lambda demo: [Check.objects.waiting().first().pk],
    "checked_school": lambda demo: [pair_of_checks()[1].school_id],
    "check_pair": lambda demo: [check.pk for check in pair_of_checks()],
    "check_import": lambda demo: [CheckImport.objects.first().pk],
}


def planned_check(demo):
    return Check.objects.filter(state=CheckState.PLANNED, author=demo.people["specialist"]).first()


def returned_photo():
    """A picture its author may still take off: her check came back to her."""
    return AnswerPhoto.objects.filter(safety_check__state=CheckState.RETURNED).select_related("item").first()


def pair_of_checks():
    """Two verified checks of one school, both with photos."""
    school = AnswerPhoto.objects.values("safety_check__school").annotate(n=Count("safety_check", distinct=True))
    found = school.filter(n=2, safety_check__state=CheckState.VERIFIED).order_by("safety_check__school").first()
    return list(Check.objects.verified().filter(school=found["safety_check__school"]).order_by("visited_date"))


# Addresses that answer, and why axe has nothing to read there, or reads it elsewhere.
NO_PAGES = {
    "health_alive": "JSON",
    "health_ready": "JSON",
    "security_txt": "plain text",
    "api_schema": "an API's description",
    "gallery_print": "paper",
    "safety:checklist_print": "paper",
    "safety:check_print": "paper",
    "safety:import_template": "a spreadsheet",
    "check-list": "JSON",
    "check-detail": "JSON",
    "files:upload_receive": "JSON",
    "schools:export_csv": "a spreadsheet",
    "schools:export_xlsx": "a spreadsheet",
    "schools:export_download": "a spreadsheet",
    "schools:people_export": "a spreadsheet",
    "schools:sheet_template": "a spreadsheet",
    "reports:report_file": "a file",
    "needs:need_sheet": "paper",
    "jobs:job_detail": "the story of the import waits there",
}

# A debt: pages that no axe has read with the demo in them; each goes up into PAGES with its thing.
UNREAD = {
    "access_by_mail",
    "card_issue",
    "card_sheet_detail",
    "cards_issue",
    "code_enter",
    "code_issue",
    "code_show",
    "code_type",
    "documents:document_verify",
    "mfa_index",
    "mfa_list_webauthn",
    "needs:need_answer",
    "needs:need_contradict",
    "needs:need_detail",
    "needs:need_duplicate",
    "needs:need_list",
    "needs:need_reopen",
    "needs:need_report",
    "needs:need_resubmit",
    "needs:school_needs",
    "needs:schools_most_needy",
    "needs:schools_without_help",
    "person_detail",
    "person_end_access",
    "person_phone",
    "reports:figure_detail",
    "reports:report_detail",
    "reports:report_issue",
    "reports:report_verify",
    "reports:text_edit",
    "schools:access_list",
    "schools:characteristic_edit",
    "schools:enrolment_edit",
    "schools:padron_detail",
    "schools:padron_list",
    "schools:padron_rows",
    "schools:padron_undo",
    "schools:padron_upload",
    "schools:school_create",
    "schools:school_detail",
    "schools:school_edit",
    "schools:school_list",
    "schools:school_map",
    "schools:sheet_detail",
    "schools:sheet_upload",
    "schools:staff_add",
    "schools:staff_card",
    "schools:staff_end",
    "schools:staff_hand_over",
    "schools:staff_handed_over",
    "schools:staff_list",
    "schools:target_detail",
    "schools:target_discard",
    "schools:target_list",
}
