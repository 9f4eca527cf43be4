"""Who gets what at every address: the isolation matrix, one row per address and method.

A number is the status; `in` sends to sign-in. `neighbour` is a specialist of another UGEL. What stands in `{}` is one
of the things every UGEL has (things.py): the tests ask each row again with the other UGEL's thing, and with the
UGEL's own thing at the other's address, and expect 404.
"""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from core.strategies.registry import collect

PEOPLE = (
    "ugel_head",
    "ugel_specialist",
    "school_head",
    "school_member",
    "guardian",
    "case_worker",
    "region_reader",
    "operator",
    "neighbour",
    "anonymous",
)

TABLE = """
                                                head spec dire memb guar case regi oper neig anon
# sign-in and own account
account_login                            GET    302  302  302  302  302  302  302  302  302  200
account_login                            POST   302  302  302  302  302  302  302  302  302  200
account_logout                           GET    200  200  200  200  200  200  200  200  200  302
account_logout                           POST   302  302  302  302  302  302  302  302  302  302
account_change_password                  GET    200  200  200  200  200  200  200  200  200  in
account_change_password                  POST   302  302  302  302  302  302  302  302  302  in
account_set_password                     GET    302  302  302  302  302  302  302  302  302  in
account_reset_password                   GET    200  200  200  200  200  200  200  200  200  200
account_reset_password                   POST   302  302  302  302  302  302  302  302  302  302
account_reset_password_done              GET    200  200  200  200  200  200  200  200  200  200
account_reset_password_from_key          GET    200  200  200  200  200  200  200  200  200  200
account_reset_password_from_key_done     GET    200  200  200  200  200  200  200  200  200  200
account_inactive                         GET    200  200  200  200  200  200  200  200  200  200
account_signup                           GET    302  302  302  302  302  302  302  302  302  200
account_signup                           POST   302  302  302  302  302  302  302  302  302  200
account_reauthenticate                   GET    200  200  200  200  200  200  200  200  200  in
account_reauthenticate                   POST   302  302  302  302  302  302  302  302  302  in
account_email                            GET    302  302  302  302  302  302  302  302  302  in
invitation_accept                        GET    410  410  410  410  410  410  410  410  410  410

# doors: card, code, second factor
code_enter                               GET    200  200  200  200  200  200  200  200  200  200
code_enter                               POST   302  302  302  302  302  302  302  302  302  302
code_type                                GET    200  200  200  200  200  200  200  200  200  200
code_type                                POST   302  302  302  302  302  302  302  302  302  302
code_show {secret}                       GET    200  200  200  200  200  200  200  200  200  200
access_by_mail                           GET    200  200  200  200  200  200  200  200  200  200
access_by_mail                           POST   200  200  200  200  200  200  200  200  200  200
second_factor_owed                       GET    302  302  302  302  302  302  302  302  302  302
mfa_index                                GET    200  200  200  200  200  200  200  200  200  in
mfa_authenticate                         GET    302  302  302  302  302  302  302  302  302  in
mfa_reauthenticate                       GET    302  302  302  302  302  302  302  302  302  in
mfa_activate_totp                        GET    302  302  302  302  302  302  302  302  302  in
mfa_deactivate_totp                      GET    404  404  404  404  404  404  404  404  404  in
mfa_view_recovery_codes                  GET    404  404  404  404  404  404  404  404  404  in
mfa_generate_recovery_codes              GET    302  302  302  302  302  302  302  302  302  in
mfa_download_recovery_codes              GET    404  404  404  404  404  404  404  404  404  in
mfa_list_webauthn                        GET    200  200  200  200  200  200  200  200  200  in
mfa_add_webauthn                         GET    302  302  302  302  302  302  302  302  302  in
mfa_login_webauthn                       GET    302  302  302  302  302  302  302  302  302  in
mfa_reauthenticate_webauthn              GET    302  302  302  302  302  302  302  302  302  in
mfa_remove_webauthn                      GET    302  302  302  302  302  302  302  302  302  in
mfa_edit_webauthn                        GET    302  302  302  302  302  302  302  302  302  in

# the house
home                                     GET    200  200  200  200  200  200  200  404  404  in
health_alive                             GET    200  200  200  200  200  200  200  200  200  200
health_ready                             GET    200  200  200  200  200  200  200  200  200  200
security_txt                             GET    200  200  200  200  200  200  200  200  200  200
gallery                                  GET    200  200  200  200  200  200  200  200  200  in
gallery_phone                            GET    200  200  200  200  200  200  200  200  200  in
gallery_print                            GET    200  200  200  200  200  200  200  200  200  in
api_schema                               GET    200  200  200  200  200  200  200  404  404  in

# people and settings
people_list                              GET    200  200  403  403  403  403  403  404  404  in
people_invite                            GET    200  403  403  403  403  403  403  404  404  in
people_invite                            POST   302  403  403  403  403  403  403  404  404  in
people_withdraw {member}                 GET    200  403  403  403  403  403  403  404  404  in
people_withdraw {member}                 POST   302  403  403  403  403  403  403  404  404  in
people_invitation {member}               GET    200  403  403  403  403  403  403  404  404  in
people_invitation_mail {member}          POST   302  403  403  403  403  403  403  404  404  in
people_invitation_mail {member}          GET    405  403  403  403  403  403  403  404  404  in
person_detail {holder}                   GET    200  200  403  403  403  403  403  404  404  in
person_phone {holder}                    GET    200  200  403  403  403  403  403  404  404  in
person_phone {holder}                    POST   302  302  403  403  403  403  403  404  404  in
person_email {holder}                    GET    200  403  403  403  403  403  403  404  404  in
person_email {holder}                    POST   302  403  403  403  403  403  403  404  404  in
person_forget_password {mailless}        GET    200  403  403  403  403  403  403  404  404  in
person_forget_password {mailless}        POST   302  403  403  403  403  403  403  404  404  in
person_unlock {holder}                   GET    405  403  403  403  403  403  403  404  404  in
person_unlock {holder}                   POST   302  403  403  403  403  403  403  404  404  in
person_end_access {holder}               GET    200  200  403  403  403  403  403  404  404  in
person_end_access {holder}               POST   302  302  403  403  403  403  403  404  404  in
card_issue {holder}                      GET    200  200  403  403  403  403  403  404  404  in
card_issue {holder}                      POST   200  200  403  403  403  403  403  404  404  in
code_issue {holder}                      GET    200  200  403  403  403  403  403  404  404  in
code_issue {holder}                      POST   200  200  403  403  403  403  403  404  404  in
cards_issue                              GET    200  200  403  403  403  403  403  404  404  in
cards_issue                              POST   200  200  403  403  403  403  403  404  404  in
card_sheet_detail {card_sheet}           GET    200  404  403  403  403  403  403  404  404  in
card_sheet_fetch {card_sheet}            GET    405  405  403  403  403  403  403  404  404  in
card_sheet_fetch {card_sheet}            POST   302  404  403  403  403  403  403  404  404  in
settings_edit                            GET    200  403  403  403  403  403  403  404  404  in
settings_edit                            POST   302  403  403  403  403  403  403  404  404  in
privacy                                  GET    200  200  200  200  200  200  200  200  200  200
language_edit                            GET    200  200  200  200  200  200  200  404  404  in
language_edit                            POST   302  302  302  302  302  302  302  404  404  in

# notices
notifications:notice_list                GET    200  200  200  200  200  200  200  404  404  in
notifications:notice_read                GET    405  405  405  405  405  405  405  404  404  in
notifications:notice_read                POST   302  302  302  302  302  302  302  404  404  in
notifications:preference_edit            GET    200  200  200  200  200  200  200  404  404  in
notifications:preference_edit            POST   302  302  302  302  302  302  302  404  404  in
notifications:hand_over_list             GET    200  200  403  403  403  403  403  404  404  in
notifications:hand_over {message}        GET    405  405  403  403  403  403  403  404  404  in
notifications:hand_over {message}        POST   302  302  403  403  403  403  403  404  404  in

# files, jobs, papers
files:file_show {file}                   GET    404  404  404  404  404  404  404  404  404  in
files:file_thumb {file}                  GET    404  404  404  404  404  404  404  404  404  in
files:file_share {file}                  GET    404  404  403  403  403  403  403  404  404  in
files:upload_receive                     GET    200  200  200  200  200  200  200  404  404  in
files:upload_receive                     PUT    400  400  400  400  400  400  403  404  404  in
files:upload_receive                     DELETE 200  200  200  200  200  200  403  404  404  in
jobs:job_list                            GET    200  200  200  200  200  200  200  404  404  in
jobs:job_detail {job}                    GET    200  200  404  404  404  404  404  404  404  in
documents:document_find                  GET    200  200  200  200  200  200  200  200  200  200
documents:document_verify {code}         GET    200  200  200  200  200  200  200  200  200  200

# reports
reports:report_list                      GET    200  200  403  403  403  403  200  404  404  in
reports:report_plan                      GET    200  200  403  403  403  403  403  404  404  in
reports:report_plan                      POST   302  302  403  403  403  403  403  404  404  in
reports:indicator_list                   GET    200  200  403  403  403  403  200  404  404  in
reports:letterhead_edit                  GET    200  403  403  403  403  403  403  404  404  in
reports:letterhead_edit                  POST   302  403  403  403  403  403  403  404  404  in
reports:reported_list                    GET    200  200  403  403  403  403  403  404  404  in
reports:reported_add                     GET    200  200  403  403  403  403  403  404  404  in
reports:reported_add                     POST   302  302  403  403  403  403  403  404  404  in
reports:reported_edit {printed_figure}   GET    200  200  403  403  403  403  403  404  404  in
reports:reported_edit {printed_figure}   POST   302  302  403  403  403  403  403  404  404  in
reports:reported_strike {printed_figure} POST   302  302  403  403  403  403  403  404  404  in
reports:reported_restore {struck_figure} POST   302  302  403  403  403  403  403  404  404  in
reports:programme_list                   GET    200  200  403  403  403  403  403  404  404  in
reports:programme_add                    GET    200  200  403  403  403  403  403  404  404  in
reports:programme_add                    POST   302  302  403  403  403  403  403  404  404  in
reports:programme_edit {programme}       GET    200  200  403  403  403  403  403  404  404  in
reports:programme_edit {programme}       POST   302  302  403  403  403  403  403  404  404  in
reports:programme_strike {programme}     POST   302  302  403  403  403  403  403  404  404  in
reports:programme_restore {struck_programme} POST 302 302 403  403  403  403  403  404  404  in
reports:region_overview                  GET    404  404  404  404  404  404  200  404  404  in
reports:report_detail {draft}            GET    200  200  403  403  403  403  404  404  404  in
reports:report_detail {issued}           GET    200  200  403  403  403  403  200  404  404  in
reports:report_build {draft}             POST   302  302  403  403  403  403  403  404  404  in
reports:report_review {draft}            POST   302  302  403  403  403  403  403  404  404  in
reports:report_return {reviewed}         POST   302  302  403  403  403  403  403  404  404  in
reports:report_issue {reviewed}          GET    200  403  403  403  403  403  403  404  404  in
reports:report_issue {reviewed}          POST   302  403  403  403  403  403  403  404  404  in
reports:report_verify {issued}           GET    200  200  403  403  403  403  403  404  404  in
reports:report_file {report_file}        GET    200  200  403  403  403  403  200  404  404  in
reports:text_edit {report_text}          GET    200  200  403  403  403  403  403  404  404  in
reports:text_edit {report_text}          POST   302  302  403  403  403  403  403  404  404  in
reports:figure_detail {report_figure}    GET    200  200  403  403  403  403  200  404  404  in

# ESYA: the specialist visits, so only the head verifies; directors and guardians here work at no school
safety:check_list                        GET    200  200  200  200  200  403  200  404  404  in
safety:check_plan                        GET    200  200  403  403  403  403  403  404  404  in
safety:check_plan                        POST   302  302  403  403  403  403  403  404  404  in
safety:checklist_print                   GET    200  200  200  200  200  403  200  404  404  in
safety:check_detail {check}              GET    200  200  404  404  404  403  200  404  404  in
safety:check_print {check}               GET    200  200  404  404  404  403  200  404  404  in
safety:check_replan {check}              GET    200  200  403  403  403  403  403  404  404  in
safety:check_replan {check}              POST   302  302  403  403  403  403  403  404  404  in
safety:check_cancel {check}              GET    200  200  403  403  403  403  403  404  404  in
safety:check_cancel {check}              POST   302  302  403  403  403  403  403  404  404  in
safety:check_fill {check}                GET    403  200  404  403  403  403  403  404  404  in
safety:check_fill {check}                POST   403  302  404  403  403  403  403  404  404  in
safety:check_answer {check_dimension}    GET    403  200  404  403  403  403  403  404  404  in
safety:check_answer {check_dimension}    POST   403  302  404  403  403  403  403  404  404  in
safety:photo_remove {check_photo}        GET    403  200  404  403  403  403  403  404  404  in
safety:photo_remove {check_photo}        POST   403  302  404  403  403  403  403  404  404  in
safety:check_submit {check_filled}       GET    403  200  404  403  403  403  403  404  404  in
safety:check_submit {check_filled}       POST   403  302  404  403  403  403  403  404  404  in
safety:check_verify {check_submitted}    GET    200  403  404  403  404  403  403  404  404  in
safety:check_verify {check_submitted}    POST   302  403  404  403  404  403  403  404  404  in
safety:check_return {check_submitted}    GET    200  403  404  403  404  403  403  404  404  in
safety:check_return {check_submitted}    POST   302  403  404  403  404  403  403  404  404  in
safety:school_checks {school}            GET    200  200  200  200  200  403  200  404  404  in
safety:improvement_evidence {school}     GET    200  200  200  200  200  403  200  404  404  in
safety:check_compare {check_pair}        GET    200  200  404  404  404  403  200  404  404  in
safety:import_new                        GET    200  200  403  403  403  403  403  404  404  in
safety:import_new                        POST   422  422  403  403  403  403  403  404  404  in
safety:import_template                   GET    200  200  403  403  403  403  403  404  404  in
safety:import_detail {check_import}      GET    200  200  403  403  403  403  403  404  404  in
safety:import_detail {check_import}      POST   302  302  403  403  403  403  403  404  404  in
check-list                               GET    200  200  200  200  200  403  200  404  404  403
check-detail {check_submitted}           GET    200  200  404  404  404  403  200  404  404  403
check-verify {check_submitted}           GET    405  405  405  403  405  403  403  404  404  403
check-verify {check_submitted}           POST   200  403  404  403  404  403  403  404  404  403
check-send-back {check_submitted}        GET    405  405  405  403  405  403  403  404  404  403
check-send-back {check_submitted}        POST   200  403  404  403  404  403  403  404  404  403
"""

# Arguments that are no thing of a UGEL.
ARGUMENTS = {
    "needs:need_export": ["xlsx"],
    "guardians:guardian_export": ["csv"],
    "commitments:commitment_export": ["csv"],
    "partners:partner_export": ["csv"],
    "account_reset_password_from_key": ["1", "set-password"],
    "invitation_accept": ["MQ", "x-y"],
    "mfa_remove_webauthn": [1],
    "mfa_edit_webauthn": [1],
    "files:upload_receive": ["0193b2f0-0000-4000-8000-000000000001"],
    "schools:sheet_upload": ["matricula"],
    "schools:sheet_template": ["matricula"],
}


def other_settings():
    return {setting.name: float(setting.default) + 1 for setting in collect("settings")}


YEAR = {"period_start": "2026-01-01", "period_end": "2026-12-31"}
PRINTED = {**YEAR, "label": "II.EE. con agua", "unit": "percent", "value": "86", "printed": "86 %", "source": "Afiche"}
PROGRAMME = {**YEAR, "name": "Escuelas con agua", "other_funders": "La comunidad"}
# What is posted; a name in braces is one of the things.
POSTED = {
    "safety:check_plan": {"school": "{free_school}", "author": "{visitor}", "planned_date": "2026-12-01"},
    "safety:check_replan": {"author": "{visitor}", "planned_date": "2026-12-01"},
    "safety:check_cancel": {"reason": "Huayco en la ruta"},
    "safety:check_fill": {"visited_date": "2026-03-16"},
    "safety:check_answer": {"AG-02": "2"},
    "safety:check_return": {"reason": "Falta ver el tanque"},
    "check-send-back": {"reason": "Falta ver el tanque"},
    "settings_edit": other_settings,
    "reports:report_plan": {"period_start": "2026-01-01", "period_end": "2026-12-31"},
    "reports:letterhead_edit": {"year": "2026", "name": "Año de las Escuelas"},
    "reports:text_edit": {"title": "", "body": "Faltaba agua."},
    "reports:reported_add": PRINTED,
    "reports:reported_edit": PRINTED,
    "reports:programme_add": PROGRAMME,
    "reports:programme_edit": PROGRAMME,
    "account_login": {"login": "nadie@example.pe", "password": "no es esta"},
    "account_change_password": {
        "oldpassword": "agua limpia 2026",
        "password1": "lluvia sobre Ite",
        "password2": "lluvia sobre Ite",
    },
    "account_reset_password": {"email": "nadie@example.pe"},
    "account_reauthenticate": {"password": "agua limpia 2026"},
    "account_signup": {"email": "x@example.pe", "password1": "lluvia en Ite", "password2": "lluvia en Ite"},
    "language_edit": {"language": "ru"},
    "notifications:preference_edit": {"rhythm": "daily", "quiet_from": "19:00", "quiet_until": "06:30"},
    "code_enter": {"code": "{whole_code}"},
    "code_type": {"code": "{secret}"},
    "access_by_mail": {"email": "nadie@example.pe"},
    "person_email": {"email": "otra@example.pe"},
    "person_phone": {"phone": "952 000 001"},
    "card_issue": {"asked_at": "2999-01-01T00:00:00Z"},
    "cards_issue": {"asked_at": "2999-01-01T00:00:00Z", "people": "{holder}"},
    "people_invite": {"full_name": "Nora Paz", "email": "nora@example.pe", "role": "ugel_specialist"},
}

# Let in, and yet nothing in the database changes; the reason stands beside it.
POSTS_THAT_WRITE_NOTHING = {
    "account_login": "a wrong password",
    "account_logout": "a session ends",
    "account_reset_password": "nobody has that e-mail, and nobody learns it",
    "account_signup": "it is closed",
    "access_by_mail": "nobody has that e-mail, and nobody learns it",
    "card_sheet_fetch": "the PDF is not made yet",
    "account_reauthenticate": "a session remembers it",
    "first_steps_bring_back": "nothing was put away",
}


@dataclass(frozen=True)
class Row:
    url: str
    thing: str
    method: str
    expected: tuple

    @property
    def is_let_in(self):
        """People who get something, not a refusal."""
        return [name for name, status in zip(PEOPLE, self.expected, strict=True) if status in (200, 302)]

    def __str__(self):
        return f"{self.url} {self.method}"


def app_tables() -> list:
    """`<app>/tests/matrix.py` (TABLE, POSTED, ARGUMENTS, things) of apps that keep their rows in their own folder."""
    tests = [f"{config.name}.tests" for config in apps.get_app_configs()]
    return [import_module(f"{name}.matrix") for name in tests if find_spec(name) and find_spec(f"{name}.matrix")]


def rows() -> list[Row]:
    """The table and those of the apps, read."""
    lines = [line for table in (TABLE, *(app.TABLE for app in app_tables())) for line in table.splitlines()]
    return [_row(line) for line in lines if line.strip() and not line.startswith(("#", " "))]


def arguments_of(url: str) -> list:
    """What stands in an address and is no thing of a UGEL; an app names its own in ARGUMENTS."""
    own = (getattr(app, "ARGUMENTS", {}) for app in app_tables())
    return next((named[url] for named in own if url in named), ARGUMENTS.get(url, []))


def data_posted_to(url: str):
    """What is posted there, or a function that makes it."""
    return next((app.POSTED[url] for app in app_tables() if url in app.POSTED), POSTED.get(url, {}))


def _row(line):
    *place, method = line.split()[: -len(PEOPLE)]
    url, thing = (*place, "")[:2]
    answers = line.split()[-len(PEOPLE) :]
    if not (method.isupper() and method.isalpha()):
        raise ValueError(f"matrix.py: {url} has not {len(PEOPLE)} answers.")
    expected = tuple(int(answer) if answer.isdigit() else answer for answer in answers)
    return Row(url, thing.strip("{}"), method, expected)
