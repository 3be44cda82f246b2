"""Keeps conversations and notes as JSON items by id: in the person's browser, or in a SQLite file.

    items + what a request brings along -> changes -> the browser's local storage, or the file

In the browser, each change names the items that it puts and those that it takes away, so that two
tabs do not overwrite each other. The file is for windows with a login (`QA_KEEP`); whoever may log
in shares it. What comes back is untrusted: whoever reads items checks their shape.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from qa.errors import QaError
from qa.ui.interface_words import N_, _

Item = Mapping[str, object]
MOST_ITEMS = 5_000
_TABLE = (
    "CREATE TABLE IF NOT EXISTS kept "
    "(kind TEXT, id TEXT, item TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID"
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to change among the items of one kind; every item has an `id`."""

    put: Sequence[Item] = ()
    gone: Sequence[str] = ()


class Shelf(Protocol):
    """Where the items of a kind are kept. where: how people are told of it."""

    where: str

    def items(self, kind: str, sent: object) -> list[object]:
        """All items of a kind. sent: what the request brought of the browser's."""

    def change(self, kind: str, changes: Changes) -> Changes:
        """Carry the changes out; what is left of them for the browser to do."""


class BrowserShelf:
    """The browser's local storage: it sends what it has, and is sent what changes."""

    where = N_("in this browser and nowhere else")

    def items(self, kind: str, sent: object) -> list[object]:
        """What the browser sent, whatever it is."""
        del kind
        try:
            items = json.loads(sent) if isinstance(sent, str) else []
        except (ValueError, RecursionError):
            return []
        return items[:MOST_ITEMS] if isinstance(items, list) else []

    def change(self, kind: str, changes: Changes) -> Changes:
        """All is left to the browser."""
        del kind
        return changes


class FileShelf:
    """A SQLite file on the server, made when something is kept first.

    Raises QaError, with the remedy, where it cannot be read or written.
    """

    where = N_("on the server, for everyone who may log in")

    def __init__(self, path: Path) -> None:
        self._path = path

    def items(self, kind: str, sent: object) -> list[object]:
        """What the file has; the browser is not asked."""
        del sent
        if not self._path.exists():
            return []
        with self._open() as database:
            rows = database.execute(
                "SELECT item FROM kept WHERE kind = ? LIMIT ?", (kind, MOST_ITEMS)
            )
            return [json.loads(item) for (item,) in rows]

    def change(self, kind: str, changes: Changes) -> Changes:
        """Write; nothing is left to the browser."""
        put = [(kind, str(item["id"]), json.dumps(item)) for item in changes.put]
        with self._open() as database, database:
            database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", put)
            database.executemany(
                "DELETE FROM kept WHERE kind = ? AND id = ?",
                [(kind, name) for name in changes.gone],
            )
        return Changes()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=10)) as database:
                database.execute(_TABLE)
                yield database
        except (sqlite3.Error, ValueError) as error:
            raise QaError(
                _(
                    "{path}, which keeps conversations and notes, cannot be used ({why}). "
                    "Set QA_KEEP to another file, or move this one away.",
                    path=self._path,
                    why=error,
                )
            ) from None


def open_shelf(keep: Path | None) -> Shelf:
    """The file if one is named, otherwise the browser."""
    return FileShelf(keep) if keep else BrowserShelf()
