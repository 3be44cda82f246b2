"""Runs a GGUF file as the chat model: starts llama.cpp in a process of its own and asks it.

    QA_CHAT_MODEL=gguf:/path/model.gguf -> gguf_worker (a process) -> loopback -> ChatOpenAI

One process for a file, whoever asks; it ends with this one. Only who has its random key is
answered, so that no other program of this machine uses it unasked. It downloads nothing.
"""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import secrets
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qa.errors import ChatModelError

CONTEXT_TOKENS = 4_096
START_S = 120.0
MODULE = "qa.answering.generation.gguf_worker"
GIGABYTE = 1 << 30
MAGIC = b"GGUF"
# Threads that wait for work would spin and take the cores from whatever else runs.
PATIENT = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "0"}


@dataclass(frozen=True, slots=True)
class Served:
    """A model that is served: the OpenAI-compatible address, its key, and the process."""

    address: str
    key: str
    process: subprocess.Popen[str]


_served: dict[tuple[Path, int], Served] = {}
_lock = threading.Lock()


def serve(path: Path, *, threads: int, start_s: float = START_S) -> Served:
    """The running server of a file, started if there is none.

    threads: of the arithmetic; 0: as many as there are cores. start_s: seconds that it may load.
    Raises ChatModelError, with the remedy, if the package is missing, the file is no model or too
    large, or the process ends before it listens or takes too long to.
    """
    if importlib.util.find_spec("xllamacpp") is None or (
        importlib.util.find_spec("langchain_openai") is None
    ):
        raise ChatModelError(
            "gguf: needs packages that are not installed: pip install xllamacpp langchain-openai"
        )
    path = path.expanduser().resolve()
    if reason := refusal(path):
        raise ChatModelError(f"{reason}. QA_CHAT_MODEL=gguf:PATH names a GGUF file.")
    with _lock:
        found = _served.get((path, threads))
        if found is not None and found.process.poll() is not None:
            stop(found.process)
            found = None
        if found is None:
            found = _served[path, threads] = _start(path, threads or os.cpu_count() or 1, start_s)
        return found


def refusal(path: Path) -> str | None:
    """Why a file cannot be served, in a sentence; None if it can be tried."""
    if not path.is_file():
        return f"There is no file {path}"
    with path.open("rb") as opened:
        if opened.read(len(MAGIC)) != MAGIC:
            return f"{path.name} is no GGUF file"
    size, memory = path.stat().st_size, _memory()
    if memory and size + GIGABYTE > memory:
        return (
            f"{path.name} needs about {1 + size / GIGABYTE:.1f} GB of memory, and this machine has "
            f"{memory / GIGABYTE:.1f}"
        )
    return None


def _memory() -> int:
    """Bytes of memory of this machine; 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0


def _start(path: Path, threads: int, start_s: float) -> Served:
    key = secrets.token_urlsafe(24)
    process = subprocess.Popen(
        [sys.executable, "-m", MODULE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, **PATIENT},
    )  # fmt: skip
    told = {"path": str(path), "key": key, "threads": threads, "context": CONTEXT_TOKENS}
    address: list[str] = []
    reading = threading.Thread(target=_listen, args=(process, told, address), daemon=True)
    reading.start()
    reading.join(start_s)
    if not address:
        slow = reading.is_alive()
        stop(process)
        if slow:
            raise ChatModelError(
                f"{path.name} was not loaded within {start_s:.0f} s: the machine is busy, or the "
                "file is too large for it."
            )
        raise ChatModelError(
            f"{path.name} could not be loaded: it may be damaged, of a kind that llama.cpp "
            "does not know, or too large for the memory that is free."
        )
    return Served(f"{address[0]}/v1", key, process)


def _listen(process: subprocess.Popen[str], told: dict[str, object], address: list[str]) -> None:
    """Hands the worker what to serve and waits for its address; what else it prints is passed."""
    if process.stdin is None or process.stdout is None:
        return
    with suppress(OSError, ValueError):
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        for line in process.stdout:
            if line.startswith('{"address"'):
                address.append(json.loads(line)["address"])
                return


def stop(process: subprocess.Popen[str]) -> None:
    """End a worker: its line closes, and it is killed if it does not go."""
    with suppress(OSError):
        if process.stdin:
            process.stdin.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()


@atexit.register
def stop_all() -> None:
    """End every worker that this process started; done of itself when it ends."""
    with _lock:
        for served in _served.values():
            stop(served.process)
        _served.clear()
