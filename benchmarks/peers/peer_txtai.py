"""txtai: an embeddings database with content, of paragraphs, as its guides show.

It keeps no note of files, so a folder of which nothing is known is indexed anew; what was changed
is told to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

# Paragraphs are joined up to here, as the encoder reads no more.
CHARACTERS = 1000


class Peer:
    """See `measured_step.Peer`."""

    def __init__(self, texts: Path, store: Path, model: str) -> None:
        self._texts, self._folder, self._model = texts, store, model

    def start(self) -> None:
        self._embeddings().transform("A text.")

    def build(self) -> None:
        embeddings = self._embeddings()
        embeddings.index(row for path in sorted(self._texts.iterdir()) for row in _rows(path))
        embeddings.save(str(self._folder))

    def again(self) -> None:
        self.build()

    def update(self, name: str) -> None:
        embeddings = self._loaded()
        embeddings.delete(_keys(embeddings, name))
        embeddings.upsert(_rows(self._texts / name))
        embeddings.save(str(self._folder))

    def delete(self, name: str) -> None:
        embeddings = self._loaded()
        embeddings.delete(_keys(embeddings, name))
        embeddings.save(str(self._folder))

    def opened(self) -> Callable[[str, int], list[tuple[str, str]]]:
        embeddings = self._loaded()

        def find(question: str, k: int) -> list[tuple[str, str]]:
            found = embeddings.search(question, limit=k)
            return [(str(each["id"]).rpartition("#")[0], str(each["text"])) for each in found]

        return find

    def _embeddings(self) -> Any:  # noqa: ANN401 - a library that is not installed here
        return import_module("txtai").Embeddings(path=self._model, content=True)

    def _loaded(self) -> Any:  # noqa: ANN401
        embeddings = self._embeddings()
        embeddings.load(str(self._folder))
        return embeddings


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    joined: list[str] = [""]
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        if len(joined[-1]) + len(paragraph) > CHARACTERS and joined[-1]:
            joined.append("")
        joined[-1] = f"{joined[-1]}\n\n{paragraph}".strip()
    for number, text in enumerate(joined):
        yield f"{path.name}#{number}", text


def _keys(embeddings: Any, name: str) -> list[str]:  # noqa: ANN401
    found = embeddings.search(f"SELECT id FROM txtai WHERE id LIKE '{name}#%'", limit=10_000)
    return [str(each["id"]) for each in found]
