"""LangChain with Chroma: recursive splitter, record manager and `index`, as its guides show.

Chunks of 1,000 characters that overlap by 200, the numbers of its tutorials. A folder of which
nothing is known is indexed with cleanup "full", one changed file with cleanup "incremental".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

CHARACTERS, OVERLAP = 1000, 200


class Peer:
    """See `measured_step.Peer`."""

    def __init__(self, texts: Path, store: Path, model: str) -> None:
        self._texts, self._folder, self._model = texts, store, model

    def start(self) -> None:
        self._embeddings().embed_query("A text.")
        import_module("langchain_chroma")
        import_module("langchain_classic.indexes")

    def build(self) -> None:
        self._index(sorted(self._texts.iterdir()), cleanup="full")

    def again(self) -> None:
        self.build()

    def update(self, name: str) -> None:
        self._index([self._texts / name], cleanup="incremental")

    def delete(self, name: str) -> None:
        store, records = self._open()
        keys = records.list_keys(group_ids=[name])
        store.delete(keys)
        records.delete_keys(keys)

    def opened(self) -> Callable[[str, int], list[tuple[str, str]]]:
        store, _ = self._open()

        def find(question: str, k: int) -> list[tuple[str, str]]:
            found = store.similarity_search(question, k=k)
            return [(each.metadata["source"], each.page_content) for each in found]

        return find

    def _index(self, files: Iterable[Path], *, cleanup: str) -> None:
        splitting = import_module("langchain_text_splitters")
        documents = import_module("langchain_core.documents")
        splitter = splitting.RecursiveCharacterTextSplitter(
            chunk_size=CHARACTERS, chunk_overlap=OVERLAP
        )
        read = [
            documents.Document(
                page_content=path.read_text(encoding="utf-8"), metadata={"source": path.name}
            )
            for path in files
        ]
        store, records = self._open()
        import_module("langchain_core.indexing").index(
            splitter.split_documents(read),
            records,
            store,
            cleanup=cleanup,
            source_id_key="source",
            key_encoder="sha256",
        )

    def _embeddings(self) -> Any:  # noqa: ANN401 - a library that is not installed here
        return import_module("langchain_huggingface").HuggingFaceEmbeddings(model_name=self._model)

    def _open(self) -> tuple[Any, Any]:
        self._folder.mkdir(parents=True, exist_ok=True)
        store = import_module("langchain_chroma").Chroma(
            collection_name="articles",
            embedding_function=self._embeddings(),
            persist_directory=str(self._folder / "chroma"),
        )
        records = import_module("langchain_classic.indexes").SQLRecordManager(
            "articles", db_url=f"sqlite:///{self._folder / 'records.sqlite3'}"
        )
        records.create_schema()
        return store, records
