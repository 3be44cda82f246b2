"""Builds the index incrementally: reads changed files, then updates catalog, words and vectors.

    find files -> compare -> read, split, catalog, words -> repeated lines out -> vectors

Only what changed is read and only text that is new is embedded. Every file ends in one
state (indexed, failed, skipped) and a bad one never stops the others. Words come first,
so that questions can be asked while vectors are made. Killed at any point, the next build
goes on from what the catalog holds. It answers no question and reads no format.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from qa.errors import CorpusError, StoreError
from qa.index.build_steps import Build
from qa.index.cleanup import delete_others
from qa.index.corpus_listing import fetch_objects, list_corpus
from qa.index.encoder import Embedder
from qa.index.generations import Generations, generations, index_to_update
from qa.index.progress import Progress
from qa.index.report import with_failures
from qa.records import BuildReport
from qa.settings import Settings


def build_index(
    settings: Settings | None = None,
    *,
    full: bool = False,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    embedder: Embedder | None = None,
) -> BuildReport:
    """Bring the index into step with the corpus folder.

    full: start over beside the present index, which answers until the new one is complete.
    progress: called now and then, from this thread.
    cancelled: asked before each file and each batch of passages, and may wait to let others go
        first; once it is True the build stops, and the next goes on (a full one is dropped).

    Raises CorpusError when the folder is missing or holds no file that could be an article,
    IndexMismatch when another model or version built the index, IndexLocked when another
    build is under way, StoreError when the index cannot be written. The index stays usable.
    """
    settings = settings or Settings()
    started = time.monotonic()
    say = progress or (lambda _: None)
    stop = cancelled or (lambda: False)
    say(Progress("scan", 0, 0))
    not_fetched = fetch_objects(settings, say, stop)
    looked_ns = time.time_ns()
    listing = list_corpus(settings)
    if not listing:
        raise CorpusError(
            f"The corpus folder {settings.corpus} holds no articles. Put some there, or set "
            f"QA_CORPUS to another folder. The index in {settings.indexes} was left as it is."
        )
    say(Progress("scan", len(listing), len(listing)))
    with generations(settings) as kept, kept.building():
        present = None if full else index_to_update(kept)
        folder = present or kept.new()
        database = kept.open(folder, create=True)
        build = Build(settings, folder, database, embedder, say=say, stop=stop)
        try:
            build.open()
            if not full and kept.current() != folder:
                kept.use(folder)
            build.run(changes := build.compare(listing, looked_ns=looked_ns))
            report = build.report(changes, seconds=time.monotonic() - started)
        finally:
            build.close()
        _switch(settings, kept, folder, complete=not stop())
    return with_failures(report, not_fetched)


def _switch(settings: Settings, kept: Generations, folder: Path, *, complete: bool) -> None:
    """Put a complete index in use, and clear away what is not in use."""
    if complete and _in_use(kept) != folder:
        kept.use(folder)
    delete_others(settings, kept, _in_use(kept))


def _in_use(kept: Generations) -> Path | None:
    try:
        return kept.current()
    except StoreError:  # a pointer to nothing is no reason not to replace it
        return None
