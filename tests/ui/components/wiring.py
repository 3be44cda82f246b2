"""Calls the listeners of a page as Gradio does: by the component and the event that they are for.

No server and no browser: what a listener gives back is what Gradio would put into its outputs.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, TypeVar

import gradio as gr

Built = TypeVar("Built")
SKIPPED = gr.skip()


def built(build: Callable[[], Built]) -> Built:
    """What `build` makes of a page, in a running loop: elsewhere a page leaves one of its own."""

    async def inside() -> Built:
        return build()

    return asyncio.run(inside())


def fire(page: gr.Blocks, component: Any, event: str, *inputs: object) -> Any:  # noqa: ANN401
    """What the one listener of this event of this component gives back for these inputs."""
    found = [
        fn
        for fn in page.fns.values()
        if (component._id, event) in fn.targets and not fn.cancels  # those only end others
    ]
    assert len(found) == 1, f"{len(found)} listeners for {event}"
    assert found[0].fn is not None
    assert len(found[0].inputs) == len(inputs)
    return found[0].fn(*inputs)


def told(*events: dict[str, object]) -> str:
    """Events as the page's script sends them."""
    return json.dumps(events)
