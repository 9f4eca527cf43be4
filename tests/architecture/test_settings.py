"""A server refuses to start without its secrets, with a sentence; a local machine is marked by a file only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER = {
    "SECRET_KEY": "x" * 60,
    "CASE_KEYS": "y" * 60,
    "PUBLIC_URL": "https://comuset.example.pe",
    "DATABASE_URL": "postgres://comuset_app:secret@db.example.pe/comuset",
    "REDIS_URL": "redis://:secret@redis.example.pe/0",
}
PRINT = "from comuset import settings as s; print(({}))"


def start(tmp_path, *, without=(), expression="s.DEBUG", **changes):
    """Import the settings as a server would: its own environment, and a var/ that marks nothing."""
    environment = {**SERVER, "PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), **changes}
    return subprocess.run(
        [sys.executable, "-c", PRINT.format(expression)],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if name not in without},
        capture_output=True,
        text=True,
        check=False,
    )


def test_server_starts_with_its_secrets(tmp_path):
    done = start(
        tmp_path, expression="s.DEBUG, s.IS_LOCAL, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.ALLOWED_HOSTS"
    )

    assert done.stdout.strip() == "(False, False, True, True, ['comuset.example.pe'])", done.stderr


@pytest.mark.parametrize("missing", SERVER)
def test_server_refuses_to_start_without_a_secret(tmp_path, missing):
    done = start(tmp_path, without=(missing,))

    assert done.returncode == 1
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .startswith(f"django.core.exceptions.ImproperlyConfigured: {missing} is not set: ")
    )


@pytest.mark.parametrize("keys", ["short", f"{'y' * 60},short", "x" * 60])
def test_server_refuses_a_weak_or_borrowed_key_of_names(tmp_path, keys):
    done = start(tmp_path, CASE_KEYS=keys)

    assert done.returncode == 1
    assert "CASE_KEYS: each key has 32 characters or more, and none is SECRET_KEY" in done.stderr


def test_server_refuses_an_address_without_tls(tmp_path):
    done = start(tmp_path, PUBLIC_URL="http://comuset.example.pe")

    assert done.returncode == 1
    assert "PUBLIC_URL must begin with https://" in done.stderr


def test_nothing_is_started_or_written_without_the_mark(tmp_path):
    start(tmp_path)

    assert not (tmp_path / "var").exists()
