import hashlib
import json
import uuid
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db import models
from django.http import HttpResponseRedirect
from django.utils.crypto import salted_hmac

from core.submissions import services, signals
from core.submissions.models import Submission
from core.tenancy.ids import uuid7

ID_FIELD, SENDER_FIELD = "submission", "submission_sender"
NOT_CONTENT = {"csrfmiddlewaretoken", ID_FIELD, SENDER_FIELD}


class FormWithoutSubmission(SuspiciousOperation):
    """A form posted to an `accepts_once` view without the fields of `{% submission %}`."""


@dataclass
class Arrival:
    """A form on its way in, kept as `request.submission`: for the page its fields, for the view its receipt."""

    request: object
    form: str
    key: uuid.UUID
    row: Submission | None = None

    @classmethod
    def of(cls, request, form):
        """On GET a new id; on POST the one the page was opened with."""
        return cls(request, form, _posted_key(request) if request.method == "POST" else uuid7())

    def renewed(self):
        """The same form under an id of its own."""
        return Arrival(self.request, self.form, uuid7())

    @property
    def sender(self):
        return self.request.user if self.request.user.is_authenticated else None

    @property
    def sender_code(self) -> str:
        """Whose drafts these are on a device that several people use, and at which UGEL."""
        return sender_code(self.request)

    @property
    def is_from_its_sender(self) -> bool:
        """A page Rosa opened may not be sent as Elmer, who signed in meanwhile."""
        return self.request.POST.get(SENDER_FIELD, self.sender_code) == self.sender_code

    @property
    def wants_json(self) -> bool:
        """Sent by the outbox of a device, which keeps the form until it is told the number."""
        return "application/json" in self.request.headers.get("Accept", "")

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What was written, in a stable order; the id and the token are no part of it."""
        lists = sorted(self.request.POST.lists())
        return [(name, value) for name, values in lists for value in values if name not in NOT_CONTENT]

    @cached_property
    def content_sha256(self) -> str:
        """Tells the same form sent again from another text under the same id (back button, then corrected)."""
        files = sorted(
            (name, upload.name, _sha256(upload)) for name, uploads in self.request.FILES.lists() for upload in uploads
        )
        content = json.dumps([self.form, self.request.path, self.fields, files])
        # Keyed, because a name among few fields could be guessed from a plain digest.
        return salted_hmac("core.submissions.arrival", content, algorithm="sha256").hexdigest()

    @property
    def claim(self) -> dict:
        return {"key": self.key, "sender": self.sender, "form": self.form, "content_sha256": self.content_sha256}

    def received(self, made=None, *, to="", words="", is_step=False) -> HttpResponseRedirect:
        """Say that the form did its work: the receipt gets its number, the person the sentence and the next page.

        `made` is what it created or changed; its photos are attached to it. `to` defaults to the address of `made`.
        `words` say, beside the receipt, what happens now; one step of several (`is_step`) says nothing: the next does.
        """
        services.receive(submission=self.row, to=str(to or made.get_absolute_url()), made_id=_key_of(made))
        signals.submission_received.send(sender=self.form, submission=self.row, request=self.request)
        if words:
            messages.success(self.request, words)
        if not self.wants_json and not is_step:
            messages.success(self.request, str(self.row))
        return HttpResponseRedirect(self.row.to)


def sender_code(request) -> str:
    person = request.user.pk if request.user.is_authenticated else ""
    return f"{request.ugel.code if request.ugel else ''}-{person}"


def _posted_key(request) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(ID_FIELD, ""))
    except ValueError as error:
        raise FormWithoutSubmission(
            f"POST to {request.path} without a submission id: put {{% submission %}} into its form."
        ) from error


def _key_of(made) -> str:
    return made.pk if isinstance(made, models.Model) else made or ""


def _sha256(upload) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
