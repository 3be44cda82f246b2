"""A real chat model behind a real OpenAI-compatible server on loopback, with real weights.

SmolLM2-135M-Instruct is small enough for a test and too small to follow instructions: what
is asserted is the protocol and what must hold whatever a model writes, not its prose.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from langchain_core.messages import HumanMessage

from benchmarks.common.smollm2 import missing, model_folder, served
from qa.answering import Assistant
from qa.answering.generation.chat_model import load_chat_model
from qa.answering.messages import UNSUPPORTED

if TYPE_CHECKING:
    from qa.index import Embedder
    from qa.settings import Settings

pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())} (extra: chat-test)"),
    pytest.mark.timeout(900),
    # Of the libraries that load and talk to the model, not ours.
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module")
def server_settings(
    built_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """Settings that name a model which a server of its own process serves."""
    if shutil.which("transformers", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("the transformers command is not installed")
    folder = model_folder(tmp_path_factory.mktemp("smollm2"))
    with served(folder) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", "none")
        named = {"chat_model": f"openai:{folder}", "chat_base_url": address}
        yield built_settings.model_copy(update=named)


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
