import pytest
from django.conf import settings

from core.strategies.reference import pages


@pytest.mark.parametrize("name", sorted(pages()))
def test_reference_page_says_what_the_code_says(name):
    """A failure means: run `make docs` and commit what it wrote."""
    page = settings.BASE_DIR / "docs" / "reference" / name

    assert page.read_text(encoding="utf-8") == pages()[name]
