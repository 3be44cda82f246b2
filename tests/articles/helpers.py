"""What the tests of this room share: a file of the corpus made from text or bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qa.articles import GuardedReader, SourceFile, read_file
from qa.records import Article


def source_file(folder: Path, name: str, content: str | bytes) -> SourceFile:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    status = path.stat()
    return SourceFile(path, name, status.st_size, status.st_mtime_ns)


def read_one(folder: Path, name: str, content: str | bytes) -> Article:
    (article,) = read_file(source_file(folder, name, content))
    return article


def words(texts: Sequence[str]) -> list[int]:
    """A token counter that adds no special tokens: one token a word."""
    return [len(text.split()) for text in texts]


def paragraphs(article: Article) -> list[str]:
    return article.text.split("\n\n")


def peak_bytes(reader: GuardedReader) -> int:
    """The most memory that the reader's process has held so far."""
    status = Path(f"/proc/{reader.process_id}/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) * 1024
