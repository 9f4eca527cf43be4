"""PostgreSQL and Redis from wheels, for a machine that has neither.

`var/local.env`, written by `make setup`, marks such a machine. Without it nothing here acts, so a production
server keeps refusing to start until it is given its own secrets.
"""

import os

from comuset.local import postgres, redis
from comuset.local.state import LOCAL_ENV, VAR, LocalError, locked, read_env, read_state, save_state


def prepare() -> None:
    """Load var/local.env and start what this machine needs and nobody gave an address for."""
    if not LOCAL_ENV.exists():
        return
    for key, value in read_env().items():
        os.environ.setdefault(key, value)
    os.environ.setdefault("MEDIA_ROOT", str(VAR / "media"))
    if not os.environ.get("DATABASE_URL"):
        start_postgres()
    if not os.environ.get("REDIS_URL"):
        start_redis()


def start_postgres() -> None:
    """Put the three addresses of the embedded cluster into the environment, starting it when it is down."""
    if not postgres.is_up(read_state()):
        with locked() as state:
            if not postgres.is_up(state):
                postgres.start(state)
    for name, url in postgres.urls(read_state()).items():
        os.environ.setdefault(name, url)
    # An owner address left over from elsewhere would migrate another database than the one in use.
    os.environ["DATABASE_URL"] = postgres.urls(read_state())["DATABASE_URL"]


def start_redis() -> None:
    """The same for the embedded Redis."""
    if not redis.is_up(read_state()):
        with locked() as state:
            if not redis.is_up(state):
                redis.start(state)
    os.environ["REDIS_URL"] = redis.url(read_state())


def remember_address(url: str) -> None:
    """Keep where `make run` answers, so that commands beside it print the same links."""
    if LOCAL_ENV.exists():
        with locked() as state:
            save_state({**state, "public_url": url})


def address() -> str:
    """Where this machine's COMUSET answers: at PORT, else where it last ran, else at 8000."""
    port = os.environ.get("PORT")
    return f"http://127.0.0.1:{port}" if port else read_state().get("public_url", "http://127.0.0.1:8000")


def stop() -> None:
    """Stop both; committed rows stay, Redis forgets (it is disposable)."""
    if not LOCAL_ENV.exists():
        return
    with locked() as state:
        redis.stop(state)
        postgres.stop(state)


__all__ = ["LocalError", "address", "prepare", "remember_address", "start_postgres", "start_redis", "stop"]
