"""Chat models that a person can choose at the window: found on this machine, or named by address.

    ports of loopback -> Found (server, address, its models) -> Engine -> ChatModel
    engine.json beside the index <- Engine (never its key)

They are looked for only when that is called, at 127.0.0.1 and the usual port of each server, for
two seconds at most; no other address is tried. All are asked by OpenAI's protocol.
"""

from __future__ import annotations

import http.client
import json
import logging
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import BaseModel, Field

from qa.errors import QaError
from qa.ui.interface_words import _, number
from qa.ui.service.key_store import NoKeyring, known_key

if TYPE_CHECKING:
    from qa.answering.generation.chat_model import ChatModel

LOCAL: Mapping[str, int] = {"Ollama": 11434, "LM Studio": 1234, "llama.cpp": 8080}
CONNECT_S, ALL_S = 0.5, 2.0
MOST_BYTES = 1_000_000
MOST_MODELS = 50
LONGEST = 300  # of an address or the name of a model
FILE = "engine.json"
_log = logging.getLogger(__name__)


class Engine(BaseModel, frozen=True):
    """A model of a server. server: its name, as people know it. address: up to and with /v1.

    keyed: whether it was given a key, which is never kept here.
    """

    server: str = Field(min_length=1, max_length=LONGEST)
    address: str = Field(min_length=1, max_length=LONGEST)
    model: str = Field(min_length=1, max_length=LONGEST)
    keyed: bool = False

    @property
    def name(self) -> str:
        """As answers tell it."""
        return f"{self.server}: {self.model}"


@dataclass(frozen=True, slots=True)
class Found:
    """A server of this machine that answered, and its models."""

    server: str
    address: str
    models: tuple[str, ...]


def find_local(ports: Mapping[str, int] = LOCAL, *, but: int = 0) -> list[Found]:
    """The servers that run on this machine, in the order of `ports`.

    but: a port that is not asked, this window's own.
    """
    found: dict[str, Found] = {}

    def look(server: str, port: int) -> None:
        with suppress(OSError, http.client.HTTPException, ValueError):
            models = _models(port)
            if models:
                found[server] = Found(server, f"http://127.0.0.1:{port}/v1", models)

    looking = [
        threading.Thread(target=look, args=(server, port), daemon=True)
        for server, port in ports.items()
        if port != but
    ]
    for each in looking:
        each.start()
    until = time.monotonic() + ALL_S
    for each in looking:
        each.join(max(0.0, until - time.monotonic()))
    return [found[server] for server in ports if server in found]


def _models(port: int) -> tuple[str, ...]:
    """What a server of this machine says it has. Proxies and redirections are not followed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=CONNECT_S)
    try:
        connection.request("GET", "/v1/models", headers={"Accept": "application/json"})
        response = connection.getresponse()
        said = json.loads(response.read(MOST_BYTES)) if response.status == 200 else None
    finally:
        connection.close()
    listed = said.get("data") if isinstance(said, dict) else None
    items = listed if isinstance(listed, list) else []
    names = [item.get("id") for item in items if isinstance(item, dict)]
    fit = [name for name in names if isinstance(name, str) and 0 < len(name) <= LONGEST]
    return tuple(fit[:MOST_MODELS])


def checked_engine(address: str, model: str) -> Engine:
    """A server that a person named. Raises QaError, with the remedy, if it cannot be one."""
    address, model = address.strip().rstrip("/"), model.strip()
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in address
        server = parts.netloc
    except ValueError:
        fits, server = False, ""
    if not fits or len(address) > LONGEST or not address.isprintable() or " " in address:
        raise QaError(_("Write the server's address with http, such as http://127.0.0.1:8000/v1."))
    if not model or len(model) > LONGEST or not model.isprintable():
        raise QaError(_("Write the name of the model as the server has it."))
    return Engine(server=server, address=address, model=model)


def chat_model_of(engine: Engine, key: str = "") -> ChatModel:
    """The model, ready to be asked. Raises ChatModelError if it cannot be set up."""
    from qa.answering.generation.chat_model import chat_model_at  # noqa: PLC0415 - LangChain

    return chat_model_at(engine.address, engine.model, key=key, name=engine.name)


def trial(chat: ChatModel) -> str:
    """One sentence on what a model says to a question that any can answer."""
    began = time.monotonic()
    try:
        said = " ".join(chat.try_out().split())
    except QaError as error:
        return str(error)
    seconds = time.monotonic() - began
    shown = said if len(said) <= 200 else f"{said[:200]}…"
    return _(
        "{name} answered “{text}” in {seconds} s.",
        name=chat.name,
        text=shown,
        seconds=number(seconds),
    )


def remember(folder: Path, engine: Engine | None) -> None:
    """Choose it again at the next start; None: the built-in reader. Raises QaError."""
    path = folder / FILE
    try:
        if engine is None:
            path.unlink(missing_ok=True)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(engine.model_dump_json(), encoding="utf-8")
    except OSError as error:
        raise QaError(
            _("{path} could not be written: {why}.", path=path, why=error.strerror)
        ) from None


def key_gone(engine: Engine) -> str:
    """One sentence on a key that was kept for a run that is over."""
    return _(
        "The key of {server} is not known any more. Choose another server and enter address, model "
        "and key again; until then the built-in reader answers.",
        server=engine.server,
    )


def remembered(folder: Path) -> tuple[Engine, ChatModel | None] | tuple[None, None]:
    """What was chosen at the window before, with its key from the keyring; nothing: None.

    A server whose key is gone is not asked: there is no model then.
    """
    try:
        engine = Engine.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
        key = ""
        if engine.keyed or not engine.address.startswith("http://127.0.0.1:"):
            with suppress(NoKeyring):
                key = known_key(engine.address)
        if engine.keyed and not key:
            _log.warning("%s", key_gone(engine))
            return engine, None
        return engine, chat_model_of(engine, key)
    except (OSError, ValueError, QaError):  # pydantic's is a ValueError
        return None, None
