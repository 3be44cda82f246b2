"""Keeps one service for each collection that is asked for, opened when it is first wanted.

    ?collection=NAME, a program's collection -> of(NAME) -> Service     (all wait in one queue)

A listener of the page learns its collection from the address of the page that made the request;
for as long as it runs, `current` is the service of that one. A name that is not there never opens
another collection in its place. It makes, deletes and puts back collections; it reads no article.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from qa import collection_folders
from qa.errors import CollectionError
from qa.settings import Settings
from qa.ui.interface_words import _
from qa.ui.service.service import Service

_asked: ContextVar[str] = ContextVar("collection", default="")


@contextmanager
def request_to(name: str) -> Iterator[None]:
    """The time in which a request to that collection is handled, in this thread."""
    before = _asked.set(name)
    try:
        yield
    finally:
        _asked.reset(before)


class CollectionServices:
    """The services by their collections.

    own: of the collection that the window was opened with, which a request means that names none.
    on_open: called with each further service, once it was started.
    """

    def __init__(self, own: Service, *, on_open: Callable[[Service], None] | None = None) -> None:
        self.own = own
        self._on_open = on_open or (lambda _: None)
        self._opened = {own.settings.collection: own}
        self._leaving: set[str] = set()
        self._guard = threading.Lock()

    @property
    def settings(self) -> Settings:
        """Those of the window."""
        return self.own.settings

    def opened(self) -> list[Service]:
        """Those that were asked for until now, the window's own first."""
        with self._guard:
            return [*self._opened.values()]

    @property
    def current(self) -> Service:
        """The service of the request that is being handled; outside of one, the window's own.

        Of a collection that is gone, one that answers nothing and says so.
        """
        try:
            return self.of(_asked.get())
        except CollectionError as error:
            return self.own.without_collection(str(error))

    def of(self, name: str) -> Service:
        """The service of a collection, started; "" is the window's own.

        Raises CollectionMissing, naming those there are, if there is no such collection, and
        CollectionError if there can be none, or it is being deleted.
        """
        if not name:
            return self.own
        settings = self.settings.of(name)
        with self._guard:
            if settings.collection in self._leaving:
                name = settings.collection
                raise CollectionError(_("The collection {name} is being deleted.", name=name))
            opened = self._opened.get(settings.collection)
            if opened is not None:
                return opened
            opened = self.own.beside(settings)
            self._opened[settings.collection] = opened
        opened.start()
        self._on_open(opened)
        return opened

    def create(self, name: str) -> str:
        """Make an empty collection; its name. Raises CollectionError."""
        return collection_folders.create(self.settings.collections, name)

    def set_aside(self, name: str) -> str:
        """Delete a collection so that it can be put back; its name. Raises CollectionError."""
        found = self.settings.of(name).collection
        with self._guard:
            self._leaving.add(found)
            opened = self._opened.pop(found, None) if found else None  # the default one stays
        try:
            # First: a build would make its folder anew where it was, and that name is then taken.
            if opened is not None:
                opened.close()
            return collection_folders.set_aside(self.settings.collections, found).name
        finally:
            with self._guard:
                self._leaving.discard(found)

    def put_back(self, kept: str) -> str:
        """Undo a deletion; the collection's name. Raises CollectionError."""
        return collection_folders.put_back(self.settings.collections, kept)
