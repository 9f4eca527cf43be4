"""make run: web, worker and beat beside the embedded services; prints where to go, Ctrl-C ends all."""

import os
import shlex
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from honcho.manager import Manager

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from comuset import local  # noqa: E402

HOST = os.environ.get("HOST", "127.0.0.1")
PATIENCE_SECONDS = 120


def main() -> int:
    os.chdir(ROOT)
    started = local.prepare()
    port = choose_port()
    here = f"http://127.0.0.1:{port}"
    os.environ.setdefault("PUBLIC_URL", here)
    local.remember_address(os.environ["PUBLIC_URL"])
    os.environ.setdefault("REQUEST_LOG_LEVEL", "WARNING")
    # Gathered static files and an account of its own are a server's business, not this command's.
    os.environ |= {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore::UserWarning"}
    manager = Manager()
    for name, command in commands(port).items():
        manager.add_process(name, shlex.join(command), env={**os.environ, "COMUSET_PROCESS": name})
    # A closed terminal must not leave the children behind: they have their own sessions.
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    threading.Thread(target=welcome, args=(here,), daemon=True).start()
    try:
        manager.loop()
    finally:
        # What ran before, for a shell or for tests, goes on.
        local.stop(started)
    # Ctrl-C is how this command is meant to end.
    return 0 if manager.returncode in {130, 143} else manager.returncode


def commands(port: int) -> dict[str, list[str]]:
    """The three processes of COMUSET, the same as on a server."""
    programs = Path(sys.executable).parent
    celery = [str(programs / "celery"), "--app", "comuset", "--quiet"]
    level = ["--loglevel", "warning"]
    bind = ["--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4"]
    return {
        "web": [str(programs / "gunicorn"), "comuset.wsgi", *bind, "--log-level", "warning"],
        "worker": [*celery, "worker", *level, "--concurrency", "2", "--max-tasks-per-child", "50"],
        "beat": [*celery, "beat", *level, "--schedule", str(ROOT / "var" / "beat-schedule")],
    }


def choose_port() -> int:
    """PORT when it is free, else say who is in the way; without PORT the first free one from 8000."""
    wanted = os.environ.get("PORT")
    for port in [int(wanted)] if wanted else range(8000, 8020):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    if wanted:
        sys.exit(f"Port {wanted} is taken by another program. Try: make run PORT={int(wanted) + 1}")
    sys.exit("Ports 8000 to 8019 are all taken. Try: make run PORT=8080")


def welcome(here: str) -> None:
    """Wait for the first answer, then print the address and the demo sign-ins."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if answers(here):
            print(f"\n  COMUSET: {os.environ['PUBLIC_URL']}\n{sign_ins()}\n  Ctrl-C ends it.\n", flush=True)
            return
        time.sleep(0.3)


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def sign_ins() -> str:
    """What the demo wrote for people who look at it for the first time."""
    path = ROOT / "var" / "demo.txt"
    return path.read_text() if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
