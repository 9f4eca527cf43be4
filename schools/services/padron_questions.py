"""What only the UGEL can say about a local, asked in its words."""

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from schools.enums import ImportState
from schools.models import PadronImport, PadronQuestion, School
from schools.services.padron_places import Question
from schools.services.padron_sql import execute, scope_params


class UnknownAnswer(DomainError):
    message = _("Elija una de las respuestas ofrecidas para cada local.")


def ask(padron_import: PadronImport, questions: list[Question], answers: dict[str, str]) -> None:
    """Keep the questions with what a person needs to answer them; earlier answers stay where still offered."""
    institutions = _institutions([question.codlocal for question in questions])
    known = [question.school_id for question in questions if question.school_id]
    names = dict(School.objects.filter(pk__in=known).values_list("id", "name"))
    PadronQuestion.objects.bulk_create(
        PadronQuestion(
            padron_import=padron_import,
            codlocal=question.codlocal,
            facts={"institutions": institutions[question.codlocal], "known": names.get(question.school_id or 0, "")},
            options=list(question.options),
            default=question.default,
            answer=answers.get(question.codlocal, "") if answers.get(question.codlocal) in question.options else "",
        )
        for question in questions
    )


def _institutions(codlocals):
    """Per local: each CODINST of the file as it came, a name and how many services it has."""
    found = defaultdict(list)
    sql = """
        SELECT r.codlocal, r.codinst, max(r.name), count(*) FROM padron_row r
        WHERE r.ugel_code = %(code)s AND r.codlocal = ANY(%(codlocals)s) AND r.codinst <> ''
        GROUP BY r.codlocal, r.codinst ORDER BY r.codlocal, r.codinst
    """
    for codlocal, codinst, name, services in execute(sql, scope_params(codlocals=codlocals)):
        found[codlocal].append({"codinst": codinst, "name": name or "", "services": services})
    return found


@transaction.atomic
def answer_questions(*, padron_import: PadronImport, answers: dict[str, str]) -> PadronImport:
    """Keep the UGEL's answers by CODLOCAL; the preview has to be read again with them. Raises UnknownAnswer."""
    padron_import = PadronImport.objects.select_for_update().get(pk=padron_import.pk)
    for question in padron_import.questions.select_for_update():
        answer = answers.get(question.codlocal, question.answer)
        if answer and answer not in question.options:
            raise UnknownAnswer
        question.answer = answer
        question.save(update_fields=["answer"])
    return padron_import


def answer_by_default(padron_import: PadronImport) -> None:
    """For commands, where nobody can be asked: the stated default of every open question."""
    for question in padron_import.questions.filter(answer=""):
        question.answer = question.default
        question.save(update_fields=["answer"])


def still_waits(padron_import: PadronImport) -> bool:
    return padron_import.state == ImportState.PREVIEW and padron_import.questions.filter(answer="").exists()
