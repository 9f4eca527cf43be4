"""Whom the embedded services run as, and where: never as root, and no folder is opened for them."""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

from comuset.local.state import VAR, LocalError, write_private

SHARED = Path("/var/lib/comuset")
POINTER = VAR / "services.where"


def account() -> pwd.struct_passwd | None:
    """The unprivileged account when this process is root (comuset where it exists, else nobody)."""
    if os.geteuid() != 0:
        return None
    for name in ("comuset", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LocalError(
        "Running as root, and there is no account «nobody» to run PostgreSQL as. Create one: adduser comuset"
    )


def run(command: list[Any], *, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run as the service account, without our environment; output to a file, for daemons keep pipes open."""
    user = account()
    environment = {"PATH": os.defpath, "LC_ALL": "C", "HOME": "/"}
    drop: dict[str, Any] = {}
    if user is not None:
        drop = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    with (VAR / "services.out").open("w+") as output:
        try:
            done = subprocess.run(
                command, check=False, input=stdin, stdout=output, stderr=output, text=True,
                cwd="/", umask=0o077, env=environment, **drop,
            )  # fmt: skip
        except PermissionError as error:
            return subprocess.CompletedProcess(command, 126, stdout=str(error))
        output.seek(0)
        done.stdout = output.read()
    return done


def folder(name: str) -> Path:
    """A service's private folder, in var/ or, where the account cannot reach that, in /var/lib/comuset."""
    base = VAR
    user = account()
    if user is not None and (POINTER.exists() or run(["test", "-x", VAR]).returncode):
        base = _relocated(user)
    path = base / name
    if not path.exists():
        path.mkdir(mode=0o700)
        if user is not None:
            os.chown(path, user.pw_uid, user.pw_gid)
    return path


def binary(package: Path, program: str, *beside: Path) -> Path:
    """A program of a wheel, copied below /var/lib/comuset where the account may not read the environment."""
    path = package / program
    user = account()
    if user is None or run([path, "--version"]).returncode == 0:
        return path
    target = _relocated(user) / "bin" / f"{package.parent.name}-{package.stat().st_mtime_ns}"
    if not target.exists():
        draft = target.with_name(target.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        for source in (package, *beside):
            shutil.copytree(source, draft / source.relative_to(package.parent.parent), copy_function=_copy_open)
        for directory, _, _ in os.walk(draft):
            Path(directory).chmod(0o755)
        draft.rename(target)
    path = target / package.relative_to(package.parent.parent) / program
    if run([path, "--version"]).returncode:
        raise LocalError(f"{user.pw_name} cannot run {path}: {run([path, '--version']).stdout.strip()}")
    return path


def _copy_open(source: str, target: str) -> None:
    shutil.copyfile(source, target)
    Path(target).chmod(0o755 if Path(source).stat().st_mode & 0o100 else 0o644)


def _relocated(user: pwd.struct_passwd) -> Path:
    """The folder below /var/lib/comuset; a copied project gets its own, a moved one keeps what it had."""
    kept = Path(POINTER.read_text().strip()) if POINTER.exists() else None
    if kept is not None and (kept / "belongs-to").exists():
        owner = Path((kept / "belongs-to").read_text().strip())
        if owner == VAR or not (owner / POINTER.name).exists():
            (kept / "belongs-to").write_text(f"{VAR}\n")
            return kept
    base = SHARED / hashlib.sha256(str(VAR).encode()).hexdigest()[:16]
    SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
    base.mkdir(mode=0o711, exist_ok=True)
    (base / "bin").mkdir(mode=0o755, exist_ok=True)
    (base / "belongs-to").write_text(f"{VAR}\n")
    if run(["test", "-x", base]).returncode:
        raise LocalError(f"{user.pw_name} cannot enter {base}. Run make as an ordinary user instead of root.")
    write_private(POINTER, f"{base}\n")
    return base
