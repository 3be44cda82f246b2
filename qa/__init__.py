"""Ask a folder of articles: answers whose every sentence is cited and checked.

    >>> import qa
    >>> qa.answer("Which company gave North Korea a second internet link?").direct

The names below are the public ones. What needs a model or a database is loaded
when it is first used, so `import qa` stays instant.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from qa.errors import (
    ArticleError,
    ChatModelError,
    CollectionError,
    CollectionMissing,
    CorpusError,
    DiskFull,
    IndexLocked,
    IndexMismatch,
    IndexMissing,
    QaError,
    QuestionError,
    ReaderError,
    ReadingGivenUp,
    SettingsError,
    StoreError,
)
from qa.records import (
    Answer,
    Article,
    BuildReport,
    Cell,
    Citation,
    FileFailure,
    Hit,
    MeantDate,
    Passage,
    Place,
    Sentence,
    Table,
    Turn,
)
from qa.scope import Scope

if TYPE_CHECKING:
    from qa.answering import Assistant, answer
    from qa.index import build_index
    from qa.settings import Settings

__version__ = "0.2.0"

__all__ = [
    "Answer",
    "Article",
    "ArticleError",
    "Assistant",
    "BuildReport",
    "Cell",
    "ChatModelError",
    "Citation",
    "CollectionError",
    "CollectionMissing",
    "CorpusError",
    "DiskFull",
    "FileFailure",
    "Hit",
    "IndexLocked",
    "IndexMismatch",
    "IndexMissing",
    "MeantDate",
    "Passage",
    "Place",
    "QaError",
    "QuestionError",
    "ReaderError",
    "ReadingGivenUp",
    "Scope",
    "Sentence",
    "Settings",
    "SettingsError",
    "StoreError",
    "Table",
    "Turn",
    "answer",
    "build_index",
]

_LAZY = {
    "Assistant": "qa.answering",
    "answer": "qa.answering",
    "build_index": "qa.index",
    "Settings": "qa.settings",
}


def __getattr__(name: str) -> object:
    """Load the names of `_LAZY` from their rooms on first use (PEP 562)."""
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'qa' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
