"""Serves the page in the language of each browser: its first texts, and what its requests are told.

    Accept-Language -> `speaking` for the request -> the page of that language in Gradio's template

Gradio sends one page to everyone. So the page is built once in each language when the server
starts, and where Gradio writes the page out, the texts of its components are replaced by those of
the same component of the other build. Everything else of the page is that of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from types import MappingProxyType
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from qa.ui.interface_words import ENGLISH, LANGUAGES, chosen_language, speaking

if TYPE_CHECKING:
    import gradio as gr
    from starlette.types import ASGIApp, Receive, Scope, Send

# What of a component is shown before anything was asked.
_TEXTS = ("label", "placeholder", "info", "value", "choices", "submit_btn", "stop_btn")
# Programs are told the same wherever they run.
_OF_PROGRAMS = ("/api", "/v1", "/mcp")
Texts = Mapping[int, Mapping[str, object]]  # by the number of the component
_texts: ContextVar[Texts] = ContextVar("_texts", default=MappingProxyType({}))


class Languages:
    """ASGI middleware: while a request is handled, the language that its browser likes is spoken.

    texts: of the page, by language.
    """

    def __init__(self, app: ASGIApp, texts: Mapping[str, Texts]) -> None:
        self._app = app
        self._texts = texts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or str(scope["path"]).startswith(_OF_PROGRAMS):
            await self._app(scope, receive, send)
            return
        spoken = chosen_language(Headers(scope=scope).get("accept-language", ""))
        token = _texts.set(self._texts.get(spoken, {}))
        try:
            with speaking(spoken):
                await self._app(scope, receive, send)
        finally:
            _texts.reset(token)


def build_in_each_language(
    build: Callable[[], gr.Blocks],
) -> tuple[gr.Blocks, dict[str, Texts]]:
    """The page, and its texts in the other languages, for `Languages`."""
    page = build()
    texts: dict[str, Texts] = {}
    for spoken in LANGUAGES:
        if spoken != ENGLISH:
            with speaking(spoken):
                texts[spoken] = texts_of(page.get_config_file(), build().get_config_file())
    return page, texts


def write_in_each_language() -> None:
    """Have Gradio's template write the texts of the language that is spoken."""
    from gradio.routes import templates  # noqa: PLC0415 - takes seconds to import

    as_json = templates.env.filters["toorjson"]
    if as_json.__module__ != __name__:
        templates.env.filters["toorjson"] = _written_by(as_json)


def _written_by(as_json: Callable[[object], object]) -> Callable[[object], object]:
    return lambda value: as_json(with_texts(value, _texts.get()))


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


def with_texts(value: object, texts: Texts) -> object:
    """A page's configuration with these texts; any other value as it is."""
    if not (texts and isinstance(value, Mapping) and "components" in value):
        return value
    changed = []
    for component in _components(value):
        number, props = component.get("id"), component.get("props")
        own = texts.get(number, {}) if isinstance(number, int) else {}
        kept = props if isinstance(props, Mapping) else {}
        changed.append({**component, "props": {**kept, **own}} if own else component)
    return {**value, "components": changed}


def _components(config: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    listed = config.get("components")
    return listed if isinstance(listed, list) else []
