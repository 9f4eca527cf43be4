"""python -m bench.import_once SIZE FILE: the command a person types, in a process of its own that tells what it took.

Starting Python is no part of an import, nor of the limit beside it; the memory is that of the whole process.
"""

import io
import json
import resource
import sys

from bench import ground
from bench.measure import timed


def main(size: str, path: str) -> None:
    ground.enter(size, database="_padron")
    from django.core.management import call_command

    said = io.StringIO()
    spent = timed(call_command, "import_padron", path, "--all-ugels", "--json", stdout=said)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counts = json.loads(said.getvalue().splitlines()[-1])
    print(json.dumps({"clock": spent.clock, "cpu": spent.cpu, "megabytes": megabytes, "counts": counts}))


if __name__ == "__main__":
    main(*sys.argv[1:])
