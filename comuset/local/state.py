"""What a local machine remembers under var/: its environment, the ports and passwords of its services."""

import contextlib
import fcntl
import json
import os
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
LOCAL_ENV = VAR / "local.env"
STATE = VAR / "services.json"
LOCK = VAR / "services.lock"
SECRETS = ("SECRET_KEY", "CASE_KEYS")


class LocalError(SystemExit):
    """An embedded service cannot run here; the message says why and what to do."""


def write_private(path: Path, text: str) -> None:
    """Replace a file, readable by its owner only; a power cut leaves the old one or the new one."""
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def mark_as_local() -> bool:
    """Write var/local.env once, and later the secrets it does not have yet; true when this call made it."""
    is_new = not LOCAL_ENV.exists()
    known = {"COMUSET_LOCAL": "1"} if is_new else read_env()
    missing = {name: secrets.token_urlsafe(50) for name in SECRETS if name not in known}
    if is_new or missing:
        lines = LOCAL_ENV.read_text().splitlines() if not is_new else ["COMUSET_LOCAL=1"]
        write_private(LOCAL_ENV, "\n".join([*lines, *(f"{name}={key}" for name, key in missing.items()), ""]))
    return is_new


def read_env() -> dict[str, str]:
    """The KEY=value lines of var/local.env."""
    try:
        lines = LOCAL_ENV.read_text().splitlines()
    except PermissionError as error:
        raise LocalError(f"{LOCAL_ENV} belongs to another user. Run this as the user who ran make setup.") from error
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {key.strip(): value.strip() for key, value in pairs}


def read_state() -> dict[str, Any]:
    """Ports and passwords; made on first use."""
    try:
        return json.loads(STATE.read_text())
    except FileNotFoundError:
        return {}


def save_state(state: dict[str, Any]) -> None:
    """Keep ports and passwords in var/services.json (0600)."""
    write_private(STATE, json.dumps(state, indent=1) + "\n")


@contextlib.contextmanager
def locked() -> Iterator[dict[str, Any]]:
    """Hold the machine's lock, so that two processes at once start one cluster; gives the state to change."""
    VAR.mkdir(mode=0o755, exist_ok=True)
    with LOCK.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield read_state()


def password_for(state: dict[str, Any], name: str) -> str:
    """The generated password kept under this name."""
    return str(state.setdefault(f"{name}_password", secrets.token_urlsafe(24)))


def free_port(preferred: int | None) -> int:
    """The port used last time when it is still free, else one the system offers."""
    for port in (preferred, 0):
        if port is None:
            continue
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise LocalError("No free port on 127.0.0.1. Close some programs and try again.")
