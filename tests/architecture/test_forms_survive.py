"""Every form of the house is accepted once and keeps its draft; the few that are not say why."""

import inspect
import re
from pathlib import Path

from django.conf import settings
from django.urls import URLPattern, get_resolver

from core.submissions.decorators import accepts_once
from tests.tenancy import matrix

ENTRANCE = "before signing in there is nobody whose draft it would be, and secrets stay off the device"
SECRET_SHOWN = "the answer shows a secret once, which a receipt must not keep; `asked_at` refuses the second press"
NOTHING_TYPED = "nothing is typed, and pressing again changes nothing more: a receipt would only be noise"
API = "no form: programs repeat under the state of the check"

# Views that take a POST without `accepts_once`, and why. The account and mfa pages are allauth's: see ENTRANCE.
PLAIN = {
    "code_enter": ENTRANCE,
    "code_type": ENTRANCE,
    "access_by_mail": ENTRANCE,
    "invitation_accept": ENTRANCE,
    "card_issue": SECRET_SHOWN,
    "cards_issue": SECRET_SHOWN,
    "code_issue": "the answer shows a code once; the next code ends this one",
    "schools:staff_card": SECRET_SHOWN,
    "card_sheet_fetch": "gives the file of cards once and keeps nothing of it",
    "first_steps_put_away": NOTHING_TYPED,
    "first_steps_bring_back": NOTHING_TYPED,
    "notifications:notice_read": NOTHING_TYPED,
    "notifications:hand_over": NOTHING_TYPED,
    "notifications:hand_over_undo": NOTHING_TYPED,
    "notifications:message_retry": NOTHING_TYPED,
    "person_unlock": NOTHING_TYPED,
    "schools:padron_resume": NOTHING_TYPED,
    "documents:document_verify": "compares a file with the issued one and keeps nothing of it",
    "files:upload_receive": "the door of the mechanism itself: pieces of photos, named by the device",
    "check-verify": API,
    "check-send-back": API,
    "partner-deactivate": API,
    "partner-reactivate": API,
}
OURS = settings.BASE_DIR
FOREIGN = ("account_", "mfa_")
TAKES_POSTS = re.compile(r"request\.(POST|FILES)\b|\brequire_POST\b|\brequest\.method\b")

# Templates with a form that is posted without `{% submission %}`: the pages of the views above.
PLAIN_TEMPLATES = {
    "templates/account/": ENTRANCE,
    "templates/mfa/": ENTRANCE,
    "templates/layouts/_person.html": "signing out",
    "core/home/templates/home/start.html": "signing out",
    "core/home/templates/home/_guide.html": NOTHING_TYPED,
    "core/home/templates/home/first_steps.html": NOTHING_TYPED,
    "core/access/templates/access/": ENTRANCE,
    "core/documents/templates/documents/_compare_form.html": "compares a file and keeps nothing of it",
    "core/people/templates/people/invitation_accept.html": ENTRANCE,
    "core/people/templates/people/access_by_mail.html": ENTRANCE,
    "core/people/templates/people/card_issue.html": SECRET_SHOWN,
    "core/people/templates/people/cards_issue.html": SECRET_SHOWN,
    "core/people/templates/people/code_issue.html": SECRET_SHOWN,
    "core/people/templates/people/card_sheet_detail.html": "fetches a file once",
    "core/people/templates/people/_person_manage.html": NOTHING_TYPED,
    "core/notifications/templates/notifications/notice_list.html": NOTHING_TYPED,
    "core/notifications/templates/notifications/_home_unread.html": NOTHING_TYPED,
    "core/notifications/templates/notifications/failed_list.html": NOTHING_TYPED,
    "core/notifications/templates/notifications/hand_over_list.html": NOTHING_TYPED,
    "schools/templates/schools/_padron_working.html": NOTHING_TYPED,
}
FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)


def walk(resolver, namespace=""):
    """Every (name, view) of the project."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern.callback
        else:
            yield from walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


VIEWS = dict(walk(get_resolver()))
POSTED_TO = {row.url for row in matrix.rows() if row.method == "POST"}


def forgets(name, view) -> bool:
    """Whether a view takes a form and lets it count twice."""
    if hasattr(view, "accepts_once") or name in PLAIN or name.startswith(FOREIGN):
        return False
    return name in POSTED_TO or says_post(inspect.unwrap(view))


def says_post(view) -> bool:
    """Whether a view function of the house looks at what was posted."""
    is_ours = inspect.isfunction(view) and Path(inspect.getfile(view)).is_relative_to(OURS)
    return is_ours and ".venv" not in inspect.getfile(view) and bool(TAKES_POSTS.search(inspect.getsource(view)))


def bare_forms(text: str) -> list[str]:
    """Forms of a template that are posted without `{% submission %}`."""
    return [form for form in FORM.findall(text) if "{% submission" not in form]


def test_every_form_is_accepted_once():
    assert sorted(name for name, view in VIEWS.items() if forgets(name, view)) == []


def test_the_list_of_plain_forms_holds_no_more_than_there_are():
    kept = {name for name in PLAIN if name in VIEWS and not hasattr(VIEWS[name], "accepts_once")}

    assert sorted(PLAIN.keys() - kept) == []


def test_every_posted_form_carries_its_id():
    assert [name for name in bare_pages() if not name.startswith(tuple(PLAIN_TEMPLATES))] == []


def test_the_list_of_plain_templates_holds_no_more_than_there_are():
    assert [plain for plain in PLAIN_TEMPLATES if not any(name.startswith(plain) for name in bare_pages())] == []


def test_names_of_forms_are_not_shared():
    """Drafts and photos are kept by this name."""
    names = [view.accepts_once for view in VIEWS.values() if hasattr(view, "accepts_once")]

    assert len(names) == len(set(names))


def test_names_in_templates_are_names_of_forms():
    named = {
        (page, name)
        for page, text in pages()
        for name in re.findall(r'{% submission form="([\w.]+)"', text)
        if not name.startswith("newstrategy.")
    }
    known = {view.accepts_once for view in VIEWS.values() if hasattr(view, "accepts_once")}

    assert {(page, name) for page, name in named if name not in known} == set()


def test_a_new_form_that_forgets_it_is_found():
    def new_form(request):
        return request.POST["text"]

    def only_read(request):
        return request.GET["text"]

    assert [forgets("app:new", view) for view in (new_form, only_read, accepts_once("app.new")(new_form))] == [
        True,
        False,
        False,
    ]
    assert bare_forms('<form method="post">{% csrf_token %}</form>') != []
    assert bare_forms('<form method="post">{% csrf_token %}{% submission %}</form>') == []


def bare_pages() -> list[str]:
    return [name for name, text in pages() if bare_forms(text)]


def pages():
    """(path, text) of every template of the house, that of a new strategy too."""
    for path in sorted(settings.BASE_DIR.rglob("*.html")):
        parts = path.relative_to(settings.BASE_DIR).parts
        if not {".venv", "var", "tests"} & set(parts):
            yield "/".join(parts), path.read_text(encoding="utf-8")


def test_files_are_asked_for_by_the_field_that_says_what_to_do():
    bare = re.compile(r"\bforms\.(FileField|ImageField)\(")
    named = [
        str(path.relative_to(OURS))
        for path in OURS.glob("*/**/*.py")
        if not {".venv", "var", "tests"}.intersection(path.relative_to(OURS).parts) and bare.search(path.read_text())
    ]
    assert named == []
