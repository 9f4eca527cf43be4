"""People who press at the same moment, each on a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from core.tenancy.errors import DomainError
from core.tenancy.scope import scope


def at_once(ugel, *acts: Callable[[], object]) -> list:
    """What each act gave in the UGEL's scope, or the refusal it met, in the order given; any other error is raised."""
    start = Barrier(len(acts))

    def one(act):
        try:
            with scope(ugel):
                start.wait(10)
                return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))
