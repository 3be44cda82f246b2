"""One writer: a build holds the lock of its index folder, and others are told who has it.

The lock is the operating system's (filelock, owned here), so it falls free when its
process dies, however it dies. The owner file beside it is only there to name the holder:
a stale one is overwritten by the next build.
"""

from __future__ import annotations

import datetime
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from qa.errors import IndexLocked, StoreError
from qa.index.location import LOCK_NAME, OWNER_NAME, check_layout


@contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """Hold the right to write the index in `folder`, which is created.

    Raises IndexLocked at once, with the owner's process id, machine and age, when another
    build holds it; StoreError when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        check_layout(folder)
        lock = FileLock(folder / LOCK_NAME, timeout=0)
        lock.acquire()
    except Timeout:
        raise IndexLocked(_who(folder / OWNER_NAME)) from None
    except OSError as error:
        raise StoreError(
            f"The index folder {folder} cannot be written ({error.strerror or error}). "
            "Make it writable, or set QA_INDEXES to a folder that is."
        ) from None
    try:
        _sign(folder / OWNER_NAME)
        yield
    finally:
        (folder / OWNER_NAME).unlink(missing_ok=True)
        lock.release()


def _sign(owner: Path) -> None:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    record = {"pid": os.getpid(), "machine": socket.gethostname(), "since": now}
    try:
        owner.write_text(json.dumps(record), encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"The index folder {owner.parent} cannot be written ({error.strerror or error}). "
            "Free some space or make it writable, and build again."
        ) from None


def _who(owner: Path) -> str:
    remedy = "Wait until it is done, or stop that process; asking goes on meanwhile."
    try:
        record = json.loads(owner.read_text(encoding="utf-8"))
        since = datetime.datetime.fromisoformat(record["since"])
        pid, machine = int(record["pid"]), str(record["machine"])
    except (OSError, ValueError, KeyError, TypeError):
        return f"Another build is writing the index in {owner.parent}. {remedy}"
    age_s = int((datetime.datetime.now(datetime.UTC) - since).total_seconds())
    return (
        f"Process {pid} on {machine} has been building the index in {owner.parent} "
        f"since {since:%H:%M:%S} UTC ({age_s} seconds). {remedy}"
    )
