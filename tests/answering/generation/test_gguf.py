"""A GGUF file that cannot be served is refused in a sentence, before or after it is tried."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from qa.answering.generation import gguf
from qa.answering.generation.chat_model import load_chat_model
from qa.answering.generation.gguf import refusal, serve
from qa.errors import ChatModelError
from qa.settings import Settings

needs_llama = pytest.mark.skipif(
    importlib.util.find_spec("xllamacpp") is None, reason="needs the extra gguf"
)


@needs_llama
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        (b"PK\x03\x04 a zip archive", "is no GGUF file"),
        (b"", "is no GGUF file"),
        (b"GGUF" + b"\x00" * 200, "could not be loaded: it may be damaged"),
    ],
)
def test_what_is_no_model_is_told(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ChatModelError, match=said):
        serve(path, threads=1)
    with pytest.raises(ChatModelError, match=said):
        load_chat_model(Settings(chat_model=f"gguf:{path}", threads=1))


@needs_llama
def test_a_slow_start_is_not_called_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF")
    with pytest.raises(ChatModelError, match="was not loaded within 0 s: the machine is busy"):
        serve(path, threads=1, start_s=0.0)


def test_a_model_that_does_not_fit_is_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.gguf"
    path.write_bytes(b"GGUF")
    assert refusal(path) is None
    monkeypatch.setattr(gguf, "_memory", lambda: 1 << 30)
    assert refusal(path) == ("large.gguf needs about 1.0 GB of memory, and this machine has 1.0")


def test_a_missing_package_names_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ChatModelError, match="pip install xllamacpp langchain-openai"):
        serve(tmp_path / "model.gguf", threads=1)
