"""Haystack: splitter, sentence-transformers embedder and its in-memory store, saved to a file.

Passages of 150 words, as its guides show. The store keeps no note of files, so a folder of which
nothing is known is indexed anew; what was changed is told to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

WORDS, OVERLAP = 150, 20
EMBEDDERS = "haystack_integrations.components.embedders.sentence_transformers"


class Peer:
    """See `measured_step.Peer`."""

    def __init__(self, texts: Path, store: Path, model: str) -> None:
        self._texts, self._model = texts, model
        self._file = store / "documents.json"

    def start(self) -> None:
        self._text_embedder().run("A text.")

    def build(self) -> None:
        store = self._new_store()
        self._write(store, sorted(path.name for path in self._texts.iterdir()))
        self._save(store)

    def again(self) -> None:
        self.build()

    def update(self, name: str) -> None:
        store = self._loaded()
        _remove(store, name)
        self._write(store, [name])
        self._save(store)

    def delete(self, name: str) -> None:
        store = self._loaded()
        _remove(store, name)
        self._save(store)

    def opened(self) -> Callable[[str, int], list[tuple[str, str]]]:
        store, embedder = self._loaded(), self._text_embedder()

        def find(question: str, k: int) -> list[tuple[str, str]]:
            vector = embedder.run(question)["embedding"]
            found = store.embedding_retrieval(query_embedding=vector, top_k=k)
            return [(str(each.meta["name"]), str(each.content)) for each in found]

        return find

    def _write(self, store: Any, names: Sequence[str]) -> None:  # noqa: ANN401
        haystack = import_module("haystack")
        preprocessors = import_module("haystack.components.preprocessors")
        splitter = preprocessors.DocumentSplitter(
            split_by="word", split_length=WORDS, split_overlap=OVERLAP
        )
        embedders = import_module(EMBEDDERS)
        embedder = embedders.SentenceTransformersDocumentEmbedder(
            model=self._model, progress_bar=False
        )
        _warm_up(splitter)
        _warm_up(embedder)
        read = [
            haystack.Document(
                content=(self._texts / name).read_text(encoding="utf-8"), meta={"name": name}
            )
            for name in names
        ]
        store.write_documents(embedder.run(splitter.run(read)["documents"])["documents"])

    def _text_embedder(self) -> Any:  # noqa: ANN401
        embedders = import_module(EMBEDDERS)
        embedder = embedders.SentenceTransformersTextEmbedder(model=self._model, progress_bar=False)
        _warm_up(embedder)
        return embedder

    def _new_store(self) -> Any:  # noqa: ANN401
        stores = import_module("haystack.document_stores.in_memory")
        return stores.InMemoryDocumentStore(embedding_similarity_function="cosine")

    def _loaded(self) -> Any:  # noqa: ANN401
        stores = import_module("haystack.document_stores.in_memory")
        return stores.InMemoryDocumentStore.load_from_disk(str(self._file))

    def _save(self, store: Any) -> None:  # noqa: ANN401
        self._file.parent.mkdir(parents=True, exist_ok=True)
        store.save_to_disk(str(self._file))


def _remove(store: Any, name: str) -> None:  # noqa: ANN401
    of_file = {"field": "meta.name", "operator": "==", "value": name}
    store.delete_documents([each.id for each in store.filter_documents(of_file)])


def _warm_up(component: Any) -> None:  # noqa: ANN401
    if hasattr(component, "warm_up"):
        component.warm_up()
