"""Opens the parts of one index (catalog, search engine) and notes which of them are damaged.

Under `Index`. A side of the engine, words or vectors, that is lost or damaged does not close the
index: the other side goes on answering, what is the matter is kept to be told, and a note asks
the next build to repair it. It searches nothing.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from pathlib import Path

from qa.errors import DiskFull, StoreError
from qa.index.catalog import Catalog
from qa.index.condition import Condition
from qa.index.database import Database
from qa.index.engine.open_engine import open_engine
from qa.index.engine.search_engine import SearchEngine, Side
from qa.index.health import vectors_condition, words_condition
from qa.index.location import ask_for_repair
from qa.index.schema import Manifest, check_model
from qa.settings import Settings

_log = logging.getLogger(__name__)

# A store that failed is tried again after so long: a disk may have been full, a server away.
RETRY_S = 30.0

_FULL = (
    "The disk that the index is kept on is full, and {} cannot be read without free space there, "
    "so answers rest on {} alone. Make free space on it; the index is whole and need not be built."
)
_TOLD = {
    ("vectors", "full"): _FULL.format("vectors", "words"),
    ("words", "full"): _FULL.format("words", "meaning"),
    ("vectors", "damaged"): "The vectors of the index are missing or cannot be read, so answers "
    "rest on words alone until the next build makes them again.",
    ("vectors", "lost"): "Some vectors of the index are lost ({}), so passages may be "
    "found by their words alone until the next build makes them again.",
    ("words", "damaged"): "The word index is missing or cannot be read, so answers rest on "
    "meaning alone until the next build makes it again.",
    ("words", "lost"): "The word index is not whole ({}), so passages may be found by their "
    "meaning alone until the next build makes it again.",
}
_AWAY = (
    "The server that keeps words and vectors cannot be searched, so nothing is found. It is asked "
    "again every half minute; `qa check` says what is the matter."
)


@dataclass(slots=True)
class Parts:
    """The open parts of one index folder.

    opened: the sides that can be searched. trouble: how a side is that is not sound.
    """

    folder: Path
    database: Database
    catalog: Catalog
    manifest: Manifest
    engine: SearchEngine
    opened: set[Side] = field(default_factory=set)
    trouble: dict[Side, Condition] = field(default_factory=dict)
    _tried_at: dict[Side, float] = field(default_factory=dict)

    def told(self) -> str:
        """What is the matter, in sentences; "" if nothing is."""
        sides: tuple[Side, Side] = ("vectors", "words")
        if all(self.failing(side) and self.engine.remote(side) for side in sides):
            return _AWAY
        found = [(side, self.trouble[side]) for side in sides if side in self.trouble]
        return " ".join(_TOLD[side, each.state].format(each.detail) for side, each in found)

    def failing(self, side: Side) -> StoreError | None:
        """The error to raise in place of a search, where a side cannot be searched."""
        found = self.trouble.get(side)
        failed = found is not None and found.state in {"damaged", "full"}
        return StoreError(found.detail) if found and failed else None

    def doubt(self, side: Side, error: StoreError) -> None:
        """Note that a side could not be opened or searched."""
        self._tried_at[side] = time.monotonic()
        full = isinstance(error, DiskFull)
        self._note(side, Condition("full" if full else "damaged", str(error)))
        self._shut(side)

    def open_words(self) -> None:
        """Open the word index, if there is one yet, and look whether it is whole."""
        if not self.manifest.generation:
            return
        settled = not self.manifest.unsettled
        try:
            if settled:
                self.engine.verify("words", whole=False)
            self.engine.open("words")
            self.opened.add("words")
            self._note("words", words_condition(self.engine, self.database, settled=settled))
        except StoreError as error:
            self.doubt("words", error)

    def open_vectors(self) -> bool:
        """Open the vectors when there is a first one; whether they can be searched."""
        shut = "vectors" not in self.opened
        if shut and self.manifest.vector_generation and self._due("vectors"):
            try:
                if not self.manifest.unsettled:
                    self.engine.verify("vectors", whole=False)
                self.engine.open("vectors")
                self.opened.add("vectors")
                self._look_at_vectors()
            except StoreError as error:
                self.doubt("vectors", error)
        return "vectors" in self.opened

    def follow(self, now: Manifest) -> bool:
        """Come up to a newer state; whether anything changed."""
        before, self.manifest = self.manifest, now
        self.engine.manifest = now
        ended = now.built_at != before.built_at or (before.unsettled and not now.unsettled)
        if ended:
            self._tried_at.clear()
        try:
            changed = self._follow_words(before, ended=ended)
        except StoreError as error:
            changed = True
            self.doubt("words", error)
        try:
            return self._follow_vectors(before, ended=ended) or changed
        except StoreError as error:
            self.doubt("vectors", error)
            return True

    def close(self) -> None:
        """Close files and connections."""
        self.engine.close()
        self.database.close()

    def _follow_words(self, before: Manifest, *, ended: bool) -> bool:
        now = self.manifest
        shut = "words" not in self.opened
        if now.word_store != before.word_store or (shut and self._due("words")):
            self.trouble.pop("words", None)
            self.open_words()
            return True
        if now.generation == before.generation or shut:
            return False
        self.engine.refresh("words")
        if ended:
            self._note("words", words_condition(self.engine, self.database, settled=True))
        return True

    def _follow_vectors(self, before: Manifest, *, ended: bool) -> bool:
        now = self.manifest
        if now.vector_store != before.vector_store:
            self.trouble.pop("vectors", None)
            self._tried_at.pop("vectors", None)
            self._shut("vectors")
        changed = now.vector_generation != before.vector_generation
        if changed and "vectors" in self.opened:
            self.engine.refresh("vectors")
        if ended and "vectors" in self.opened:
            self._look_at_vectors()
        elif ended:
            self.trouble.pop("vectors", None)
        return changed

    def _shut(self, side: Side) -> None:
        self.opened.discard(side)
        self.engine.shut(side)

    def _look_at_vectors(self) -> None:
        settled = not self.manifest.unsettled
        found = vectors_condition(self.engine, self.database, settled=settled)
        if found.state == "damaged":
            raise StoreError(found.detail)
        self._note("vectors", found)

    def _note(self, side: Side, condition: Condition) -> None:
        if condition.state == "sound":
            self.trouble.pop(side, None)
            return
        if condition.state == "damaged" and side == "words":
            self._shut(side)
        if self.trouble.get(side) != condition:
            # People are told what it means for their answers; who runs this needs the reason.
            _log.warning("%s of %s: %s, %s", side, self.folder, condition.state, condition.detail)
        self.trouble[side] = condition
        if condition.state == "full":
            return  # nothing is damaged that a build could repair
        # A server may only be away, and while a build is under way it repairs by itself.
        if not self.manifest.unsettled and not self.engine.remote(side):
            ask_for_repair(self.folder)

    def _due(self, side: Side) -> bool:
        tried = self._tried_at.get(side)
        return tried is None or time.monotonic() - tried > RETRY_S


def open_parts(settings: Settings, folder: Path, database: Database, *, model: str) -> Parts:
    """Open the words of an index folder beside its catalog, which is closed on an error.

    model: the encoder that questions are embedded with. Raises IndexMismatch when another one
    or another version built the index, StoreError when its catalog is missing or damaged.
    """
    catalog = Catalog(database)
    try:
        manifest = catalog.manifest()
        check_model(manifest, model)
        engine = open_engine(settings, folder, database, manifest)
        parts = Parts(folder, database, catalog, manifest, engine)
        parts.open_words()
    except BaseException:
        database.close()
        raise
    return parts
