"""Lets one process build an index at a time, by a file lock and an owner file that is renewed.

The lock is the operating system's (filelock, owned here), so it falls free when its
process dies, however it dies. The owner file beside it names the holder, and a stale one is
overwritten by the next build. On a network file system the lock of another machine may not be
seen; so the holder renews the time of its owner file, and a build that got the lock although a
file of another machine was renewed a moment ago is refused. Times are compared as the file system
gives them, whatever the machines' clocks say. Two machines that begin in the same instant are not
told apart: that takes a lock that both see.
"""

from __future__ import annotations

import datetime
import json
import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from qa.errors import IndexLocked, StoreError
from qa.index.location import LOCK_NAME, OWNER_NAME, check_layout

# How often the holder says that it is there, and after how long it is taken for gone.
BEAT_S, SILENT_S = 10.0, 60.0
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@contextmanager
def build_lock(folder: Path, *, beat_s: float = BEAT_S) -> Iterator[None]:
    """Hold the right to write the index in `folder`, which is created.

    beat_s: seconds between two signs of life for other machines.

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
    owner = folder / OWNER_NAME
    try:
        if _is_held_elsewhere(owner):
            raise IndexLocked(_who(owner))
        _sign(owner)
        try:
            with _beating(owner, beat_s):
                yield
        finally:
            owner.unlink(missing_ok=True)
    finally:
        lock.release()


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Wait for the lock of a file, and hold it."""
    with FileLock(path):
        yield


def _is_held_elsewhere(owner: Path) -> bool:
    """Whether a process of another machine said within `SILENT_S` that it is building here."""
    try:
        kernel = json.loads(owner.read_text(encoding="utf-8")).get("kernel")
        if kernel in (None, _kernel()):
            return False  # where locks are seen, having ours is proof enough
        probe = owner.with_name(f"{owner.name}.{uuid.uuid4().hex}")
        probe.touch()
        now_s = probe.stat().st_mtime
        probe.unlink()
        return now_s - owner.stat().st_mtime < SILENT_S
    except (OSError, ValueError, AttributeError):
        return False


@contextmanager
def _beating(owner: Path, beat_s: float) -> Iterator[None]:
    """Renew the time of the owner file meanwhile."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(beat_s):
            with suppress(OSError):
                os.utime(owner)

    thread = threading.Thread(target=beat, name="build-owner", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _kernel() -> str:
    """What tells machines apart that do not see each other's locks: one running kernel."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return f"{socket.gethostname()} {uuid.getnode():x}"


def _sign(owner: Path) -> None:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    record = {
        "pid": os.getpid(),
        "machine": socket.gethostname(),
        "kernel": _kernel(),
        "since": now,
    }
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
    # A clock may have been set back since, or be another machine's.
    age_s = max(0, int((datetime.datetime.now(datetime.UTC) - since).total_seconds()))
    return (
        f"Process {pid} on {machine} has been building the index in {owner.parent} "
        f"since {since:%H:%M:%S} UTC ({age_s} seconds). {remedy}"
    )
