"""Indexes that the benchmarks build once and keep in .cache/.

Between the sets and the product: a folder of files -> an index made by the product's own
build. A folder's name holds a hash of the indexing code, so figures are never those of
yesterday's code. Delete .cache/ at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.common.data import CACHE, Document

_ROOMS = Path(__file__).resolve().parents[2] / "qa"


def index_folder(name: str, corpus: Path) -> Path:
    """Where the index of a corpus is kept: one folder per corpus and per indexing code."""
    digest = hashlib.sha256(str(corpus.resolve()).encode())
    for room in ("articles", "index"):
        for source in sorted((_ROOMS / room).rglob("*.py")):
            digest.update(source.read_bytes())
    return CACHE / "indexes" / f"{name}-{digest.hexdigest()[:12]}"


def write_corpus(name: str, documents: Sequence[Document]) -> Path:
    """A folder with a file per document, called after its id; written once per content.

    A title goes into front matter. A document without one is a bare text, and the product
    makes of it what it makes of any file without a title.
    """
    digest = hashlib.sha256()
    for document in documents:
        digest.update("\0".join([document.id, document.title, document.text, ""]).encode())
    folder = CACHE / "corpora" / f"{name.lower()}-{digest.hexdigest()[:12]}"
    done = folder.with_suffix(".done")
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            # A JSON string is a YAML string, quotes and colons included.
            head = f"---\ntitle: {json.dumps(document.title)}\n---\n\n" if document.title else ""
            (folder / f"{document.id}.md").write_text(head + document.text, encoding="utf-8")
        done.touch()
    return folder
