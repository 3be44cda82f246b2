"""Verifies all that an answer rests on: the index, its encoder, reader's and checker's weights.

Behind `qa check` and the window's settings. The index room checks what is its own; here the
reader is added, whose weights are compared with their digests when they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable

from qa.answering.reader.cascade import packaged
from qa.answering.reader.thresholds import CHECKER, READER
from qa.errors import ReaderError
from qa.index import Embedder, Finding, Progress, check_index
from qa.settings import Settings


def check_everything(
    settings: Settings,
    *,
    repair: bool = False,
    embedder: Embedder | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[Finding, ...]:
    """See `check_index`; the reader's finding comes last."""
    found = check_index(settings, repair=repair, embedder=embedder, progress=progress)
    try:
        for name in (READER, CHECKER):
            packaged(settings, name=name)
    except ReaderError as error:
        return (*found, Finding("reader", "damaged", str(error)))
    return (*found, Finding("reader", "sound", "The reader's weights are as they were trained."))
