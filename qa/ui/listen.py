"""How the page listens: every listener is private and out of the queue unless it says so.

A Gradio listener is a public endpoint by default, and a tool of the MCP server too. The
page's own listeners are neither; what is offered to programs is declared in `endpoints`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gradio.blocks import Block
from gradio.events import Dependency

if TYPE_CHECKING:
    import gradio as gr

Listener = Callable[..., Dependency]
Blocks = Block | Sequence[Block] | None


def quietly(
    listener: Listener,
    function: Callable[..., object],
    *,
    inputs: Blocks,
    outputs: Blocks,
    latest: bool = False,
) -> Dependency:
    """Run a quick function on an event at once: no queue, no progress, not public.

    latest: an event that comes while the one before is at work is run after it; otherwise it
        is dropped, which is right for a click that was made twice and wrong for typing.
    """
    return listener(
        function,
        inputs,
        outputs,
        api_visibility="private",
        show_progress="hidden",
        queue=False,
        trigger_mode="always_last" if latest else None,
    )


def told(event: gr.EventData, name: str, longest: int = 10_000) -> str:
    """One text that the page's script sent along; "" where it sent none."""
    data = event._data
    value = data.get(name) if isinstance(data, dict) else None
    return value[:longest] if isinstance(value, str) else ""


def told_list(event: gr.EventData, name: str, longest: int = 99) -> list[str]:
    """A list of texts that the page's script sent along; [] where it sent none."""
    data = event._data
    value = data.get(name) if isinstance(data, dict) else None
    return (
        [item for item in value[:longest] if isinstance(item, str)]
        if isinstance(value, list)
        else []
    )
