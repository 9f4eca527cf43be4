"""A national padrón into an empty registry and again unchanged, against reading the file and COPY into a bare table."""

import json
import subprocess
import sys

from bench import ground
from bench.measure import Result, Spent, timed, typical

SIZE = sys.argv[1]
MEMORY_GOAL_MB = 400


def main() -> None:
    ground.enter(SIZE, database="_padron", role="owner")
    from bench.nation import SIZES
    from bench.padron_file import write_padron

    made_of = ground.digest_of(ground.ROOT / "bench" / name for name in ("nation.py", "padron_file.py"))
    path = write_padron(ground.VAR / f"Padron_web_20260918_{SIZE}_{made_of}.dbf", SIZES[SIZE])
    empty_registry(SIZES[SIZE])
    bare = [timed(bare_copy, path)]
    first, counts, memory = imported(path)
    bare.append(timed(bare_copy, path))
    again, same, _ = imported(path)
    bare.append(timed(bare_copy, path))
    services = SIZES[SIZE].padron_services
    if (counts["new"], same["unchanged"]) != (services, services):
        sys.exit(f"The import counted something else than {services} new, then unchanged: {counts}, {same}")
    limit, against = typical(bare), "cutting the same file and COPY of its rows into a bare table"
    notes = {"services": services, "UGELs": SIZES[SIZE].ugels}
    rows = [
        Result("padrón, first", first, limit, 4, against, notes=notes),
        Result("padrón, again unchanged", again, limit, 2, against, notes=notes),
        Result("padrón, memory of the first import", memory, None, MEMORY_GOAL_MB, "peak resident set", "MB"),
    ]
    print(json.dumps([row.as_row() for row in rows]))


def empty_registry(size) -> None:
    """A database of its own with every UGEL and no school."""
    import io

    from django.core.management import call_command
    from django.db import connection

    from bench import nation

    ground.drop()
    call_command("create_roles", stdout=io.StringIO())
    call_command("migrate", verbosity=0, interactive=False)
    nation.ugels(size)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_bare ({', '.join(f'c{at} text' for at in range(45))})")


def imported(path) -> tuple[Spent, dict, float]:
    """Seconds, counts and peak megabytes of one import."""
    command = [sys.executable, "-m", "bench.import_once", SIZE, str(path)]
    done = subprocess.run(command, cwd=ground.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    return Spent(told["clock"], told["cpu"]), told["counts"], told["megabytes"]


def bare_copy(path) -> None:
    """What no import can go below: cut every record at its fields, decode, hand it to COPY."""
    from django.db import connection

    from bench.padron_file import FIELDS

    ends, position = [], 1
    for _, width in FIELDS:
        ends.append((position, position + width))
        position += width
    connection.ensure_connection()
    blank = bytes(32 if byte < 32 else byte for byte in range(256))
    with connection.connection.cursor() as cursor, path.open("rb") as file:
        cursor.execute("TRUNCATE bench_bare")
        file.seek(33 + 32 * len(FIELDS))
        with cursor.copy("COPY bench_bare FROM STDIN") as copy:
            while len(block := file.read(position * 2000)) >= position:
                text = block.translate(blank).decode("cp850")
                for start in range(0, len(text) - position + 1, position):
                    record = text[start : start + position]
                    copy.write_row([record[begin:end].strip() for begin, end in ends])


if __name__ == "__main__":
    main()
