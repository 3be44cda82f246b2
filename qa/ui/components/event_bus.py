"""Event bus between the page's script and the server: private listeners, queued page events.

A Gradio listener is a public endpoint by default, and a tool of the MCP server too. `listen`
makes the page's own ones private; what is offered to programs is declared in `endpoints`.

Events of the page's script come through `subscribe`, never as Gradio's event data: while one
request runs, Gradio drops the next click, or repeats the one before in its place. The script
keeps its events until a request takes them along, so none is lost and none comes twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

import gradio as gr
from gradio.blocks import Block
from gradio.events import Dependency

from qa.ui.interface_words import chosen_language, speaking
from qa.ui.service.collection_services import request_to

Listener = Callable[..., Dependency]
Blocks = Block | Sequence[Block] | None
PageEvent = Mapping[str, object]
# What a listener changes of a component: `gr.update`. A component that is made in a listener would
# go onto a page that is being built meanwhile.
Update = dict[str, object]
MOST_EVENTS = 99
# Puts what the browser keeps in the place of an input that names it (`kept_items`). Stands for
# itself, because a page that is being opened has no script yet.
STORED = (
    '(...inputs) => inputs.map((value) => { const kind = /^<span data-store="([a-z]+)"/.exec(value)'
    "?.[1]; try { return kind ? JSON.stringify(Object.values(JSON.parse(localStorage.getItem("
    '"cited-articles:" + kind) ?? "{}"))) : value; } catch { return "[]"; } })'
)


def listen(
    listener: Listener,
    function: Callable[..., object],
    *,
    inputs: Blocks,
    outputs: Blocks,
    latest: bool = False,
    in_line: bool = False,
    js: str | None = None,
) -> Dependency:
    """Run a quick function on an event at once: no queue, no progress, not public.

    latest: an event that comes while the one before is at work is run after it, with the
        inputs as they are then; otherwise it is dropped, which is right for a click that was
        made twice and wrong for typing.
    in_line: its outputs reach the page after the drafts of answers that were made before, by the
        same stream. Without it they may come sooner, and such a draft be drawn over them.
    js: a function of the page that makes the inputs.

    While it runs, `CollectionServices.current` is the service of the page's collection, and the
    language of the person's browser is spoken.
    """

    def handle(request: gr.Request, *given: object) -> object:
        with request_to(collection_of(request)), speaking(language_of(request)):
            return function(*given)

    handle.__name__ = getattr(function, "__name__", "handle")
    return listener(
        handle,
        inputs,
        outputs,
        api_visibility="private",
        show_progress="hidden",
        queue=in_line,
        concurrency_limit=None,
        trigger_mode="always_last" if latest else None,
        js=js,
    )


def subscribe(
    pane: gr.HTML,
    name: str,
    function: Callable[..., object],
    *,
    inputs: Sequence[Block] = (),
    outputs: Sequence[Block] = (),
    in_line: bool = False,
) -> Dependency:
    """Run a quick function on the events of one name that the page's script sent, in order.

    function: called with the events since the last call, then with the inputs.
    """

    def handle(sent: object, *rest: object) -> object:
        return function(read_events(sent), *rest)

    return listen(
        getattr(pane, name),
        handle,
        inputs=[pane, *inputs],  # the script puts the events in the place of the pane
        outputs=[*outputs],
        latest=True,
        in_line=in_line,
        js=f"(...inputs) => window.qaEvents('{name}', ({STORED})(...inputs))",
    )


def collection_of(request: gr.Request) -> str:
    """The collection that the address of the page names, from which the request came; "" for none.

    Gradio sends the query of the page's address along with each request.
    """
    query = dict(request.query_params)
    return str(query.get("collection", ""))


def language_of(request: gr.Request) -> str:
    """The language that the browser of a request likes best of those there are."""
    headers = dict(getattr(request, "headers", {}))
    return chosen_language(str(headers.get("accept-language", "")))


def read_events(sent: object) -> list[PageEvent]:
    """The objects of a JSON list; [] for whatever the page's script did not write."""
    try:
        items = json.loads(sent) if isinstance(sent, str) else []
    except (ValueError, RecursionError):
        return []
    kept = items[:MOST_EVENTS] if isinstance(items, list) else []
    return [item for item in kept if isinstance(item, dict)]


def last_text(events: Sequence[PageEvent], name: str, longest: int = 10_000) -> str:
    """A text field of the last event; "" for none."""
    return text_of(events[-1], name, longest) if events else ""


def text_of(event: PageEvent, name: str, longest: int = 10_000) -> str:
    """A text field of an event; "" where there is none."""
    value = event.get(name)
    return value[:longest] if isinstance(value, str) else ""


def texts_of(event: PageEvent, name: str, longest: int = 99) -> list[str]:
    """A field of an event that is a list of texts; [] where there is none."""
    value = event.get(name)
    listed = value[:longest] if isinstance(value, list) else []
    return [item for item in listed if isinstance(item, str)]
