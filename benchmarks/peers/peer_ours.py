"""The product itself, through its public functions: every step is the same build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa.index import Index, build_index, load_embedder
from qa.settings import Settings


class Peer:
    """See `measured_step.Peer`."""

    def __init__(self, texts: Path, store: Path, model: str) -> None:
        del model  # the packaged one, which the others are given the path of
        self._settings = Settings(corpus=texts, indexes=store)

    def start(self) -> None:
        load_embedder(self._settings).encode(["A text."])

    def build(self) -> None:
        build_index(self._settings)

    def again(self) -> None:
        build_index(self._settings)

    def update(self, name: str) -> None:
        del name  # it finds out
        build_index(self._settings)

    def delete(self, name: str) -> None:
        del name
        build_index(self._settings)

    def opened(self) -> Callable[[str, int], list[tuple[str, str]]]:
        index = Index.open(self._settings)

        def find(question: str, k: int) -> list[tuple[str, str]]:
            hits = index.search(question, k=k)
            return [(hit.passage.article.path, hit.passage.text) for hit in hits]

        return find
