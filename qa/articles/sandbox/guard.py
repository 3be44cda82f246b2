"""Reads files whose parsers may hang in a second process, under limits of time and memory.

    SourceFile -> plain text: here      others: worker -> articles, or one sentence

A PDF or a page can be made so that its parser never ends, takes all memory or crashes the
process, and no test of the bytes tells beforehand. So these, and large texts, are read by
a second process (`worker`), which is ended when it takes too long; the next file gets a
new one. Where no process can be started everything is read here, without these limits.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from qa.articles.file_listing import SourceFile
from qa.articles.formats.draft import MB
from qa.articles.formats.registry import recognition_s
from qa.articles.reading import needs_guard, read_file
from qa.articles.sandbox.worker import READY, articles_of, request_line
from qa.errors import ReadingGivenUp
from qa.records import Article, FileFailure

# A file may take so long: the largest page takes 6 s, a PDF of 100 MB or a ZIP of 10,000
# pages minutes.
READ_S = 60.0
READ_S_PER_MB = 4.0
# How many times as long it may take by the clock, of a busy machine or a process stopped.
STANDSTILL = 5
LOOK_S = 1.0
# Address space; the interpreter with all readers takes 300 MB of it.
MEMORY_BYTES = 2_000 * MB
# How long a process may take to start before it is taken for impossible.
START_S = 60.0
_ROOT = Path(__file__).parents[3]
COMMAND = (sys.executable, "-P", "-c", "from qa.articles.sandbox.worker import main; main()")


class GuardedReader:
    """Reads files one after the other. For one thread; close it in the end.

    read_s: how long a small file may take; None: READ_S, and more where text is recognised.
    memory_bytes: how much address space a reader gets; command: what to start in place of the
    worker; apart: which files it reads.
    """

    def __init__(
        self,
        *,
        read_s: float | None = None,
        memory_bytes: int = MEMORY_BYTES,
        command: Sequence[str] = COMMAND,
        apart: Callable[[SourceFile], bool] = needs_guard,
    ) -> None:
        self._apart = apart
        self._read_s = read_s
        self._command = [*command, str(memory_bytes)]
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.Queue[bytes] = queue.Queue()
        self._possible = bool(command[0])
        self._greeted = False
        self._sent = b""

    def read(
        self,
        file: SourceFile,
        *,
        columns: str = "",
        cleaning: bool = True,
        failures: list[FileFailure] | None = None,
    ) -> list[Article]:
        """The articles of a file; see `read_file` for what is given and raised.

        Raises ArticleError also for a file that takes too long or ends its process.
        """
        failures = [] if failures is None else failures
        limit_s = self._limit_s(file)
        line = request_line(file, columns=columns, cleaning=cleaning, limit_s=limit_s * STANDSTILL)
        if line == self._sent or self._send(file, line):
            self._sent = b""
            reply = self._reply(limit_s)
            if reply is not None:
                return articles_of(reply, failures)
        return read_file(file, columns=columns, cleaning=cleaning, failures=failures)

    def read_ahead(self, file: SourceFile, *, columns: str = "", cleaning: bool = True) -> None:
        """Begin with the file that `read` is asked for next, if it is read apart."""
        limit_s = self._limit_s(file)
        line = request_line(file, columns=columns, cleaning=cleaning, limit_s=limit_s * STANDSTILL)
        if not self._sent and self._send(file, line):
            self._sent = line

    @property
    def process_id(self) -> int | None:
        """Of the process that reads; None while there is none."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process, if there is one; a file that is read afterwards starts another."""
        process, self._process = self._process, None
        self._sent, self._greeted = b"", False
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _limit_s(self, file: SourceFile) -> float:
        size_s = READ_S_PER_MB * file.size / MB
        if self._read_s is not None:
            return self._read_s + size_s
        return READ_S + size_s + recognition_s(file.relative)

    def _send(self, file: SourceFile, line: bytes) -> bool:
        """Give the process a file; False where it is to be read here."""
        if not self._apart(file) or not self._possible:
            return False
        if self._sent or self._process is None or self._process.poll() is not None:
            self.close()  # what was sent before nobody has asked for
            self._start()
        if self._process is None or self._process.stdin is None:
            return False
        with suppress(OSError):  # it is gone, which the missing reply tells
            self._process.stdin.write(line)
            self._process.stdin.flush()
        return True

    def _reply(self, limit_s: float) -> dict[str, Any] | None:
        """The reply to what was sent last; None if the process never came to be."""
        if not self._greeted:
            with suppress(queue.Empty):
                self._greeted = self._replies.get(timeout=START_S).strip() == READY
            if not self._greeted:
                self._possible = False
                self.close()
                return None
        reply = self._awaited(limit_s)
        if reply is None:
            self.close()
            raise ReadingGivenUp(
                f"It took more than {limit_s:.0f} seconds to read and was given up. "
                "Save its text as .txt."
            )
        if not reply:
            code = self._process.wait() if self._process else 0
            self.close()
            raise ReadingGivenUp(
                f"Reading it ended the reader's process ({_ending(code)}): it is damaged or "
                "needs more memory than a file may. Save its text as .txt."
            )
        found: dict[str, Any] = json.loads(reply)
        return found

    def _awaited(self, limit_s: float) -> bytes | None:
        """The reply, None if the process worked longer than that, or stood still far longer.

        A busy machine gives a process little of its time, so its own time is what counts.
        """
        begun, worked = time.monotonic(), self._worked_s()
        while True:
            with suppress(queue.Empty):
                return self._replies.get(timeout=min(limit_s, LOOK_S))
            waited = time.monotonic() - begun
            now = self._worked_s()
            spent = waited if worked is None or now is None else now - worked
            if spent >= limit_s or waited >= limit_s * STANDSTILL:
                return None

    def _worked_s(self) -> float | None:
        """Processor seconds of the process so far; None where the system does not tell."""
        try:
            stat = Path(f"/proc/{self.process_id}/stat").read_text(encoding="ascii")
            user, system = stat.rpartition(")")[2].split()[11:13]
            return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, AttributeError):
            return None

    def _start(self) -> None:
        """Start the process without waiting until it is ready."""
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            self._possible = False
            return
        # Made anew, so that a reply that was too late for its file is not the next one's.
        self._replies = queue.Queue()
        assert self._process.stdout is not None
        threading.Thread(
            target=_listen, args=(self._process.stdout, self._replies), daemon=True
        ).start()


def _listen(stream: IO[bytes], replies: queue.Queue[bytes]) -> None:
    """Pass on the replies, and an empty one when there are no more."""
    with suppress(OSError, ValueError):  # closed while it was read
        for line in stream:
            replies.put(line)
    replies.put(b"")


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"
