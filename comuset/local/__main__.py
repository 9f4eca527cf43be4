"""python -m comuset.local mark | start | stop | urls: what the Makefile and a shell ask for."""

import os
import shlex
import sys

from comuset import local
from comuset.local.state import mark_as_local


def print_urls() -> None:
    """Shell assignments of the addresses in use (they contain passwords), with pg_dump and psql first on the path."""
    local.prepare()
    if tools := local.postgres.tools():
        sys.stdout.write(f'export PATH={shlex.quote(str(tools))}:"$PATH"\n')
    for name in (*local.postgres.ROLES, "REDIS_URL"):
        sys.stdout.write(f"export {name}={shlex.quote(os.environ.get(name, ''))}\n")


ACTIONS = {"mark": mark_as_local, "start": local.prepare, "stop": local.stop, "urls": print_urls}

if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in ACTIONS:
        sys.exit("python -m comuset.local mark | start | stop | urls")
    ACTIONS[sys.argv[1]]()
