"""The errors of the product: each message is safe to show and names the remedy.

    QaError
    ├── SettingsError      a setting is unknown, malformed or contradictory
    ├── CollectionError    a collection cannot have that name, be deleted or put back
    │   └── CollectionMissing  there is none of that name
    ├── CorpusError        the corpus folder is missing, empty or unreadable
    ├── ArticleError       one file cannot become an article (never stops a build)
    │   └── ReadingGivenUp for a cause that may pass; a later build tries again
    ├── StoreError         the index cannot be opened, read or written
    │   ├── IndexMissing   nothing has been built yet
    │   ├── IndexMismatch  built by another model or by another version
    │   ├── IndexLocked    another process is building it
    │   └── DiskFull       there is no free space where it is kept
    ├── ReaderError        the reader's weights are missing or damaged
    ├── QuestionError      the question is empty or too long
    └── ChatModelError     the chat model is unknown, unreachable or failed

Exceptions of third-party libraries are translated into these at the module that
owns the library; nothing above that module sees a foreign exception. Messages
carry no keys, no addresses with credentials and no text of articles.
"""

from __future__ import annotations


class QaError(Exception):
    """Base of everything this package raises on purpose; `str(error)` is for the user."""


class SettingsError(QaError):
    """A setting is unknown, malformed or contradicts another."""


class CollectionError(QaError):
    """A collection cannot be made under that name, deleted or put back."""


class CollectionMissing(CollectionError):
    """There is no collection of that name."""


class CorpusError(QaError):
    """The corpus folder is missing, empty or cannot be read."""


class ArticleError(QaError):
    """One file cannot become an article; the build records it and goes on."""


class ReadingGivenUp(ArticleError):
    """A file was given up for a cause that may pass: time, memory, a permission, the disk."""


class StoreError(QaError):
    """The index cannot be opened, read or written."""


class IndexMissing(StoreError):
    """There is no index yet."""


class IndexMismatch(StoreError):
    """The index was built by another embedding model or by another version."""


class IndexLocked(StoreError):
    """Another process is writing the index."""


class DiskFull(StoreError):
    """There is no free space where the index is kept; what was built before still answers."""

    def __init__(self, place: object, detail: str = "") -> None:
        """Say which folder it is, and what the library said."""
        said = f" ({detail})" if detail else ""
        super().__init__(
            f"The disk of {place} is full{said}. What was built before still answers; make free "
            "space there and build again."
        )


class ReaderError(QaError):
    """The reader's weights are missing or damaged."""


class QuestionError(QaError):
    """The question is empty or too long to be read."""


class ChatModelError(QaError):
    """The chat model is unknown, unreachable, or returned nothing usable."""


def is_panic(error: BaseException) -> bool:
    """Whether a library's Rust part panicked; what it raises then is no Exception."""
    return type(error).__name__ == "PanicException"
