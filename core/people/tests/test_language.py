"""Everybody reads in their own language, else the UGEL's; before anybody is known the browser's counts."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils.translation import gettext

from core.tenancy.enums import Country, NumberStyle
from core.tenancy.speech import speaking, speech_of
from core.ui.numbers import percent_decimals, written
from core.ui.templatetags.numbers import percent


def test_a_person_chooses_their_language_and_reads_in_it(visit, elmer):
    assert visit(elmer, "language_edit")["Content-Language"] == "es"

    visit(elmer, "language_edit", method="post", data={"language": "en"})

    assert visit(elmer, "language_edit")["Content-Language"] == "en"
    elmer.refresh_from_db()
    assert elmer.language == "en"


def test_a_language_nobody_offers_is_refused(visit, elmer):
    assert visit(elmer, "language_edit", method="post", data={"language": "xx"}).status_code == 422
    elmer.refresh_from_db()
    assert elmer.language == ""


def test_what_the_browser_prefers_counts_before_anybody_is_known(db):
    asked = {"accept-language": "xx, ru-KG;q=0.8, en;q=0.5"}

    assert Client().get("/cuenta/login/", headers=asked)["Content-Language"] == "ru"
    page = Client().get("/cuenta/login/")
    assert page["Content-Language"] == "es"
    assert "Accept-Language" in page["Vary"]


def test_who_signed_in_reads_what_they_chose_whatever_the_browser_prefers(visit, elmer):
    assert visit(elmer, "home", accept_language="ru")["Content-Language"] == "es"


def test_a_district_of_kyrgyzstan_speaks_with_its_countrys_terms(norte):
    assert speech_of(norte) == "es"
    norte.region.country = Country.KYRGYZSTAN
    assert (speech_of(norte), speech_of(norte, "ru")) == ("es-x-kg", "ru-x-kg")


@pytest.mark.parametrize(
    ("style", "language", "text"),
    [
        (NumberStyle.OF_LANGUAGE, "es", "1\u00a0234,5"),
        (NumberStyle.OF_LANGUAGE, "en", "1,234.5"),
        (NumberStyle.COMMA, "en", "1\u00a0234,5"),
        (NumberStyle.POINT, "es", "1,234.5"),
    ],
)
def test_numbers_are_written_as_the_ugel_says(norte, style, language, text):
    norte.number_style = style
    with speaking(norte, language):
        assert written(Decimal("1234.5")) == text


def test_a_percentage_has_the_decimals_the_ugel_prints(norte):
    assert (percent_decimals(), percent(400, 6968)) == (0, "6\u00a0%")
    norte.percent_decimals = 1
    assert percent(400, 6968) == "5,7\u00a0%"


@pytest.mark.parametrize("language", ["es", "ky", "ru", "en"])
def test_a_countrys_terms_are_read_there_and_nowhere_else(norte, language):
    def told():
        with speaking(norte, language):
            return gettext("Aviso a la dirección de la UGEL")

    assert "UGEL" in told()
    norte.region.country = Country.KYRGYZSTAN
    assert "UGEL" not in told()
