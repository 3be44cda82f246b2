"""The reading process of `guard`: reads one file after the other under its own memory limit.

    a line of JSON in: which file         a line of JSON out: its articles, or why there are none

Its argument is how many bytes of memory it may take. It limits its own memory where the
system can, and it ends when nobody listens any more, so nothing is left behind by a build
that was killed. It is no sandbox: a reader may still open files.
"""

from __future__ import annotations

import datetime
import faulthandler
import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qa.articles.file_listing import SourceFile
from qa.articles.reading import read_file
from qa.errors import ArticleError, ReadingGivenUp, SettingsError
from qa.records import Article, FileFailure, Place

READY = b'{"ready": true}'
# How much longer than the build waits a reader may hang before it ends itself.
GRACE_S = 10.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Answer requests until the input ends."""
    (memory_bytes,) = sys.argv[1:] if arguments is None else arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build decides what Ctrl-C means
    # What a library prints must not mix with the replies.
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    limit_memory(int(memory_bytes))
    _say(replies, json.loads(READY))
    for line in sys.stdin.buffer:
        request = json.loads(line)
        # Its timer works although a library holds the interpreter.
        faulthandler.dump_traceback_later(request["limit_s"] + GRACE_S, exit=True)
        _say(replies, _reply(request))
        faulthandler.cancel_dump_traceback_later()


def limit_memory(most_bytes: int) -> None:
    """Let this process hold so much address space at most; nothing where the system cannot."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    with suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def request_line(file: SourceFile, *, columns: str, cleaning: bool, limit_s: float) -> bytes:
    """What a build sends for one file."""
    fields = {
        "path": str(file.path),
        "relative": file.relative,
        "size": file.size,
        "mtime_ns": file.mtime_ns,
        "columns": columns,
        "cleaning": cleaning,
        "limit_s": limit_s,
    }
    return json.dumps(fields).encode("ascii") + b"\n"


def articles_of(reply: dict[str, Any], failures: list[FileFailure]) -> list[Article]:
    """What a reply means: articles and the parts that failed, or the reader's own error."""
    if "settings" in reply:
        raise SettingsError(reply["settings"])
    if "given_up" in reply:
        raise ReadingGivenUp(reply["given_up"])
    if "reason" in reply:
        raise ArticleError(reply["reason"])
    failures += [FileFailure(path, reason) for path, reason in reply["failures"]]
    return [_article(fields) for fields in reply["articles"]]


def _reply(request: dict[str, Any]) -> dict[str, Any]:
    file = SourceFile(
        Path(request["path"]), request["relative"], request["size"], request["mtime_ns"]
    )
    lost: list[FileFailure] = []
    try:
        articles = read_file(
            file, columns=request["columns"], cleaning=request["cleaning"], failures=lost
        )
    except ReadingGivenUp as error:
        return {"given_up": str(error)}
    except ArticleError as error:
        return {"reason": str(error)}
    except SettingsError as error:
        return {"settings": str(error)}
    except MemoryError:
        return {"given_up": "The file needs more memory to be read than there is."}
    except Exception as error:  # a reader's unforeseen failure is this file's alone
        return {"reason": f"It could not be read ({type(error).__name__}: {str(error)[:120]})."}
    return {
        "articles": [asdict(item) | {"date": _iso(item.date)} for item in articles],
        "failures": [[failure.path, failure.reason] for failure in lost],
    }


def _article(fields: dict[str, Any]) -> Article:
    date = datetime.date.fromisoformat(fields["date"]) if fields["date"] else None
    places = tuple(Place(place["start"], place["label"]) for place in fields["places"])
    left_out = tuple(fields["left_out"])
    return Article(**(fields | {"date": date, "places": places, "left_out": left_out}))


def _iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


def _say(replies: Any, reply: dict[str, Any]) -> None:  # noqa: ANN401 - a text stream
    replies.write(json.dumps(reply) + "\n")
    replies.flush()
