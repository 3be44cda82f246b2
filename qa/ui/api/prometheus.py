"""Tells what an operator watches at /metrics, in Prometheus' text format.

    counts of the process, state and index of each open collection -> lines

One of the doors, behind the same guard, password and token. Numbers and names of collections
only: no question and no text of an article. A window tells of itself; of several behind one
address each is asked by its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from qa.collection_folders import DEFAULT
from qa.errors import QaError
from qa.ui.api.answering import Desk
from qa.ui.api.rest import PROBLEMS
from qa.ui.service.counts import LIMITS_S, Counted
from qa.ui.service.service import Service

PATH = "/metrics"
TYPE = "text/plain; version=0.0.4; charset=utf-8"
_PREFIX = "cited_articles_"
# By name: kind and help.
_OF_COLLECTIONS = {
    "ready": "1 when questions can be asked.",
    "articles": "Articles that can be searched.",
    "passages": "Passages of them.",
    "vectors": "Passages that can be found by meaning; fewer than all while they are embedded.",
    "building": "1 while this process builds.",
    "build_steps_done": "How far the present step of the build is.",
    "build_steps": "How far it goes, 0 where that is unknown.",
    "build_failed": "1 when the last build of this process ended with an error.",
}
Sample = tuple[dict[str, str], int]


def metrics_router(desk: Desk, *, version: str) -> APIRouter:
    """The route over a desk."""
    routes = APIRouter(responses=PROBLEMS, tags=["service"])

    @routes.get(PATH, response_class=PlainTextResponse)
    async def metrics() -> PlainTextResponse:
        """Counts and states for Prometheus."""
        return PlainTextResponse(
            await desk.in_thread(lambda: _text(desk, version)), media_type=TYPE
        )

    return routes


def _text(desk: Desk, version: str) -> str:
    own, services = desk.services.own, desk.services.opened()
    lines = [
        *_lines("info", "gauge", "The version, as a label.", [({"version": version}, 1)]),
        *_counted(own.counts.now()),
        *_lines("questions_waiting", "gauge", "In the queue or answered.", [({}, len(own.queue))]),
    ]
    states = [({"collection": s.settings.collection or DEFAULT}, _state(s)) for s in services]
    for name, told in _OF_COLLECTIONS.items():
        samples = [(labels, state[name]) for labels, state in states if name in state]
        lines += _lines(name, "gauge", told, samples)
    return "\n".join([*lines, ""])


def _counted(counted: Counted) -> Iterator[str]:
    asked = [({"outcome": name}, number) for name, number in counted.outcomes.items()]
    yield from _lines("questions_total", "counter", "Questions by how they ended.", asked)
    name = f"{_PREFIX}answer_seconds"
    yield f"# HELP {name} Seconds of answers, waiting not included."
    yield f"# TYPE {name} histogram"
    *below, all_of_them = accumulate(counted.by_seconds)
    for limit_s, number in zip(LIMITS_S, below, strict=True):
        yield f'{name}_bucket{{le="{limit_s:g}"}} {number}'
    yield f'{name}_bucket{{le="+Inf"}} {all_of_them}'
    yield f"{name}_sum {counted.seconds:.6g}"
    yield f"{name}_count {all_of_them}"


def _state(service: Service) -> dict[str, int]:
    """The numbers of a collection; those of its index only where there is one to read."""
    state = service.state
    numbers: dict[str, int] = {
        "ready": int(service.index is not None and state.phase not in ("empty", "failed")),
        "building": int(state.building),
        "build_steps_done": state.done,
        "build_steps": state.total,
        "build_failed": int(bool(state.error)),
    }
    try:
        if service.index is not None:
            stats = service.index.stats()
            numbers |= {"articles": stats.articles, "passages": stats.passages}
            numbers["vectors"] = stats.vectors
    except QaError:
        numbers["ready"] = 0  # the catalog cannot be read
    return numbers


def _lines(name: str, kind: str, told: str, samples: Sequence[Sample]) -> Iterator[str]:
    """A family of samples: help, type, and a line each."""
    if samples:
        yield f"# HELP {_PREFIX}{name} {told}"
        yield f"# TYPE {_PREFIX}{name} {kind}"
    for labels, number in samples:
        pairs = ",".join(f'{label}="{_escaped(value)}"' for label, value in labels.items())
        yield f"{_PREFIX}{name}{f'{{{pairs}}}' if pairs else ''} {number}"


def _escaped(value: str) -> str:
    """A label's value: backslash, quote and line feed are written with a backslash."""
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
