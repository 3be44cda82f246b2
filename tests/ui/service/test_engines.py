"""Chat models of servers: found on this machine, named by address, tried, remembered."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.errors import QaError
from qa.ui.service.engines import (
    LOCAL,
    Engine,
    chat_model_of,
    checked_engine,
    find_local,
    remember,
    remembered,
    trial,
)
from tests.ui.service.model_server import ModelServer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    running = ModelServer()
    yield running
    running.stop()


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_usual_ports_of_the_three_servers_are_looked_at() -> None:
    assert LOCAL == {"Ollama": 11434, "LM Studio": 1234, "llama.cpp": 8080}


def test_a_server_that_runs_is_found_with_its_models_and_one_that_does_not_is_not(
    server: ModelServer,
) -> None:
    (found,) = find_local({"A": _closed_port(), "B": server.server_port})
    assert (found.server, found.address, found.models) == ("B", server.address, ("small", "large"))
    assert server.asked == ["/v1/models"]
    assert find_local({"B": server.server_port}, but=server.server_port) == []


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b'{"data": 5}', b'{"data": [{"id": 5}, "x", {"id": ""}]}', b"\xff"]
)
def test_what_is_no_model_server_is_not_offered(server: ModelServer, body: bytes) -> None:
    server.body = body
    assert find_local({"B": server.server_port}) == []


def test_a_server_that_does_not_answer_is_not_waited_for() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        began = time.monotonic()
        assert find_local({"B": silent.getsockname()[1]}) == []
        assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "address",
    ["", "models.example", "ftp://a/v1", "http://", "http://me:secret@a/v1", "http://a b"],
)
def test_what_is_no_address_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(QaError, match=r"such as http://127\.0\.0\.1:8000/v1"):
        checked_engine(address, "small")


def test_an_address_and_a_model_make_an_engine() -> None:
    engine = checked_engine(" https://models.example/v1/ ", " small ")
    assert (engine.address, engine.name) == ("https://models.example/v1", "models.example: small")
    with pytest.raises(QaError, match="name of the model"):
        checked_engine("https://models.example/v1", " ")


def test_a_trial_says_what_came_back(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    engine = Engine(server="Here", address=server.address, model="small")
    told = trial(chat_model_of(engine, "sk-mine"))
    assert told.startswith("Here: small answered “Paris.” in ")
    trial(chat_model_of(engine))
    # The key of the environment belongs to another address.
    assert server.keys == ["sk-mine", "none"]


def test_a_trial_of_what_is_not_there_is_a_sentence() -> None:
    engine = Engine(server="Here", address=f"http://127.0.0.1:{_closed_port()}/v1", model="small")
    assert trial(chat_model_of(engine)) == "Here: small cannot be reached."


def test_a_choice_is_remembered_without_its_key(tmp_path: Path, server: ModelServer) -> None:
    folder = tmp_path / "indexes"
    assert remembered(folder) == (None, None)
    engine = Engine(server="Here", address=server.address, model="small")
    remember(folder, engine)
    assert set(json.loads((folder / "engine.json").read_text("utf-8"))) == {
        "server",
        "address",
        "model",
        "keyed",
    }
    again, chat = remembered(folder)
    assert again == engine
    assert chat is not None
    assert chat.name == "Here: small"
    remember(folder, None)
    remember(folder, None)
    assert remembered(folder) == (None, None)


def test_a_server_whose_key_is_gone_is_not_asked_and_it_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = Engine(server="api", address="https://api.example/v1", model="large", keyed=True)
    remember(tmp_path, engine)
    assert remembered(tmp_path) == (engine, None)
    assert "The key of api is not known any more." in caplog.text


@pytest.mark.parametrize("text", ["", "{", '{"server": "x"}', "\x00"])
def test_a_damaged_choice_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "engine.json").write_text(text, encoding="utf-8")
    assert remembered(tmp_path) == (None, None)
