"""A PostgreSQL server of the tests' own, where its programs are at hand; else why there is none.

From Debian's packages, the PATH, or the Python package pgserver.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

NONE = (
    "no PostgreSQL is at hand: install it (Debian: postgresql; or `pip install pgserver`) and the "
    "extra `postgres`"
)
OWNER = "tests"
# Nothing has to outlive the machine, and only killed processes of the product are tested.
CONFIGURATION = "-c fsync=off -c listen_addresses='' -c max_connections=60 -c shared_buffers=32MB"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    if found := shutil.which("initdb"):
        folders.append(Path(found).parent)
    package = importlib.util.find_spec("pgserver")
    if package and package.origin:
        folders.append(Path(package.origin).parent / "pginstall" / "bin")
    return next((folder for folder in folders if (folder / "initdb").is_file()), None)


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """The address of a running server, without the name of a database."""
    home = Path(mkdtemp(prefix="qa-pg-"))
    try:
        if os.geteuid() == 0:  # which PostgreSQL refuses to run as
            os.chown(home, *_nobody())
        _run(binaries, "initdb", "-D", "data", "-U", OWNER, "-E", "UTF8", "--no-sync", cwd=home)
        options = f"{CONFIGURATION} -k {home}"
        _run(binaries, "pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start", cwd=home)
        try:
            yield f"postgresql://{OWNER}@/{{}}?host={home}"
        finally:
            _run(binaries, "pg_ctl", "-D", "data", "-m", "immediate", "stop", cwd=home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _nobody() -> tuple[int, int]:
    """A user and group who are not root."""
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    return 65534, 65534


def _run(binaries: Path, program: str, *arguments: str, cwd: Path) -> None:
    command = [str(binaries / program), *arguments]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if os.geteuid() == 0:
        user, group = _nobody()
        subprocess.run(
            command, cwd=cwd, env=environment, check=True, user=user, group=group,
            extra_groups=[], **silent,
        )  # fmt: skip
    else:
        subprocess.run(command, cwd=cwd, env=environment, check=True, **silent)
