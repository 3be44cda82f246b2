"""Searches a small scope exactly: its vectors in memory, its words by a filter on article ids.

Between index and stores. A graph of neighbours that is asked for more and filtered finds the
less of a scope the rarer it is; so the vectors of a scope of up to EXACT_SCOPE passages are
fetched, once per scope and state of the index, and compared one by one. Larger scopes are
left to the wide search. It decides nothing about questions.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qa.index.database import Database
from qa.index.dense import Vectors
from qa.index.exact_search import ExactRows, exact_rows
from qa.index.schema import Manifest
from qa.index.scope_query import passages_in
from qa.scope import Scope

# Passages up to which a scope's vectors are compared one by one: 15 MB at 384 dimensions.
EXACT_SCOPE = 10_000
# Scopes whose vectors are kept: those of the conversations at hand.
REMEMBERED_SCOPES = 4
NO_ROWS = ExactRows((), np.empty((0, 0), dtype=np.float32))


@dataclass(frozen=True, slots=True)
class ScopePart:
    """articles: ids; rows: the vectors that there are of their passages."""

    articles: frozenset[str]
    rows: ExactRows


class ScopeParts:
    """The parts of the latest scopes. Safe to use from several threads."""

    def __init__(self) -> None:
        self._parts: OrderedDict[tuple[Scope, int, int], ScopePart | None] = OrderedDict()
        self._guard = threading.Lock()

    def of(
        self,
        scope: Scope,
        database: Database,
        manifest: Manifest,
        vectors: Callable[[], Vectors | None],
    ) -> ScopePart | None:
        """The part of a scope; None where it is too large to be compared one by one."""
        key = scope, manifest.generation, manifest.vector_generation
        with self._guard:
            if key in self._parts:
                self._parts.move_to_end(key)
                return self._parts[key]
        with database.reading() as session:
            found = passages_in(session, scope, most=EXACT_SCOPE)
        part = None
        if found is not None:
            store = vectors()
            rows = exact_rows({key for _, key in found}, store.get) if store else NO_ROWS
            part = ScopePart(frozenset(article for article, _ in found), rows)
        with self._guard:
            self._parts[key] = part
            while len(self._parts) > REMEMBERED_SCOPES:
                self._parts.popitem(last=False)
        return part
