import uuid
from pathlib import Path

import pytest
from django.test import Client

from core.audit.models import Entry
from tests.forms.letters import POSTED


@pytest.fixture
def letters(settings):
    """The house with the form of the tests in it; gives the texts received so far."""
    settings.ROOT_URLCONF = "tests.forms.letters"
    here = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], here]}]
    return lambda: list(Entry.objects.filter(verb=POSTED).order_by("pk").values_list("data__text", flat=True))


@pytest.fixture
def send(letters, norte_closed):
    """send(rosa, "text", key=…): the answer to the letter form."""

    def go(person, text, *, key=None, ugel=norte_closed, json=False, client=None, **fields):
        client = client or Client()
        client.force_login(person)
        data = {"submission": str(key or uuid.uuid4()), "text": text, **fields}
        headers = {"accept": "application/json"} if json else {}
        return client.post(f"/{ugel.code}/cartas/nueva/", data, headers=headers)

    return go
