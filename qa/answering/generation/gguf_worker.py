"""Serves one GGUF file by llama.cpp on loopback, as a process of its own: `-m … < config`.

    one line of JSON on stdin -> llama.cpp's server -> one line of JSON on stdout with its address

Owns `xllamacpp`. Its standard input is its life line: when whoever started it ends, however it
ends, the line closes and this process ends too. A process of its own, for native code that is
given a damaged file may fall, and a model's memory is bounded apart from the window's. It imports
nothing of the package, to start in a moment; whether the file can be served is asked before.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

GIGABYTE = 1 << 30
# Beside the file's own size: the context, buffers and the address space of threads' stacks.
ROOM = 4 * GIGABYTE


def _bound(size: int) -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    most = size + ROOM
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def main() -> int:
    """Serve until standard input closes. Exit codes: 0 ended, 1 the file cannot be served."""
    config = json.loads(sys.stdin.readline())
    path = Path(config["path"])
    _bound(path.stat().st_size)
    import xllamacpp  # noqa: PLC0415 - after the bound on memory

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.port = 0
    params.api_keys = [config["key"]]
    params.ui = False
    params.warmup = False
    params.n_parallel = 1
    params.n_ctx = config["context"]
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = config["threads"]
    try:
        server = xllamacpp.Server(params)
    except (RuntimeError, MemoryError):
        return 1
    print(json.dumps({"address": server.listening_address}), flush=True)
    sys.stdin.read()  # until the line closes
    os._exit(0)  # the server waits for requests under way, and nobody reads them any more


if __name__ == "__main__":
    raise SystemExit(main())
