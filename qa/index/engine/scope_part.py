"""Looks up what a small scope holds, so that it can be searched exactly.

Within the embedded engine. A graph of neighbours that is asked for more and filtered finds the
less of a scope the rarer it is; so the vectors of a scope of up to EXACT_SCOPE passages are
fetched, once per scope and state of the index, and compared one by one. Larger scopes are
left to the wide search. It decides nothing about questions.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from qa.index.database import Database
from qa.index.engine.exact_search import ExactRows, Vector, exact_rows
from qa.index.schema import Manifest
from qa.index.scope_query import passages_in
from qa.scope import Scope

# Passages up to which a scope's vectors are compared one by one: 15 MB at 384 dimensions.
EXACT_SCOPE = 10_000
# Scopes whose vectors are kept: those of the conversations at hand.
REMEMBERED_SCOPES = 4


class ScopePart:
    """What a scope holds; articles: ids."""

    def __init__(self, found: Sequence[tuple[str, str]]) -> None:
        """found: article and vector key of each passage."""
        self.articles = frozenset(article for article, _ in found)
        self._keys = {key for _, key in found}
        self._rows: ExactRows | None = None

    def rows(self, fetch: Callable[[Sequence[str]], dict[str, Vector]]) -> ExactRows:
        """The vectors that there are of its passages, fetched at the first search."""
        if self._rows is None:
            self._rows = exact_rows(self._keys, fetch)
        return self._rows


class ScopeParts:
    """The parts of the latest scopes. Safe to use from several threads."""

    def __init__(self) -> None:
        self._parts: OrderedDict[tuple[Scope, int, int], ScopePart | None] = OrderedDict()
        self._guard = threading.Lock()

    def of(self, scope: Scope, database: Database, manifest: Manifest) -> ScopePart | None:
        """The part of a scope; None where it is too large to be compared one by one."""
        key = scope, manifest.generation, manifest.vector_generation
        with self._guard:
            if key in self._parts:
                self._parts.move_to_end(key)
                return self._parts[key]
        with database.reading() as session:
            found = passages_in(session, scope, most=EXACT_SCOPE)
        part = ScopePart(found) if found is not None else None
        with self._guard:
            self._parts[key] = part
            while len(self._parts) > REMEMBERED_SCOPES:
                self._parts.popitem(last=False)
        return part
