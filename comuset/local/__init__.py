"""PostgreSQL and Redis from wheels, for a machine that has neither.

`var/local.env`, written by `make setup`, marks such a machine. Without it nothing here acts, so a production
server keeps refusing to start until it is given its own secrets.
"""

import os
from collections.abc import Collection

from comuset.local import postgres, redis
from comuset.local.state import LOCAL_ENV, VAR, LocalError, locked, read_env, read_state, save_state


def prepare() -> set[str]:
    """Load var/local.env and start what this machine needs and nobody gave an address for; names what it started."""
    started: set[str] = set()
    if not LOCAL_ENV.exists():
        return started
    for key, value in read_env().items():
        os.environ.setdefault(key, value)
    os.environ.setdefault("MEDIA_ROOT", str(VAR / "media"))
    if not os.environ.get("DATABASE_URL") and start_postgres():
        started.add("postgres")
    if not os.environ.get("REDIS_URL") and start_redis():
        started.add("redis")
    return started


def start_postgres() -> bool:
    """Put the three addresses of the embedded cluster into the environment; whether it was down and is started."""
    was_down = False
    if not postgres.is_up(read_state()):
        with locked() as state:
            if was_down := not postgres.is_up(state):
                postgres.start(state)
    for name, url in postgres.urls(read_state()).items():
        os.environ.setdefault(name, url)
    # An owner address left over from elsewhere would migrate another database than the one in use.
    os.environ["DATABASE_URL"] = postgres.urls(read_state())["DATABASE_URL"]
    return was_down


def start_redis() -> bool:
    """The same for the embedded Redis."""
    was_down = False
    if not redis.is_up(read_state()):
        with locked() as state:
            if was_down := not redis.is_up(state):
                redis.start(state)
    os.environ["REDIS_URL"] = redis.url(read_state())
    return was_down


def remember_address(url: str) -> None:
    """Keep where `make run` answers, so that commands beside it print the same links."""
    if LOCAL_ENV.exists():
        with locked() as state:
            save_state({**state, "public_url": url})


def address() -> str:
    """Where this machine's COMUSET answers: at PORT, else where it last ran, else at 8000."""
    port = os.environ.get("PORT")
    return f"http://127.0.0.1:{port}" if port else read_state().get("public_url", "http://127.0.0.1:8000")


def stop(started: Collection[str] = ("postgres", "redis")) -> None:
    """Stop both, or those somebody `started`; committed rows stay, Redis forgets (it is disposable)."""
    if not LOCAL_ENV.exists():
        return
    with locked() as state:
        if "redis" in started:
            redis.stop(state)
        if "postgres" in started:
            postgres.stop(state)


__all__ = ["LocalError", "address", "prepare", "remember_address", "start_postgres", "start_redis", "stop"]
