"""Sets process-wide state: environment variables of libraries and torch's thread counts.

On the ground floor, the one place for both, because neither can be set for one caller alone.
Several libraries read their variables once, when they are imported, so the modules that own
them call `be_offline()` before the import: no telemetry, no version checks, no look-ups on a
model hub. What a person has set in the environment is never overwritten.
"""

from __future__ import annotations

import os

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
