"""The house with the tests' letter form in it, for servers that the stories start."""

from pathlib import Path

from comuset.settings import *  # noqa: F403
from comuset.settings import TEMPLATES

ROOT_URLCONF = "tests.forms.letters"
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
