"""What people type, before any form asks for it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from core.tenancy.forms import FARTHEST, DayField
from core.tenancy.middleware import without_unseen


@pytest.mark.parametrize("year", ["0001", "0206", "1989", "2206"])
def test_a_year_typed_wrong_is_told(year):
    with pytest.raises(ValidationError, match="Revise el año"):
        DayField().clean(f"{year}-03-05")


def test_days_of_work_are_taken_up_to_both_ends():
    last = timezone.localdate() + FARTHEST
    assert DayField().clean("1990-01-01").year == 1990
    assert DayField().clean(last.isoformat()) == last
    with pytest.raises(ValidationError):
        DayField().clean((last + timedelta(days=1)).isoformat())
    assert DayField(required=False).clean("") is None


def test_marks_nobody_sees_are_left_out_and_the_rest_stays():
    told = QueryDict(mutable=True)
    told.setlist("name", ["Rosa\u202eavlaM\u200b\x07", "línea\r\n\tdos \u200d👩"])
    assert without_unseen(told).getlist("name") == ["RosaavlaM", "línea\r\n\tdos \u200d👩"]
    assert without_unseen(QueryDict("a=1")).getlist("a") == ["1"]
