"""Sets process-wide state: libraries' environment variables, torch's threads, free memory.

On the ground floor, the one place for all, because none can be set for one caller alone.
Several libraries read their variables once, when they are imported, so the modules that own
them call `be_offline()` before the import: no telemetry, no version checks, no look-ups on a
model hub. What a person has set in the environment is never overwritten.
"""

from __future__ import annotations

import ctypes
import functools
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

NO_TELEMETRY = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    # Not telemetry, but its warning after a fork would end up in people's terminals.
    "TOKENIZERS_PARALLELISM": "false",
}
# Without downloads the only bar left is that of weights read from the disk.
# Of 19: a build beside a window gets about a tenth of a core that both want.
NICENESS = 10
# How often freed memory is handed back at most. Each time takes 10 ms of a processor.
HAND_BACK_S = 2.0
NO_HUB = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}


def be_offline(*, allow_hub: bool = False) -> None:
    """Set the variables that keep libraries from the network.

    allow_hub: True where a person named a model that may have to be downloaded.
    """
    for name, value in (NO_TELEMETRY if allow_hub else NO_TELEMETRY | NO_HUB).items():
        os.environ.setdefault(name, value)


def let_others_go_first() -> None:
    """Give this process what others leave of the cores, a window that answers above all.

    For commands that only build. Before threads are started: on Linux each has a niceness of its
    own, which those that it starts take over. Cannot be undone; Windows has nothing like it.
    """
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))


def set_torch_threads(threads: int) -> None:
    """Let torch's operators use so many threads, whichever model runs: it has one pool.

    Reader and any sentence-transformers encoder share it and take the same setting; called as
    a model is loaded.
    """
    import torch  # noqa: PLC0415 - seconds to import, so only with a model

    torch.set_num_threads(threads)


@functools.cache
def one_core_threads(threads: int) -> ThreadPoolExecutor:
    """So many threads, in each of which torch's operators use one core: for work that has parts.

    On two cores four windows of 184 tokens take the larger reader .55 s with one thread's operators
    on both, which have too little to share, and .32 s with two threads (ten windows of the small
    one: .46 and .33 s; 2026-11-27).
    """
    import torch  # noqa: PLC0415 - as above

    others = torch.get_num_threads()
    ready = threading.Barrier(threads)

    def start() -> None:
        torch.set_num_threads(1)
        torch.get_num_threads()  # it is this thread's own from the first time that it is looked at
        ready.wait()

    pool = ThreadPoolExecutor(threads, thread_name_prefix="one-core")
    for begun in [pool.submit(start) for _ in range(threads)]:
        begun.result()
    torch.set_num_threads(others)  # what a thread sets is also what threads to come begin with
    return pool


class MemoryReturn:
    """Hands memory that was freed back to the system, now and then.

    The C library keeps freed blocks for later, and blocks of ever other sizes, as texts of every
    length ask for them, leave holes: on Linux 480 MB of them after 1,000 answers, while what was
    in use stayed at 320 MB to the megabyte. Other C libraries keep no such store or tell no way
    to empty it: nothing is done there.
    """

    def __init__(self, *, seconds: Callable[[], float] = time.monotonic) -> None:
        """seconds: the clock."""
        self._seconds = seconds
        self._last = seconds()
        self._guard = threading.Lock()

    def __call__(self) -> bool:
        """Hand back unless that was done in the last HAND_BACK_S; whether it was done."""
        trim = _malloc_trim()
        with self._guard:
            if trim is None or self._seconds() - self._last < HAND_BACK_S:
                return False
            self._last = self._seconds()
        trim(0)
        return True


hand_back_memory = MemoryReturn()


@functools.cache
def _malloc_trim() -> Callable[[int], int] | None:
    """glibc's malloc_trim(3), which gives back free pages wherever they lie; elsewhere None."""
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library; Windows has no such handle
        return None
    return trim
