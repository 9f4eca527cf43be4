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
    (None, "account_reset_password_from_key", ""),
    (None, "account_reset_password_from_key_done", ""),
    (None, "account_inactive", ""),
    (None, "account_signup", ""),
    (None, "documents:document_find", ""),
    (None, "documents:document_verify", "paper"),
    (None, "code_enter", ""),
    (None, "code_type", ""),
    (None, "code_show", "secret"),
    (None, "access_by_mail", ""),
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
    ("head", "mfa_index", ""),
    ("head", "mfa_list_webauthn", ""),
    ("specialist", "person_detail", "holder"),
    ("specialist", "person_phone", "holder"),
    ("specialist", "person_end_access", "holder"),
    ("specialist", "card_issue", "holder"),
    ("specialist", "code_issue", "holder"),
    ("specialist", "cards_issue", ""),
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
    ("head", "reports:report_detail", "draft"),
    ("region_reader", "reports:report_detail", "issued"),
    ("region_reader", "reports:figure_detail", "figure"),
    ("head", "reports:report_issue", "reviewed"),
    ("head", "reports:report_verify", "issued"),
    ("specialist", "reports:text_edit", "report_text"),
    # registry
    ("specialist", "schools:school_list", ""),
    ("director", "schools:school_detail", "school"),
    ("specialist", "schools:school_detail", "school"),
    ("specialist", "schools:school_map", ""),
    ("specialist", "schools:school_create", ""),
    ("specialist", "schools:school_edit", "school"),
    ("director", "schools:enrolment_edit", "school"),
    ("specialist", "schools:characteristic_edit", "service"),
    ("specialist", "schools:padron_list", ""),
    ("specialist", "schools:padron_upload", ""),
    ("specialist", "schools:padron_detail", "padron"),
    ("specialist", "schools:padron_rows", "padron_rows"),
    ("specialist", "schools:padron_undo", "padron_applied"),
    ("specialist", "schools:sheet_upload", ""),
    ("specialist", "schools:sheet_detail", "school_sheet"),
    ("specialist", "schools:target_list", ""),
    ("specialist", "schools:target_detail", "target"),
    ("specialist", "schools:target_discard", "target"),
    ("specialist", "schools:access_list", ""),
    ("specialist", "schools:staff_list", "school"),
    ("specialist", "schools:staff_add", "school"),
    ("specialist", "schools:staff_hand_over", "school"),
    ("specialist", "schools:staff_handed_over", "assignment"),
    ("specialist", "schools:staff_card", "assignment"),
    ("specialist", "schools:staff_end", "assignment"),
    # needs
    ("specialist", "needs:need_list", ""),
    ("director", "needs:need_list", ""),
    ("director", "needs:need_report", ""),
    ("director", "needs:need_detail", "need"),
    ("director", "needs:need_resubmit", "need_returned"),
    ("director", "needs:need_contradict", "need_said"),
    ("specialist", "needs:need_answer", "need"),
    ("specialist", "needs:need_duplicate", "need"),
    ("specialist", "needs:need_reopen", "need_closed"),
    ("specialist", "needs:school_needs", "school"),
    ("specialist", "needs:schools_most_needy", ""),
    ("specialist", "needs:schools_without_help", ""),
    ("specialist", "needs:need_import", ""),
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
    "card_sheet_detail": "the story of the cards waits there",
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
    "needs:need_export": "a file",
    "jobs:job_detail": "the story of the import waits there",
}
