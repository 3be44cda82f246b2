"""Calls the listeners of a page as Gradio does: by the component and the event that they are for.

No server and no browser: what a listener gives back is what Gradio would put into its outputs.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from inspect import signature
from typing import Any, TypeVar

import gradio as gr

Built = TypeVar("Built")
SKIPPED = gr.skip()


def built(build: Callable[[], Built]) -> Built:
    """What `build` makes of a page, in a running loop: elsewhere a page leaves one of its own."""

    async def inside() -> Built:
        return build()

    return asyncio.run(inside())


def fire(page: gr.Blocks, component: Any, event: str, *inputs: object, collection: str = "") -> Any:  # noqa: ANN401
    """What the one listener of this event of this component gives back for these inputs.

    collection: what the address of the page names.
    """
    found = [fn for fn in page.fns.values() if (component._id, event) in fn.targets]
    assert len(found) == 1, f"{len(found)} listeners for {event}"
    assert found[0].fn is not None
    assert len(found[0].inputs) == len(inputs)
    return requested(found[0].fn, collection=collection)(*inputs)


def requested(function: Callable[..., Any], *, collection: str = "") -> Callable[..., Any]:
    """A listener with the request that Gradio gives it, made by a page of that collection."""
    request = gr.Request(query_params={"collection": collection} if collection else {})
    taken = [*signature(function).parameters]
    if "request" not in taken:
        return function
    if taken[0] == "request":
        return lambda *inputs: function(request, *inputs)
    return lambda *inputs: function(*inputs, request)


def told(*events: dict[str, object]) -> str:
    """Events as the page's script sends them."""
    return json.dumps(events)
