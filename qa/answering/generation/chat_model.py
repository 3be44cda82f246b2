"""Streams a chat model by LangChain: loaded by name, bounded in time and length, errors translated.

    settings.chat_model -> ChatModel.stream(messages) -> pieces of text

Owns `langchain` (init_chat_model) and `tenacity` (tries before the first word). A model that
is down, slow, rate-limited or out of context becomes a ChatModelError whose text names the kind
of failure and nothing else: messages of providers may carry keys and addresses, so they are
never passed on.
"""

from __future__ import annotations

import importlib.util
import queue
import re
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from qa.answering.generation.gguf import serve
from qa.answering.generation.prompts import Style
from qa.errors import ChatModelError, SettingsError
from qa.settings import Settings

# Tries before the first word, and the pause before the next, in seconds; doubled each time.
ATTEMPTS = 3
PAUSE_S = 0.5
FIRST_WORD_S, NEXT_WORD_S, WHOLE_S = 90.0, 30.0, 240.0
# A model whose speed is known is waited for so many times as long as the prompt needs.
WAITED_SPEEDS = 4.0
# Where the model does not say how much it reads.
CONTEXT_TOKENS = 4_096
# A model that reads at least so much follows rules; a smaller or unknown one gets a plain prompt.
CITED_CONTEXT = 64_000
# Left for the answer.
ANSWER_TOKENS = 512
MAX_CHARACTERS = 8_000
MAX_WAITING = 100  # pieces that were sent and not read yet
_TOO_LATE = ""
TRIAL = "Which city is the capital of France? Answer in one word."

_PACKAGES = {
    "openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
    "ollama": "langchain_ollama",
}
_HOPELESS = ("notfound", "badrequest", "validation", "keyerror")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a model may take, in seconds: to its first word, between words, in all."""

    first_s: float = FIRST_WORD_S
    next_s: float = NEXT_WORD_S
    whole_s: float = WHOLE_S
    pause_s: float = PAUSE_S


class ChatModel:
    """A LangChain chat model with bounds.

    name: as it appears in an answer's engine. style: of its prompts; None: by how much it reads.
    reading_speed: characters of a prompt a second up to the first word, as last measured; None
    before the first answer.
    """

    def __init__(
        self,
        model: BaseChatModel,
        name: str,
        *,
        limits: Limits | None = None,
        style: Style | None = None,
    ) -> None:
        self.name = name
        self.reading_speed: float | None = None
        self._model = model
        self._limits = limits or Limits()
        self._style = style

    @property
    def style(self) -> Style:
        """How it is asked: "plain" for a small or unknown model, "cited" for a large one."""
        large = self.context_tokens + ANSWER_TOKENS >= CITED_CONTEXT
        return self._style or ("cited" if large else "plain")

    @property
    def context_tokens(self) -> int:
        """How many tokens the model reads, the answer not counted."""
        profile = getattr(self._model, "profile", None)
        most = profile.get("max_input_tokens") if isinstance(profile, dict) else None
        return (most if isinstance(most, int) else CONTEXT_TOKENS) - ANSWER_TOKENS

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """The reply piece by piece. Closing the iterator stops the generation.

        Tried again while no word has come. Raises ChatModelError, in a sentence safe to show.
        """
        again = Retrying(
            retry=retry_if_exception(lambda error: not getattr(error, "hopeless", True)),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential(multiplier=self._limits.pause_s),
            reraise=True,
        )
        length = sum(len(str(message.content)) for message in messages)
        began = time.monotonic()
        ends = began + self._limits.whole_s  # of all tries together
        try:
            first, rest = again(self._begin, messages, ends)
            self.reading_speed = length / max(time.monotonic() - began, 1e-3)
            with closing(rest):
                yield from first
                yield from rest
        except _Failure as failure:
            raise ChatModelError(f"{self.name} {failure.reason}.") from None

    def try_out(self) -> str:
        """What it says to a question that any chat model can answer. Raises ChatModelError."""
        return self.reply([HumanMessage(TRIAL)]).strip()

    def reply(self, messages: Sequence[BaseMessage]) -> str:
        """The whole reply. Raises ChatModelError."""
        return "".join(self.stream(messages))

    def _begin(
        self, messages: Sequence[BaseMessage], ends: float
    ) -> tuple[list[str], Generator[str]]:
        """One try up to its first piece, and the pieces that follow it."""
        pieces = self._once(messages, ends)
        return list(islice(pieces, 1)), pieces

    def _first_wait(self, messages: Sequence[BaseMessage]) -> float:
        """Seconds until a first word must come: longer where the model is known to read slowly."""
        if self.reading_speed is None:
            return self._limits.first_s
        length = sum(len(str(message.content)) for message in messages)
        return max(self._limits.first_s, WAITED_SPEEDS * length / self.reading_speed)

    def _once(self, messages: Sequence[BaseMessage], ends: float) -> Generator[str]:
        """One try, read in a thread of its own: a model that hangs must not hang the answer.

        ends: when it has to be over, however busily it talks. What is too long is cut.
        """
        pieces: queue.Queue[str | _Failure | None] = queue.Queue(MAX_WAITING)
        stopped = threading.Event()
        reading = threading.Thread(
            target=_read, args=(self._model, list(messages), pieces, stopped), daemon=True
        )
        reading.start()
        wait, length = self._first_wait(messages), 0
        try:
            while length < MAX_CHARACTERS:
                left = ends - time.monotonic()
                try:
                    piece = pieces.get(timeout=min(wait, left)) if left > 0 else _TOO_LATE
                except queue.Empty:
                    piece = _TOO_LATE
                if piece is _TOO_LATE:
                    raise _Failure("took too long to answer", hopeless=True) from None
                if piece is None:
                    return
                if isinstance(piece, _Failure):
                    raise piece
                piece = piece[: MAX_CHARACTERS - length]
                wait, length = self._limits.next_s, length + len(piece)
                yield piece
        finally:
            stopped.set()


class _Failure(Exception):
    def __init__(self, reason: str, *, hopeless: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hopeless = hopeless


def _read(
    model: BaseChatModel,
    messages: list[BaseMessage],
    pieces: queue.Queue[str | _Failure | None],
    stopped: threading.Event,
) -> None:
    """Puts what the model says into the queue, then None, or why it failed."""
    try:
        stream = model.stream(messages)
        for chunk in stream:
            if stopped.is_set():
                close = getattr(stream, "close", None)
                with suppress(Exception):
                    if close:
                        close()
                return
            if text := str(chunk.text)[:MAX_CHARACTERS]:
                _put(text, pieces, stopped)
        _put(None, pieces, stopped)
    except Exception as error:
        _put(_failure(error), pieces, stopped)


def _put(
    piece: str | _Failure | None,
    pieces: queue.Queue[str | _Failure | None],
    stopped: threading.Event,
) -> None:
    """Waits while enough is waiting to be read; a model that talks without end fills no memory."""
    while not stopped.is_set():
        with suppress(queue.Full):
            pieces.put(piece, timeout=0.1)
            return


def _failure(error: Exception) -> _Failure:
    """A provider's exception in our words; its own text may hold secrets and is only looked at."""
    name = type(error).__name__
    plain = name.lower()
    status = getattr(error, "status_code", None)
    code = str(getattr(error, "code", "") or "").lower()
    said = str(error).lower()
    empty = "no generation" in said
    # Servers that are not the provider's own say it in words only.
    long = status in (400, 413, 422) and re.search(
        r"context|too (?:long|large)|maximum.{0,80}token", said
    )
    for applies, reason, hopeless in (
        (empty, "said nothing", True),
        ("ratelimit" in plain or status == 429, "is rate-limited", False),
        ("context" in plain or "context" in code or long, "cannot read that much text", True),
        ("timeout" in plain, "took too long to answer", False),
        ("connect" in plain, "cannot be reached", False),
        ("auth" in plain or "permission" in plain or status in (401, 403), "refused the key", True),
    ):
        if applies:
            return _Failure(reason, hopeless=hopeless)
    hopeless = any(word in plain for word in _HOPELESS) or status in (400, 404, 413, 422)
    return _Failure(f"failed ({name})", hopeless=hopeless)


def load_chat_model(settings: Settings) -> ChatModel | None:
    """The chat model that the settings name; None if they name none.

    Raises ChatModelError if its package is missing or it cannot be set up, SettingsError if
    the name does not say which provider.
    """
    if settings.chat_model is None:
        return None
    provider, colon, model = settings.chat_model.partition(":")
    if not colon or not provider or not model:
        raise SettingsError(
            f"QA_CHAT_MODEL cannot be {settings.chat_model!r}: write provider:model, for example "
            "ollama:qwen3:4b, openai:gpt-4o-mini or gguf:/path/model.gguf."
        )
    style = None if settings.chat_style == "auto" else settings.chat_style
    if provider == "gguf":
        path, name = Path(model), settings.chat_model
        served = serve(path, threads=settings.threads)
        return chat_model_at(served.address, path.name, key=served.key, name=name, style=style)
    package = _PACKAGES.get(provider)
    if package and importlib.util.find_spec(package) is None:
        raise ChatModelError(
            f"{settings.chat_model} needs a package that is not installed: "
            f"pip install {package.replace('_', '-')}"
        )
    loaded = _init(settings.chat_model, settings.chat_base_url)
    return ChatModel(loaded, settings.chat_model, style=style)


def chat_model_at(
    address: str, model: str, *, key: str, name: str, style: Style | None = None
) -> ChatModel:
    """A model of any server that speaks OpenAI's protocol.

    key: what the server is shown; "": it needs none. A key of the environment is never sent,
    because it may belong to another address. name: as answers tell it. style: see ChatModel.
    Raises ChatModelError if it cannot be set up.
    """
    return ChatModel(_init(f"openai:{model}", address, api_key=key or "none"), name, style=style)


def _init(name: str, base_url: str | None, **own: str) -> BaseChatModel:
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 - slow, and rarely needed

    options: dict[str, float | int | str] = {"temperature": 0.0, **own}
    if base_url:
        options["base_url"] = base_url
    if name.startswith(("openai:", "anthropic:")):
        # We bound and repeat ourselves.
        options |= {"timeout": WHOLE_S, "max_retries": 0, "max_tokens": ANSWER_TOKENS}
    try:
        model = init_chat_model(
            name, configurable_fields=None, config_prefix=None, model_provider=None, **options
        )
    except ImportError as error:
        raise ChatModelError(
            f"{name} needs a package that is not installed"
            f"{f' ({error.name})' if error.name else ''}: install it with pip."
        ) from None
    except Exception as error:
        raise ChatModelError(
            f"{name} cannot be set up ({type(error).__name__}): check its name, and "
            "that the provider's key is set in its own variable."
        ) from None
    if not isinstance(model, BaseChatModel):
        raise ChatModelError(f"{name} is no chat model.")
    return model
