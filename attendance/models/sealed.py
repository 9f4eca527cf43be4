"""What names people: sealed, in tables of their own without history, behind a wall of persons."""

import json

from django.db import models
from django.utils import timezone

from core.access.sealing import name_key, seal_name, unseal_name
from core.tenancy.constraints import PeopleWall
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel, tenant_constraints


class Sealed(TenantModel):
    """Words the database keeps as Fernet text and hands only to people of the case (`attendance_opens_case`)."""

    case = TenantForeignKey("attendance.Case", models.CASCADE, db_index=False, related_name="+")
    sealed = models.BinaryField()
    key = models.CharField(max_length=16)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        abstract = True
        constraints = [
            *tenant_constraints(region=False),
            PeopleWall(name="%(app_label)s_%(class)s_people", function="attendance_opens_case", column="case_id"),
        ]

    def __str__(self):
        return f"{self._meta.model_name} {self.pk}"

    def put(self, words: dict[str, str]) -> None:
        """Seal these words with the present key; the caller saves."""
        self.sealed, self.key, self.sealed_at = seal_name(json.dumps(words).encode()), name_key(), timezone.now()

    def words(self) -> dict[str, str]:
        return json.loads(unseal_name(bytes(self.sealed)))

    def seal_again(self) -> None:
        self.put(self.words())


class CaseName(Sealed):
    """First names, whom to call, and what only the case's people need to know; gone after the retention time."""

    class Meta(Sealed.Meta):
        constraints = [
            *Sealed.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "case"], name="attendance_name_once"),
        ]


class CaseNote(Sealed):
    """What was said on a visit."""

    visit = TenantForeignKey("attendance.CaseVisit", models.CASCADE, db_index=False, related_name="+")

    class Meta(Sealed.Meta):
        constraints = [
            *Sealed.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "visit"], name="attendance_note_once"),
        ]
        indexes = [models.Index(fields=["ugel", "case"], name="attendance_note_of")]
