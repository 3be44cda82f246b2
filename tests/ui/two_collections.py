"""Services over two collections: three articles in the default one, a crane in `Press`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.settings import Settings
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.conftest import write_corpus
from tests.index.make import CountingEmbedder
from tests.ui.components.conftest import BlindReader


@contextmanager
def services_of_default(folder: Path) -> Iterator[CollectionServices]:
    """The services of a window, its own not yet started."""
    settings = Settings(
        corpus=write_corpus(folder / "corpus"),
        indexes=folder / "indexes",
        collections=folder / "collections",
        feedback=folder / "feedback.jsonl",
        embedding_model="words-64",
    )
    own = Service(settings, embedder=CountingEmbedder(), reader=BlindReader())
    made = CollectionServices(own)
    yield made
    for service in [own, *made._opened.values()]:
        service.background.close()


def with_press(services: CollectionServices) -> Service:
    """The service of a new collection `Press` of one article, once it can be asked."""
    services.create("Press")
    corpus = services.settings.collections / "Press" / "corpus"
    (corpus / "crane.txt").write_text("The crane of Rajin lifts 90 tonnes.")
    return at_rest(services.of("Press"))


def at_rest(service: Service) -> Service:
    """The service once it can be asked and nothing more is being done."""
    assert service.wait(60)
    while service.busy:
        time.sleep(0.01)
    return service
