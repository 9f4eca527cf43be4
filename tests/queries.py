"""How many questions a page asks the database: transaction control and the door's set_config do not count."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import path_of

UNCOUNTED = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK", "SET ", "SELECT set_config")


def queries_of(person, url_name, *args, ugel, query="") -> list[str]:
    """The SQL of one page for somebody who is already signed in."""
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path_of(url_name, *args, ugel=ugel) + (f"?{query}" if query else ""))
    assert answer.status_code == 200, answer.status_code
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if not sql.lstrip().startswith(UNCOUNTED)]
