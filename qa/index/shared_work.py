"""Shares the work of a build among processes: claims with leases, in tables beside the catalog.

    files_to_read, keys_to_embed -> claim (skip what is claimed) -> done, or its lease runs out

Under `join`, in PostgreSQL alone. A process that dies leaves claims whose leases run out, and then
others take them; one that was only slow finds that a claim is no longer its own. What of the work
means it does not know.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from qa.index.database import Session
from qa.index.postgres_database import lock_number

# After so long without a sign of life a claim is anybody's. A file takes a minute at most.
LEASE_S = 180.0
# Between two looks whether there is more to do while others work.
PAUSE_S = 0.2

_WORK = (
    "CREATE TABLE IF NOT EXISTS {} (name TEXT PRIMARY KEY, worker TEXT NOT NULL DEFAULT '', "
    "until TIMESTAMPTZ NOT NULL DEFAULT '-infinity')"
)
STATEMENTS = (
    _WORK.format("files_to_read"),
    _WORK.format("keys_to_embed"),
    "CREATE TABLE IF NOT EXISTS made_vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL)",
)


class Claims:
    """The claims of one process on a table of work.

    session: of a connection whose statements are transactions each.
    """

    def __init__(self, session: Session, table: str, *, lease_s: float) -> None:
        self._session = session
        self._table = table
        self._lease_s = lease_s
        self._worker = f"{socket.gethostname()} {os.getpid()} {uuid.uuid4().hex[:8]}"

    def take(self, most: int) -> list[str]:
        """Names that nobody works at, at most so many; they are this process's now."""
        rows = self._session.rows(
            f"UPDATE {self._table} SET worker = ?, until = now() + make_interval(secs => ?) "
            f"WHERE name IN (SELECT name FROM {self._table} WHERE until < now() ORDER BY name "
            "LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING name",
            (self._worker, self._lease_s, most),
        )
        return sorted(str(name) for (name,) in rows)

    def renew(self) -> None:
        """Say that this process is alive."""
        self._session.run(
            f"UPDATE {self._table} SET until = now() + make_interval(secs => ?) WHERE worker = ?",
            (self._lease_s, self._worker),
        )

    def done(self, session: Session, name: str) -> bool:
        """Take a name off, in the transaction of its result; whether it was still claimed here."""
        sql = f"DELETE FROM {self._table} WHERE name = ? AND worker = ?"
        return session.run(sql, (name, self._worker)) == 1

    def left(self) -> int:
        """How many names there are, claimed or not."""
        return int(self._session.rows(f"SELECT count(*) FROM {self._table}")[0][0])

    def each(self, most: int, stop: Callable[[], bool]) -> Iterator[list[str]]:
        """Pages of names until none is left, waiting for those of others."""
        while not stop():
            if names := self.take(most):
                yield names
            elif self.left():
                time.sleep(PAUSE_S)
            else:
                return


@contextmanager
def alone(session: Session, name: str, stop: Callable[[], bool]) -> Iterator[bool]:
    """Hold a lock that one process of all can hold, waiting for it; False once told to stop."""
    number = (lock_number(name),)
    while not (got := session.rows("SELECT pg_try_advisory_lock(?)", number)[0][0]):
        if stop():
            break
        time.sleep(PAUSE_S)
    try:
        yield bool(got)
    finally:
        if got:
            session.rows("SELECT pg_advisory_unlock(?)", number)
