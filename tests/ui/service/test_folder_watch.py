"""A folder that is followed: what is put there is answered from without a button."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qa.settings import Settings
from qa.ui.service.folder_watch import follow_folder
from qa.ui.service.service import Service

if TYPE_CHECKING:
    from qa.index import Embedder

PATIENCE_S = 120


@contextmanager
def followed(settings: Settings, embedder: Embedder) -> Iterator[Service]:
    service = Service(settings, embedder=embedder)
    service.start()
    follow_folder(service)
    try:
        yield service
    finally:
        assert service.background.close(PATIENCE_S)


def wait_until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.05)


def paths(service: Service) -> list[str]:
    return [row.path for row in service.index.articles()] if service.index else []


def test_what_is_put_into_the_folder_is_indexed_and_what_goes_is_forgotten(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    with followed(settings, packaged_embedder) as service:
        wait_until(lambda: paths(service) == ["ferry.txt", "rail/line.md", "workers.html"])
        path = Path(settings.corpus, "crane.txt")
        path.write_text("A new crane\n\nThe blue crane of Rajin can lift 90 tonnes.\n", "utf-8")
        wait_until(lambda: "crane.txt" in paths(service))
        path.unlink()
        wait_until(lambda: "crane.txt" not in paths(service))


def test_what_changed_before_the_window_was_opened_is_built_at_once(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    first = Service(settings, embedder=packaged_embedder)
    first.start()
    assert first.wait(PATIENCE_S)
    wait_until(lambda: not first.busy)
    (settings.corpus / "ferry.txt").unlink()
    with followed(settings, packaged_embedder) as service:
        wait_until(lambda: paths(service) == ["rail/line.md", "workers.html"])


def test_an_empty_folder_is_waited_for(settings: Settings, packaged_embedder: Embedder) -> None:
    aside = settings.corpus.with_name("aside")
    shutil.move(settings.corpus, aside)
    settings.corpus.mkdir()
    with followed(settings, packaged_embedder) as service:
        wait_until(lambda: service.state.phase == "empty")
        shutil.copy(aside / "ferry.txt", settings.corpus / "ferry.txt")
        wait_until(lambda: paths(service) == ["ferry.txt"])
