"""make check: everything that can be said about the code without running its tests."""

import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
PYTHON = sys.executable
# Types are asked for where a mistake costs most: tenancy, the registry, jobs, and every service.
TYPED = ["manage.py", "comuset", "core/tenancy", "core/strategies", "core/jobs"]
SERVICES = ("*/services.py", "*/services/*.py", "core/*/services.py", "core/*/services/*.py")
# As on a server: nothing of var/local.env, https, no debugging.
SERVER = {
    "COMUSET_LOCAL": "0",
    "DEBUG": "0",
    "PUBLIC_URL": "https://comuset.example.pe",
    "SECURITY_CONTACT": "seguridad@comuset.example.pe",
}


def main() -> None:
    os.chdir(ROOT)
    started = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, steps().items()))
    failed = [name for name, passed in results if not passed]
    print(f"check: {len(results) - len(failed)} of {len(results)} passed in {time.monotonic() - started:.0f} s")
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def steps() -> dict[str, list[str]]:
    """The checks by name; each is a command that fails on what it does not want."""
    tools = ("lint_imports", "lint_late_imports", "lint_sql", "lint_browser", "check_sizes", "check_templates")
    manage = [PYTHON, "manage.py"]
    return {
        "types": [PYTHON, "-m", "mypy", *typed()],  # the plugin reads the settings with this very environment
        "lint": [str(PROGRAMS / "ruff"), "check", "--quiet", "."],
        "format": [str(PROGRAMS / "ruff"), "format", "--check", "--quiet", "."],
        **{tool.split("_", 1)[1]: [PYTHON, f"tools/{tool}.py"] for tool in tools},
        "catalogs": [PYTHON, "tools/catalogs.py", "--check"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "deploy": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
    }


def typed() -> list[str]:
    folders = [name for name in TYPED if (ROOT / name).exists()]
    found = [str(path.relative_to(ROOT)) for pattern in SERVICES for path in sorted(ROOT.glob(pattern))]
    return [*folders, *(name for name in found if not name.startswith(tuple(folders)))]


def run(step: tuple[str, list[str]]) -> tuple[str, bool]:
    name, command = step
    environment = {**os.environ}
    if name == "deploy":
        environment |= {**SERVER, "SECRET_KEY": secrets.token_urlsafe(50), "CASE_KEYS": secrets.token_urlsafe(50)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    passed = done.returncode == 0
    output = "" if passed and name != "sizes" else (done.stdout + done.stderr).rstrip()
    print(f"{'ok  ' if passed else 'FAIL'} {name}" + (f"\n{output}" if output else ""), flush=True)
    return name, passed


if __name__ == "__main__":
    main()
