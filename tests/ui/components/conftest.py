"""A service over three articles with a small encoder and a reader that finds nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from qa.answering import Reading
from qa.settings import Settings
from qa.ui.service.service import Service
from tests.conftest import write_corpus
from tests.index.make import CountingEmbedder

# Gradio's own, at import; none of them is about this project's code.
MARKS = ("ignore::DeprecationWarning", "ignore::ResourceWarning")


class BlindReader:
    """Finds nothing in any passage, so that no example questions are offered."""

    name = "blind"

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [Reading(0.0, 0.0, (), ()) for _ in texts]

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        return [0.0 for _ in texts]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            for warning in MARKS:
                item.add_marker(pytest.mark.filterwarnings(warning))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A running service whose index is built; the test may change its corpus."""
    settings = Settings(
        corpus=write_corpus(tmp_path / "corpus"),
        indexes=tmp_path / "indexes",
        embedding_model="words-64",
        feedback=tmp_path / "feedback.jsonl",
    )
    opened = Service(settings, embedder=CountingEmbedder(), reader=BlindReader())
    opened.start()
    assert opened.wait(120)
    while opened.busy:  # it looks for example questions, and finds none
        time.sleep(0.01)
    yield opened
    opened.background.close()
