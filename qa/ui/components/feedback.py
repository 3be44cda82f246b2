"""Appends thumbs up or down, with an optional remark, to a local JSON lines file.

The file stays on this machine; nothing reads it back, and nothing is sent anywhere. Each
line is a JSON object: id of the answer, time, vote, remark, question, answer, engine. The last
line of an id counts: a vote that was changed, or a remark that was added, is a line after it.
"""

from __future__ import annotations

import datetime
import json
import threading
from pathlib import Path

from qa.errors import QaError
from qa.records import Answer
from qa.ui.html.answer_html import answer_id
from qa.ui.interface_words import _

VOTES = ("up", "down")
LONGEST_REMARK = 2_000
_writing = threading.Lock()


def record(path: Path, answer: Answer, *, vote: str, remark: str = "") -> None:
    """Append what a person thinks of an answer.

    Raises QaError if the vote is neither "up" nor "down", or the file cannot be written.
    """
    if vote not in VOTES:
        raise QaError(_("A vote is up or down."))
    line = {
        "id": answer_id(answer),
        "time": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "vote": vote,
        "remark": remark.strip()[:LONGEST_REMARK],
        "question": answer.question,
        "answer": answer.text,
        "engine": answer.engine,
    }
    try:
        with _writing, path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise QaError(
            _("The feedback could not be written to {path}: {why}.", path=path, why=error.strerror)
        ) from None
