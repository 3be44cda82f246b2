"""Serves the page in the language of each browser: its first texts, and what its requests are told.

    Accept-Language -> `speaking` for the request -> the page of that language in Gradio's template

Gradio sends one page to everyone. So the page is built once more in a language when a browser first
asks for it, and where Gradio writes the page out, the texts of its components are replaced by those
of the same component of the other build. Everything else of the page is that of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from qa.ui.interface_words import ENGLISH, chosen_language, language, speaking

if TYPE_CHECKING:
    import gradio as gr
    from starlette.types import ASGIApp, Receive, Scope, Send

# What of a component is shown before anything was asked.
_TEXTS = ("label", "placeholder", "info", "value", "choices", "submit_btn", "stop_btn")
# Programs are told the same wherever they run.
_OF_PROGRAMS = ("/api", "/v1", "/mcp")
Texts = Mapping[int, Mapping[str, object]]  # by the number of the component
TextsOf = Callable[[str], Texts]  # of a language
_texts_of: ContextVar[TextsOf] = ContextVar("_texts_of", default=lambda spoken: {})


class Languages:
    """ASGI middleware: a request is handled in the language that its browser likes."""

    def __init__(self, app: ASGIApp, texts: TextsOf) -> None:
        self._app = app
        self._texts = texts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or str(scope["path"]).startswith(_OF_PROGRAMS):
            await self._app(scope, receive, send)
            return
        spoken = chosen_language(Headers(scope=scope).get("accept-language", ""))
        token = _texts_of.set(self._texts)
        try:
            with speaking(spoken):
                await self._app(scope, receive, send)
        finally:
            _texts_of.reset(token)


def when_asked(page: gr.Blocks, build: Callable[[], gr.Blocks]) -> TextsOf:
    """The page's texts in a language, made from another build when they are first asked for."""
    one_at_a_time = Lock()  # Gradio has one page in hand that new components go to

    @cache
    def made(spoken: str) -> Texts:
        with speaking(spoken):
            return texts_of(page.get_config_file(), build().get_config_file())

    def texts(spoken: str) -> Texts:
        if spoken == ENGLISH:
            return {}
        with one_at_a_time:
            return made(spoken)

    return texts


def write_in_each_language() -> None:
    """Have Gradio's template write the texts of the language that is spoken."""
    from gradio.routes import templates  # noqa: PLC0415 - takes seconds to import

    as_json = templates.env.filters["toorjson"]
    if as_json.__module__ != __name__:
        templates.env.filters["toorjson"] = _written_by(as_json)


def _written_by(as_json: Callable[[object], object]) -> Callable[[object], object]:
    def write(value: object) -> object:
        if isinstance(value, Mapping) and "components" in value:
            return as_json(with_texts(value, _texts_of.get()(language())))
        return as_json(value)

    return write


def texts_of(page: Mapping[str, object], other: Mapping[str, object]) -> Texts:
    """What the other page says where it says something else, by the components of the first.

    Raises ValueError where the two have not the same components in the same order.
    """
    own, others = _components(page), _components(other)
    if [one.get("type") for one in own] != [one.get("type") for one in others]:
        raise ValueError("The page has other components in another language.")
    found: dict[int, dict[str, object]] = {}
    for one, there in zip(own, others, strict=True):
        said, says = one["props"], there["props"]
        assert isinstance(said, Mapping)
        assert isinstance(says, Mapping)
        differs = {name: says.get(name) for name in _TEXTS if said.get(name) != says.get(name)}
        if differs:
            number = one["id"]
            assert isinstance(number, int)
            found[number] = differs
    return found


def with_texts(page: Mapping[str, object], texts: Texts) -> Mapping[str, object]:
    """A page's configuration with these texts."""
    if not texts:
        return page
    changed = []
    for component in _components(page):
        number, props = component.get("id"), component.get("props")
        own = texts.get(number, {}) if isinstance(number, int) else {}
        kept = props if isinstance(props, Mapping) else {}
        changed.append({**component, "props": {**kept, **own}} if own else component)
    return {**page, "components": changed}


def _components(config: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    listed = config.get("components")
    return listed if isinstance(listed, list) else []
