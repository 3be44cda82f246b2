"""How the page listens: every listener is private and out of the queue unless it says so.

A Gradio listener is a public endpoint by default, and a tool of the MCP server too. The
page's own listeners are neither; what is offered to programs is declared in `endpoints`.

What the page's script has to tell comes with `hear`, never as event data: while one request
is at work, Gradio drops the next click, or repeats the one before in its place. The script
keeps what was said until a request takes it along, so nothing is lost and nothing comes twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from gradio.blocks import Block
from gradio.events import Dependency

if TYPE_CHECKING:
    import gradio as gr

Listener = Callable[..., Dependency]
Blocks = Block | Sequence[Block] | None
Said = Mapping[str, object]
MOST_SAID = 99


def quietly(
    listener: Listener,
    function: Callable[..., object],
    *,
    inputs: Blocks,
    outputs: Blocks,
    latest: bool = False,
    cancels: Sequence[Dependency] = (),
    js: str | None = None,
) -> Dependency:
    """Run a quick function on an event at once: no queue, no progress, not public.

    latest: an event that comes while the one before is at work is run after it, with the
        inputs as they are then; otherwise it is dropped, which is right for a click that was
        made twice and wrong for typing.
    cancels: what is ended first. js: a function of the page that makes the inputs.
    """
    return listener(
        function,
        inputs,
        outputs,
        api_visibility="private",
        show_progress="hidden",
        queue=False,
        trigger_mode="always_last" if latest else None,
        cancels=[*cancels] or None,
        js=js,
    )


def hear(
    pane: gr.HTML,
    name: str,
    function: Callable[..., object],
    *,
    inputs: Sequence[Block] = (),
    outputs: Sequence[Block] = (),
    cancels: Sequence[Dependency] = (),
) -> Dependency:
    """Run a quick function on what the page's script told under a name, in its order.

    function: called with all that was said since the last time, then with the inputs.
    """

    def handle(sent: object, *rest: object) -> object:
        return function(read_said(sent), *rest)

    return quietly(
        getattr(pane, name),
        handle,
        inputs=[pane, *inputs],  # the script puts what was said in the place of the pane
        outputs=[*outputs],
        latest=True,
        cancels=cancels,
        js=f"(...inputs) => window.qaSaid('{name}', inputs)",
    )


def read_said(sent: object) -> list[Said]:
    """The objects of a JSON list; [] for whatever the page's script did not write."""
    try:
        items = json.loads(sent) if isinstance(sent, str) else []
    except (ValueError, RecursionError):
        return []
    kept = items[:MOST_SAID] if isinstance(items, list) else []
    return [item for item in kept if isinstance(item, dict)]


def last_text(said: Sequence[Said], name: str, longest: int = 10_000) -> str:
    """The text under a name in what was said last; "" for none."""
    return text_of(said[-1], name, longest) if said else ""


def text_of(said: Said, name: str, longest: int = 10_000) -> str:
    """One text of what was said; "" where there is none."""
    value = said.get(name)
    return value[:longest] if isinstance(value, str) else ""


def texts_of(said: Said, name: str, longest: int = 99) -> list[str]:
    """A list of texts of what was said; [] where there is none."""
    value = said.get(name)
    listed = value[:longest] if isinstance(value, list) else []
    return [item for item in listed if isinstance(item, str)]
