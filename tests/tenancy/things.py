"""One of everything that has an address, in each of two UGELs, and a person of each role before it."""

import io
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from PIL import Image

from core.access.services.keys import issue_card
from core.accounts.enums import SCHOOL_ROLES, Role
from core.documents.enums import DocumentType
from core.documents.services import issue, sha256_of
from core.files.services import store_image
from core.jobs.services import enqueue
from core.notifications.models import Message
from core.notifications.services import Recipient, tell
from core.people.models import CardSheet
from core.tenancy.models import Region
from core.tenancy.scope import scope
from core.tenancy.services import create_ugel
from core.tenancy.urls import global_url
from needs.services import close_unsolved, return_need, say_solved
from needs.tests.factories import NeedFactory
from reports.services.stated import take_away, tell_figure, tell_programme
from reports.tests.factories import make_issued_report, make_report, make_reviewed_report
from schools.enums import Party
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.tenancy import matrix
from tests.tenancy.checks import checks_of
from tests.world import PASSWORD, as_owner, make_person

# Not what a page writes for its visitor: sessions, the count of failed sign-ins, who looked at a case's names, and the
# claim of a form's id, which a refusal rolls back and the count of rows still sees.
HOUSEKEEPING = [
    "attendance_caselook",
    "submissions_submission",
    "django_session",
    "axes_accessattempt",
    "axes_accesslog",
    "axes_accessfailurelog",
]
WRITTEN = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND NOT relname = ANY(%s)
"""


@dataclass
class Place:
    """A UGEL with its people and one of each thing, by the names the matrix uses."""

    ugel: object
    people: dict
    things: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What a person got, and which tables the request wrote to."""

    status: object
    wrote: dict


def furnished(ugel, *people_roles):
    """A UGEL with these people in it and one of each thing."""
    people = {role.value: make_person(f"{role.value}.{ugel.code}", role, ugel=ugel) for role in people_roles}
    place = Place(ugel, people)
    with scope(ugel):
        tell_everybody(people.values())
        place.things = {
            "message": Message.objects.to_hand_over().get().pk,
            "member": make_person(f"extra.{ugel.code}", Role.UGEL_SPECIALIST, ugel=ugel).memberships.get().pk,
            "file": store_image(photo(), owner="tests.Nobody", by=people[Role.UGEL_HEAD]).pk,
            "job": enqueue("jobs.test_count", by=people[Role.UGEL_HEAD], up_to=1).pk,
            "code": issue(
                document_type=DocumentType.choices[0][0],
                title="Informe de logros",
                snapshot_sha256=sha256_of("x"),
                by=people[Role.UGEL_HEAD],
            ).public_code,
            **reports(by=people[Role.UGEL_HEAD]),
            **checks_of(people),
            **needs(people),
            **access(ugel, by=people[Role.UGEL_HEAD]),
        }
        for app in matrix.app_tables():
            brought = app.things(people)
            if taken := sorted(set(brought) & set(place.things)):
                raise ValueError(f"{app.__name__}: things named {taken} exist already; choose other names.")
            place.things |= brought
    return place


def access(ugel, *, by):
    """Somebody with a card, and a sheet of cards."""
    holder = make_person(f"holder.{ugel.code}", Role.GUARDIAN, ugel=ugel)
    mailless = make_person(f"mailless.{ugel.code}", Role.GUARDIAN, ugel=ugel)
    type(mailless).objects.filter(pk=mailless.pk).update(email=None)
    card = issue_card(user=holder, by=by)
    sheet = CardSheet.objects.create(user_ids=[holder.pk], asked_by=by)
    return {
        "holder": holder.pk,
        "mailless": mailless.pk,
        "secret": card.secret,
        "whole_code": card.printed_code,
        "card_sheet": sheet.pk,
    }


def tell_everybody(people):
    """A notice for each, and one text that waits to be handed over."""
    words = {"subject": "Su pedido fue aceptado", "body": "Lo ve el Ejército.", "why": "Usted lo registró."}
    recipients = [Recipient(name=str(person), user=person) for person in people]
    tell([*recipients, Recipient(name="Nora Paz", phone="+51952000000")], kind="x", key="x", path="/x/", **words)


def reports(*, by):
    """One report in each state, and what hangs on it."""
    draft, reviewed, issued = make_report(by=by), make_reviewed_report(by=by), make_issued_report(by=by)
    return {
        "draft": draft.pk,
        "reviewed": reviewed.pk,
        "issued": issued.pk,
        "report_text": [draft.pk, draft.texts.order_by("pk").first().pk],
        "report_figure": [issued.pk, "safety.improved"],
        "report_file": [issued.pk, "xlsx"],
        **stated(by=by),
    }


def stated(*, by):
    """A figure some paper printed and a programme; and one of each that was taken away."""
    year = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31), "by": by}
    figures = [tell_figure(label=label, source="Afiche", **year) for label in ("Con agua", "Con luz")]
    programmes = [tell_programme(name=name, **year) for name in ("Agua", "Luz")]
    for gone in (figures[1], programmes[1]):
        take_away(said=gone, by=by)
    names = ("printed_figure", "struck_figure", "programme", "struck_programme")
    return {name: one.pk for name, one in zip(names, [*figures, *programmes], strict=True)}


def needs(people):
    """A school with its people, and its needs as they stand at different moments."""
    school, head = SchoolFactory(), people[Role.UGEL_HEAD]
    for role in SCHOOL_ROLES & set(people) | {Role.GUARDIAN} & set(people):
        kind = "witness" if role == Role.GUARDIAN else "team"
        SchoolStaff.objects.create(school=school, user=people[role], kind=kind)
    told, twin, closed, returned, said = NeedFactory.create_batch(5, school=school, reported_by=head)
    close_unsolved(need=closed, reason="La escuela cerró", by=head)
    return_need(need=returned, reason="¿Cuál aula?", by=head)
    witness = make_person(f"witness.{school.ugel.code}", Role.CASE_WORKER, ugel=school.ugel)
    say_solved(need=said, by=witness, party=Party.COMMUNITY)
    names = {"need": told, "twin": twin, "need_closed": closed, "need_returned": returned, "need_said": said}
    return {"school": school.pk, **{name: need.pk for name, need in names.items()}}


def photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#0B6E6E").save(out, "JPEG")
    return SimpleUploadedFile("foto.jpg", out.getvalue(), content_type="image/jpeg")


class Town:
    """Two UGELs of one region, and everybody who may knock at their doors."""

    def __init__(self):
        with as_owner():
            region = Region.objects.create(code="230000", name="DRE Tacna")
            norte = create_ugel(code="230008", name="UGEL Norte", region=region)
            sur = create_ugel(code="230009", name="UGEL Sur", region=region)
        here = [role for role in Role if role not in (Role.OPERATOR, Role.REGION_READER)]
        self.norte = furnished(norte, *here)
        self.sur = furnished(sur, Role.UGEL_HEAD, Role.UGEL_SPECIALIST)
        people = {
            **self.norte.people,
            "region_reader": make_person("raul", Role.REGION_READER, region=region),
            "operator": make_person("olga", Role.OPERATOR),
            "neighbour": self.sur.people[Role.UGEL_SPECIALIST],
        }
        with scope(norte):
            tell_everybody([people["region_reader"]])
        password = make_password(PASSWORD)
        for person in people.values():
            person.password = password
            person.save(update_fields=["password"])
        self.sessions = {name: _session(person) for name, person in people.items()}

    def visit(self, name, path, method="GET", data=None) -> Answer:
        """Knock as `name` ("anonymous" for nobody); whatever the request wrote is undone afterwards."""
        client = Client()
        if name in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        form = {"submission": uuid.uuid4(), **(data or {})}  # the id each opened form brings
        with undone():
            before = written()
            response = getattr(client, method.lower())(path, form if method == "POST" else {})
            response.getvalue()  # also what is streamed
            wrote = {table: n - before.get(table, 0) for table, n in written().items() if n != before.get(table, 0)}
        return Answer("in" if _asks_to_sign_in(response) else response.status_code, wrote)


def address(rule, url_name, args, ugel) -> str:
    """Where a page stands: under the UGEL's code, or in no UGEL."""
    return ("" if rule.place == "global" else f"/{ugel.code}") + global_url(url_name, *args)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def written() -> dict[str, int]:
    """Rows written per table so far in this transaction, undone ones included."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [HOUSEKEEPING])
        return dict(cursor.fetchall())


def _session(person):
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _asks_to_sign_in(response):
    return response.status_code == 302 and response.url.startswith(global_url("account_login"))
