import pytest

from core.tenancy.enums import Country
from partners.readers.codes import NotAnInn, NotARuc, is_ruc, parse_ruc


@pytest.mark.parametrize("code", ["20131312955", "20100130204", "10467793549"])
def test_ruc_with_its_check_digit_is_taken(code):
    # 20131312955 is SUNAT's own: 2·5+0·4+1·3+3·2+1·7+3·6+1·5+2·4+9·3+5·2 = 94; 11 − 94 % 11 = 5.
    assert is_ruc(code)


@pytest.mark.parametrize(
    "text", ["20131312954", "2013131295", "201313129555", "99131312955", "2013131295x", "２０１３１３１２９５５"]
)
def test_ruc_that_does_not_fit_is_refused_with_a_sentence(text):
    with pytest.raises(NotARuc, match="11 dígitos"):
        parse_ruc(text)


@pytest.mark.parametrize("text", [None, "", "  ", "-"])
def test_no_ruc_is_no_ruc(text):
    assert parse_ruc(text) == ""


def test_blanks_and_hyphens_are_no_part_of_it():
    assert parse_ruc(" 20-13131295-5 ") == "20131312955"


def test_kyrgyz_code_has_fourteen_digits():
    assert parse_ruc("01234567890123", Country.KYRGYZSTAN) == "01234567890123"
    with pytest.raises(NotAnInn):
        parse_ruc("20131312955", Country.KYRGYZSTAN)
