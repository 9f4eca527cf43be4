"""Print shell assignments for the PostgreSQL and Redis of this machine, or nothing when it has none of its own."""

import contextlib
import os
import shlex

import psycopg
import redis
from psycopg.conninfo import conninfo_to_dict

DATABASE = "comuset_ci"
ADMIN = os.environ.get("COMUSET_CI_ADMIN_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("COMUSET_CI_REDIS_URL", "redis://127.0.0.1:6379/9")


def main() -> None:
    with contextlib.suppress(psycopg.OperationalError, redis.RedisError):
        with psycopg.connect(ADMIN, connect_timeout=3) as connection:
            row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping()
        if row and row[0]:
            print("\n".join(f"{name}={shlex.quote(url)}" for name, url in addresses().items()))


def addresses() -> dict[str, str]:
    """Our roles on that server, with one throw-away password where it asks for passwords at all."""
    parts = conninfo_to_dict(ADMIN)
    password = parts.get("password")
    place = f"{parts.get('host', '127.0.0.1')}:{parts.get('port', 5432)}/{DATABASE}"

    def url(role: str) -> str:
        return f"postgres://{role}{f':{password}' if password else ''}@{place}"

    return {
        "DATABASE_URL": url("comuset_app"),
        "DATABASE_OWNER_URL": url("comuset_owner"),
        "DATABASE_ADMIN_URL": ADMIN,
        "REDIS_URL": REDIS,
    }


if __name__ == "__main__":
    main()
