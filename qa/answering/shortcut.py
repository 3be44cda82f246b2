"""`qa.answer`: one question, default settings, an index built if there is none.

A shortcut over `Assistant`; it answers nothing itself. Assistants are kept open
for the life of the process, one for each distinct Settings.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from qa.answering.assistant import Assistant
from qa.errors import IndexMissing
from qa.index import build_index
from qa.records import Answer, Turn
from qa.settings import Settings

_open: dict[Settings, Assistant] = {}
_lock = threading.Lock()


def answer(
    question: str, history: Sequence[Turn] = (), *, settings: Settings | None = None
) -> Answer:
    """Answer a question from the articles of `settings.corpus`.

    history: the earlier turns of the conversation, oldest first.
    settings: default settings (the folders corpus/ and indexes/ of the working directory).

    The first call opens the index and loads the models; an index is built if there is
    none. It does not look for changed articles: `qa.build_index()` does.

    Raises QuestionError for an empty or overlong question, CorpusError if there is
    nothing to build from, IndexMismatch if another model built the index.
    """
    return _assistant(settings or Settings()).answer(question, history=history)


def _assistant(settings: Settings) -> Assistant:
    with _lock:
        if settings not in _open:
            try:
                _open[settings] = Assistant.open(settings)
            except IndexMissing:
                build_index(settings)
                _open[settings] = Assistant.open(settings)
        return _open[settings]
