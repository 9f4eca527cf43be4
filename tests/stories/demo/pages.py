"""The pages axe reads: who opens which address, and which of the demo's things stands in it."""

from core.accounts.models import Membership

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
]

THINGS = {
    "bad_key": lambda demo: ["1", "set-password"],
    "member": lambda demo: [Membership.objects.get(user=demo.people["specialist_2"]).pk],
}

# Addresses that answer, and why axe has nothing to read there, or reads it elsewhere.
NO_PAGES = {
    "health_alive": "JSON",
    "health_ready": "JSON",
    "security_txt": "plain text",
    "api_schema": "an API's description",
    "gallery_print": "paper",
    "files:upload_receive": "JSON",
    "jobs:job_detail": "the story of the import waits there",
}
