"""ESYA checks in every state the matrix speaks of, made by the UGEL's specialist."""

from datetime import date

from core.accounts.enums import Role
from safety.selectors.checklists import current_version
from safety.services.declared import DATE, SCHOOL, preview_declared
from safety.services.photos import attach_photo
from safety.tests.factories import (
    every_answer,
    filled_check,
    photo,
    planned_check,
    submitted_check,
    verified_check,
)
from schools.readers.sheets import SheetRow
from schools.tests.factories import SchoolFactory


def checks_of(people) -> dict:
    """The things of ESYA, by the names the matrix uses."""
    visitor, head = people[Role.UGEL_SPECIALIST], people[Role.UGEL_HEAD]
    planned = planned_check(SchoolFactory(), visitor)
    photographed = filled_check(SchoolFactory(), visitor)
    item = photographed.version.items.first()
    picture = attach_photo(check=photographed, item=item, upload=photo(), by=visitor)
    school = SchoolFactory()
    pair = [verified_check(school, visitor, head, day=date(2026, month, 16)).pk for month in (3, 9)]
    return {
        "visitor": visitor.pk,
        "school": school.pk,
        "free_school": SchoolFactory().pk,
        "check": planned.pk,
        "check_dimension": [planned.pk, "water"],
        "check_photo": [photographed.pk, picture.pk],
        "check_filled": filled_check(SchoolFactory(), visitor).pk,
        "check_submitted": submitted_check(SchoolFactory(), visitor).pk,
        "check_pair": pair,
        "check_import": declared_import(visitor).pk,
    }


def declared_import(by):
    """One sheet with one row, waiting to be confirmed."""
    cells = {code: given.choice for code, given in every_answer().items()}
    row = SheetRow(2, {**cells, SCHOOL: SchoolFactory().codlocal, DATE: "10/11/2025"})
    return preview_declared(rows=[row], file_name="2025.xlsx", version=current_version(), by=by)
