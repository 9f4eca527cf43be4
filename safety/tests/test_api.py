from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safety.enums import CheckState
from safety.tests.factories import planned_check, submitted_check, verified_check
from schools.tests.factories import SchoolFactory
from tests.queries import UNCOUNTED


def test_list_gives_answers_and_scores(visit, school, elmer, hilda):
    check = verified_check(school, elmer, hilda, AG_02="0")
    (row,) = visit(elmer, "check-list").json()["results"]
    assert (row["id"], row["school"], row["state"], row["checklist"]) == (check.pk, school.pk, "verified", 1)
    water = next(score for score in row["scores"] if score["dimension"] == "water")
    assert (Decimal(water["score"]), water["level"], water["critical_codes"]) == (
        Decimal("81.25"),
        "at_risk",
        ["AG-02"],
    )
    assert {"code": "AG-02", "choice": "0", "value": 0, "note": ""} in row["answers"]


def test_list_asks_the_same_for_one_row_and_for_three(visit, elmer, hilda):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            visit(elmer, "check-list")
        return [query for query in captured.captured_queries if not query["sql"].startswith(UNCOUNTED)]

    verified_check(SchoolFactory(), elmer, hilda)
    one = len(asked())
    for _number in range(2):
        verified_check(SchoolFactory(), elmer, hilda)
    assert len(asked()) == one


def test_verify_through_the_same_service(visit, school, elmer, hilda):
    check = submitted_check(school, elmer)
    assert visit(hilda, "check-verify", check.pk, method="post").json()["state"] == CheckState.VERIFIED
    again = visit(hilda, "check-verify", check.pk, method="post")
    assert (again.status_code, again.json()["detail"][:31]) == (422, "Otra persona cambió esta ficha ")


@pytest.mark.parametrize(("reason", "status"), [("Falta el tanque", 200), ("", 400)])
def test_send_back_needs_a_reason(visit, school, elmer, hilda, reason, status):
    check = submitted_check(school, elmer)
    assert visit(hilda, "check-send-back", check.pk, method="post", data={"reason": reason}).status_code == status
    check.refresh_from_db()
    assert (check.state == CheckState.RETURNED) == (status == 200)


def test_author_is_told_why_not(visit, school, elmer):
    answer = visit(elmer, "check-verify", submitted_check(school, elmer).pk, method="post")
    assert (answer.status_code, answer.json()) == (
        403,
        {"detail": "Usted llenó esta ficha: la verifica otra persona."},
    )


def test_a_check_that_was_not_handed_over_is_not_verified(visit, school, elmer, hilda):
    assert visit(hilda, "check-verify", planned_check(school, elmer).pk, method="post").status_code == 422
