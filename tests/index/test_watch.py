"""Following a folder: the first build, each change, trouble that passes, the end."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from qa.errors import CorpusError, QaError
from qa.index import Index
from qa.index.lock import build_lock
from qa.index.watch import watch
from qa.records import BuildReport
from qa.settings import Settings
from tests.index.make import CountingEmbedder, write_corpus

PATIENCE_S = 60


@dataclass
class Watcher:
    """A watch in a thread, with what it says in queues."""

    settings: Settings
    stop: threading.Event = field(default_factory=threading.Event)
    reports: queue.Queue[BuildReport] = field(default_factory=queue.Queue)
    errors: queue.Queue[QaError] = field(default_factory=queue.Queue)

    def run(self) -> None:
        watch(
            self.settings,
            self.reports.put,
            stop=self.stop,
            on_error=self.errors.put,
            embedder=CountingEmbedder(),
        )


@pytest.fixture
def watcher(settings: Settings) -> Iterator[Watcher]:
    made = Watcher(settings)
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop.set()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def test_every_change_is_built(watcher: Watcher, settings: Settings) -> None:
    assert watcher.reports.get(timeout=PATIENCE_S).added == 4
    write_corpus(settings.corpus, {"deep/down/zoo.txt": "The zoo has a baby tapir."})
    assert watcher.reports.get(timeout=PATIENCE_S).added == 1
    with Index.open(settings, embedder=CountingEmbedder()) as index:
        assert index.search("tapir", k=1)[0].passage.article.path == "deep/down/zoo.txt"
        (settings.corpus / "comet.txt").unlink()
        assert watcher.reports.get(timeout=PATIENCE_S).removed == 1
        assert index.stats().articles == 4


def test_a_folder_that_goes_and_comes_back(watcher: Watcher, settings: Settings) -> None:
    watcher.reports.get(timeout=PATIENCE_S)
    away = settings.corpus.with_name("away")
    shutil.move(settings.corpus, away)
    assert isinstance(watcher.errors.get(timeout=PATIENCE_S), CorpusError)
    write_corpus(away, {"zoo.txt": "The zoo has a baby tapir."})
    shutil.move(away, settings.corpus)
    assert watcher.reports.get(timeout=PATIENCE_S).added == 1


def test_a_build_elsewhere_is_waited_for(settings: Settings) -> None:
    made = Watcher(settings)
    thread = threading.Thread(target=made.run)
    with build_lock(settings.indexes):
        thread.start()
        with pytest.raises(queue.Empty):
            made.reports.get(timeout=1.5)
    assert made.reports.get(timeout=PATIENCE_S).added == 4
    made.stop.set()
    thread.join(PATIENCE_S)
    assert made.errors.empty()


def test_without_a_place_for_errors_they_are_raised(settings: Settings) -> None:
    shutil.rmtree(settings.corpus)
    with pytest.raises(CorpusError):
        watch(settings, print, stop=threading.Event(), embedder=CountingEmbedder())
