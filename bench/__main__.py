"""python -m bench --size small | full [--only LINE]: ours, the limit measured beside it, and the ratio.

Every line runs in a process of its own and is kept in var/bench/ until the code changes, so that a long run may be
broken off and goes on where it stopped.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import time

from bench import ground

LINES = [
    "indicators", "pages", "padron", "pdf", "acta", "xlsx", "tenant", "drain", "confirm", "history", "board",
    "adoptions", "networks", "guardians", "transport", "water", "weights",
]  # fmt: skip
SEEN = (".py", ".sql", ".html", ".css", ".js", ".toml")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=["small", "full"], default="small")
    parser.add_argument("--only", choices=LINES, help="measure one line, again")
    options = parser.parse_args()
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "bench.prepare", options.size], check=True, cwd=ground.ROOT)
    rows, failed = [], []
    for line in LINES if options.only is None else [options.only]:
        measured = measure(line, options.size, again=options.only is not None)
        failed += [line] if measured is None else []
        rows += measured or []
    print_table(rows, options.size)
    print(f"{time.monotonic() - started:.0f} s on {options.size} data; what was measured is kept in {ground.VAR}")
    if failed:
        print(f"could not be measured: {', '.join(failed)}; the reason is above")
    return 1 if failed else 0


def measure(line: str, size: str, *, again: bool) -> list[dict] | None:
    """The rows of one line, from the last run when nothing changed since."""
    kept = ground.VAR / f"{size}-{line}.json"
    code = code_digest()
    if kept.exists() and not again:
        found = json.loads(kept.read_text())
        if found["code"] == code:
            return found["rows"]
    ground.say(line)
    command = [sys.executable, "-m", f"bench.lines.{line}", size]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, cwd=ground.ROOT)
    if done.returncode:
        return None
    rows = json.loads(done.stdout.splitlines()[-1])
    kept.write_text(json.dumps({"code": code, "rows": rows}, indent=1))
    return rows


def code_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(ground.ROOT.rglob("*")):
        part = path.relative_to(ground.ROOT).parts
        if path.suffix in SEEN and not {".venv", "var", "tests", "docs"}.intersection(part) and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def print_table(rows: list[dict], size: str) -> None:
    print(f"\n{'work (' + size + ')':<52} {'ours':>10} {'limit':>10} {'ratio':>7} {'cpu':>7} {'goal':>7}  verdict")
    for row in rows:
        ratio, cpu = (f"{row[name]:.2f}" if row[name] else "" for name in ("ratio", "cpu_ratio"))
        goal = "" if row["goal"] is None else f"{row['goal']:g}"
        print(
            f"{row['name']:<52} {show(row['ours'], row['unit']):>10} {show(row['limit'], row['unit']):>10} "
            f"{ratio:>7} {cpu:>7} {goal:>7}  {row['verdict']}"
        )
        notes = ", ".join(f"{key} {value}" for key, value in row["notes"].items())
        if row["against"] or notes:
            print(f"    {' · '.join(filter(None, [row['against'], notes]))}")


def show(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit != "s":
        return f"{value:.0f} {unit}"
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


if __name__ == "__main__":
    sys.exit(main())
