"""Opens the parts of one index (catalog, words, vectors) and notes which of them are damaged.

Under `Index`. A store that is lost or damaged does not close the index: the other side goes on
answering, what is the matter is kept to be told, and a note asks the next build to repair it.
It searches nothing.
"""

from __future__ import annotations

import logging
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from qa.errors import DiskFull, StoreError
from qa.index.catalog import Catalog
from qa.index.condition import Condition
from qa.index.database import Database
from qa.index.dense import Vectors
from qa.index.health import vectors_condition, words_condition
from qa.index.lexical import Words
from qa.index.location import CATALOG_NAME, ask_for_repair, is_writable
from qa.index.schema import Manifest, check_model
from qa.index.seals import damaged_graph, is_touched
from qa.index.segment_checksums import check_segments

_log = logging.getLogger(__name__)

Side = Literal["words", "vectors"]
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


@dataclass(slots=True)
class Parts:
    """The open parts of one index folder.

    url: of the Chroma server, if any. trouble: how a side is that is not sound.
    """

    folder: Path
    database: Database
    catalog: Catalog
    manifest: Manifest
    url: str | None = None
    words: Words | None = None
    vectors: Vectors | None = None
    trouble: dict[Side, Condition] = field(default_factory=dict)
    _tried_at: dict[Side, float] = field(default_factory=dict)
    _copies: TemporaryDirectory[str] | None = None

    @property
    def copied(self) -> bool:
        """Whether copies of the stores are read, which do not follow what is built."""
        return self._copies is not None

    def told(self) -> str:
        """What is the matter, in sentences; "" if nothing is."""
        sides: tuple[Side, Side] = ("vectors", "words")
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
        if side == "words":
            self.words = None
        elif self.vectors is not None:
            vectors, self.vectors = self.vectors, None
            vectors.close()

    def open_words(self) -> None:
        """Open the word index, if there is one yet, and look whether it is whole."""
        if not self.manifest.generation:
            return
        settled, name = not self.manifest.unsettled, self.manifest.word_store
        try:
            # Checksums are read where somebody else has written, which costs nothing else.
            if settled and is_touched(self.database, self.folder, store=name):
                check_segments(self.folder / name)
            self.words = Words(self._readable(self.folder / name))
            self._note("words", words_condition(self.words, self.database, settled=settled))
        except StoreError as error:
            self.doubt("words", error)

    def open_vectors(self) -> Vectors | None:
        """The vector store, opened when there is a first vector in it."""
        if self.vectors is None and self.manifest.vector_generation and self._due("vectors"):
            name = self.manifest.vector_store
            try:
                self._look_at_graph()
                store = self._readable(self.folder / name)
                self.vectors = Vectors(store, name, url=self.url)
                self._look_at_vectors()
            except StoreError as error:
                self.doubt("vectors", error)
        return self.vectors

    def follow(self, now: Manifest) -> bool:
        """Come up to a newer state; whether anything changed."""
        before, self.manifest = self.manifest, now
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
        if self.vectors is not None:
            self.vectors.close()
        self.database.close()
        if self._copies is not None:
            self._copies.cleanup()

    def _follow_words(self, before: Manifest, *, ended: bool) -> bool:
        now = self.manifest
        if now.word_store != before.word_store or (self.words is None and self._due("words")):
            self.trouble.pop("words", None)
            self.open_words()
            return True
        if now.generation == before.generation or self.words is None:
            return False
        self.words.refresh()
        if ended:
            self._note("words", words_condition(self.words, self.database, settled=True))
        return True

    def _follow_vectors(self, before: Manifest, *, ended: bool) -> bool:
        now = self.manifest
        if now.vector_store != before.vector_store:
            self.trouble.pop("vectors", None)
            self._tried_at.pop("vectors", None)
            if self.vectors is not None:
                self.vectors.close()
                self.vectors = None
        changed = now.vector_generation != before.vector_generation
        if changed and self.vectors is not None:
            self.vectors.reopen()
        if ended and self.vectors is not None:
            self._look_at_vectors()
        elif ended:
            self.trouble.pop("vectors", None)
        return changed

    def _look_at_graph(self) -> None:
        if self.url is not None or self.manifest.unsettled:
            return
        if wrong := damaged_graph(self.database, self.folder):
            raise StoreError(f"{', '.join(wrong)} changed or gone since the last build")

    def _look_at_vectors(self) -> None:
        if self.vectors is None:
            return
        settled = not self.manifest.unsettled
        found = vectors_condition(self.vectors, self.database, settled=settled)
        if found.state == "damaged":
            raise StoreError(found.detail)
        self._note("vectors", found)

    def _note(self, side: Side, condition: Condition) -> None:
        if condition.state == "sound":
            self.trouble.pop(side, None)
            return
        if condition.state == "damaged" and side == "words":
            self.words = None
        if self.trouble.get(side) != condition:
            # People are told what it means for their answers; who runs this needs the reason.
            _log.warning("%s of %s: %s, %s", side, self.folder, condition.state, condition.detail)
        self.trouble[side] = condition
        if condition.state == "full":
            return  # nothing is damaged that a build could repair
        # A server may only be away, and while a build is under way it repairs by itself.
        if not self.manifest.unsettled and (side == "words" or self.url is None):
            ask_for_repair(self.folder)

    def _due(self, side: Side) -> bool:
        tried = self._tried_at.get(side)
        return tried is None or time.monotonic() - tried > RETRY_S

    def _readable(self, store: Path) -> Path:
        """The store itself, or a copy where the folder may not be written.

        tantivy and Chroma write locks and logs even to read.
        """
        if is_writable(self.folder) or not store.is_dir():
            return store
        if self._copies is None:
            self._copies = TemporaryDirectory(prefix="qa-read-only-")
        copy = Path(self._copies.name) / store.name
        try:
            shutil.copytree(store, copy, copy_function=shutil.copyfile, dirs_exist_ok=True)
            for folder in (copy, *(path for path in copy.rglob("*") if path.is_dir())):
                folder.chmod(0o700)
        except OSError as error:
            raise StoreError(
                f"The index in {store.parent} may not be written, and copying it to read it "
                f"failed ({error}). Make it writable, or free space in the temporary folder."
            ) from None
        return copy


def open_parts(folder: Path, *, model: str, url: str | None) -> Parts:
    """Open the catalog and words of an index folder.

    model: the encoder that questions are embedded with. Raises IndexMismatch when another one
    or another version built the index, StoreError when its catalog is missing or damaged.
    """
    database = Database(folder / CATALOG_NAME)
    catalog = Catalog(database)
    try:
        manifest = catalog.manifest()
        check_model(manifest, model)
        parts = Parts(folder, database, catalog, manifest, url)
        parts.open_words()
    except BaseException:
        database.close()
        raise
    return parts
