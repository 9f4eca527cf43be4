"""python -m comuset.local mark | start | stop: what the Makefile asks for."""

import sys

from comuset import local
from comuset.local.state import mark_as_local

ACTIONS = {"mark": mark_as_local, "start": local.prepare, "stop": local.stop}

if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in ACTIONS:
        sys.exit("python -m comuset.local mark | start | stop")
    ACTIONS[sys.argv[1]]()
