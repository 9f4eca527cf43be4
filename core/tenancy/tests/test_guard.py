import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(("variable", "is_refused"), [("DATABASE_OWNER_URL", True), ("DATABASE_URL", False)])
def test_process_that_could_see_past_the_wall_refuses_to_go_on(variable, is_refused):
    """A real process with a real login: the owner's address given as the web's."""
    code = "import django; django.setup(); from django.db import connection; connection.cursor().execute('SELECT 1')"

    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "DATABASE_URL": os.environ[variable], "DJANGO_SETTINGS_MODULE": "comuset.settings"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ran.returncode != 0, "row-level security would not hold" in ran.stderr) == (is_refused, is_refused)
