"""LlamaIndex: a vector index over a folder in its own store, as its guides show.

Its splitter makes passages of up to 1,024 tokens, of which the encoder reads the first 256. A
folder of which nothing is known is read and compared by the hashes of its documents.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


class Peer:
    """See `measured_step.Peer`."""

    def __init__(self, texts: Path, store: Path, model: str) -> None:
        self._texts, self._folder, self._model = texts, store, model

    def start(self) -> None:
        self._set_up().get_text_embedding("A text.")

    def build(self) -> None:
        embed = self._set_up()
        core = import_module("llama_index.core")
        index = core.VectorStoreIndex.from_documents(self._documents(), embed_model=embed)
        index.storage_context.persist(str(self._folder))

    def again(self) -> None:
        index = self._loaded()
        index.refresh_ref_docs(self._documents())
        index.storage_context.persist(str(self._folder))

    def update(self, name: str) -> None:
        index = self._loaded()
        index.refresh_ref_docs(self._documents([name]))
        index.storage_context.persist(str(self._folder))

    def delete(self, name: str) -> None:
        index = self._loaded()
        index.delete_ref_doc(name, delete_from_docstore=True)
        index.storage_context.persist(str(self._folder))

    def opened(self) -> Callable[[str, int], list[tuple[str, str]]]:
        index = self._loaded()

        def find(question: str, k: int) -> list[tuple[str, str]]:
            found = index.as_retriever(similarity_top_k=k).retrieve(question)
            return [(str(each.node.ref_doc_id), str(each.node.get_content())) for each in found]

        return find

    def _set_up(self) -> Any:  # noqa: ANN401 - a library that is not installed here
        module = import_module("llama_index.embeddings.huggingface")
        return module.HuggingFaceEmbedding(model_name=self._model)

    def _loaded(self) -> Any:  # noqa: ANN401
        core = import_module("llama_index.core")
        context = core.StorageContext.from_defaults(persist_dir=str(self._folder))
        return core.load_index_from_storage(context, embed_model=self._set_up())

    def _documents(self, names: list[str] | None = None) -> list[Any]:
        core = import_module("llama_index.core")
        wanted = names or sorted(path.name for path in self._texts.iterdir())
        read = [(self._texts / name).read_text(encoding="utf-8") for name in wanted]
        return [core.Document(text=text, id_=n) for n, text in zip(wanted, read, strict=True)]
