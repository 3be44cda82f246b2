"""Follows the corpus folder by file system events and builds after each pause.

Beside the build. Owns watchfiles. It only decides when to build; what has changed is
found by the build itself, so a message of the system that gets lost costs nothing but time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from qa.errors import IndexLocked, QaError
from qa.index.build import build_index
from qa.index.encoder import Embedder
from qa.records import BuildReport
from qa.settings import Settings

# Changes are collected until the folder has been quiet this long, or for LONGEST_WAIT_MS.
QUIET_MS = 300
LONGEST_WAIT_MS = 3_000
# How often a build that is still owed is tried, and a folder that is gone looked for.
TICK_MS = 1_000


def watch(
    settings: Settings,
    on_report: Callable[[BuildReport], None],
    *,
    stop: threading.Event,
    on_error: Callable[[QaError], None] | None = None,
    embedder: Embedder | None = None,
) -> None:
    """Build now and after every change of the corpus folder, until `stop` is set.

    on_report: called with the first build and with every one that changed something.
    on_error: called when a build fails (the folder is gone, the disk is full); watching goes
        on and the next change is built. Without it the error is raised.

    While another process builds, the build that is due waits for it.
    """
    due, reported = True, False
    for changed in _ticks(settings.corpus, stop):
        if not (changed or due):
            continue
        due = False
        try:
            report = build_index(settings, embedder=embedder, cancelled=stop.is_set)
        except IndexLocked:
            due = True
            continue
        except QaError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        touched = report.added + report.changed + report.removed + report.renamed
        if touched or report.embedded or not reported:
            on_report(report)
            reported = True


def follow(folder: Path, on_change: Callable[[], object], *, stop: threading.Event) -> None:
    """Call `on_change` now and after every change of a folder, until `stop` is set.

    For those who build by themselves. A folder that goes or comes back is a change.
    """
    for changed in _ticks(folder, stop):
        if changed:
            on_change()


def _ticks(folder: Path, stop: threading.Event) -> Iterator[bool]:
    """Whether something has changed, at least once a tick, first when the folder is watched.

    A folder that is missing, or goes, is a change; so is its return.
    """
    from watchfiles import watch as follow  # noqa: PLC0415 - only where a folder is followed

    while not stop.is_set():
        if not folder.is_dir():
            yield True
            while not folder.is_dir() and not stop.wait(TICK_MS / 1000):
                pass
            if stop.is_set():
                return
        changes = follow(
            folder,
            watch_filter=None,
            debounce=LONGEST_WAIT_MS,
            step=QUIET_MS,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            stop_event=stop,
            ignore_permission_denied=True,
        )
        # Nothing is watched before the first tick: what changed until then was not seen.
        for number, batch in enumerate(changes):
            yield number == 0 or bool(batch)
            if not folder.is_dir():
                break
