"""Values that no person would send, and a service to send them to that answers at once."""

from __future__ import annotations

from pathlib import Path

from qa.settings import Settings
from qa.ui.service.service import Service
from tests.conftest import write_corpus
from tests.index.make import CountingEmbedder
from tests.ui.components.conftest import BlindReader


def nested(depth: int) -> object:
    value: object = []
    for _ in range(depth):
        value = [value]
    return value


VALUES: dict[str, object] = {
    "null": None,
    "true": True,
    "zero": 0,
    "minus one": -1,
    "four hundred digits": 10**400,
    "infinity": float("inf"),
    "no number": float("nan"),
    "a fraction": 0.5,
    "an empty text": "",
    "a null character": "\0",
    "a null character within": "who \0 is",
    "half a pair": "who \ud800 is",
    "marks of direction": "\u202e who \u2066",
    "a million characters": "a" * 10**6,
    "a day that is none": "2017-02-30",
    "year zero": "0000-01-01",
    "an empty list": [],
    "an empty object": {},
    "a list of nothing": [None],
    "a list of objects": [{"question": {}, "answer": []}],
    "a list of half a pair": ["\ud800"],
    "a turn of half a pair": [{"question": "who \ud800 is", "answer": "\udfff"}],
    "a list of lists": nested(200),
    "a list of 200,000": ["x"] * 200_000,
    "an update of Gradio": {"__type__": "update", "value": 1},
}


def blind_service(home: Path) -> Service:
    """A running service over three articles; its reader finds nothing, its checks are real."""
    settings = Settings(
        corpus=write_corpus(home / "corpus"), indexes=home / "indexes", embedding_model="words-64"
    )
    service = Service(settings, embedder=CountingEmbedder(), reader=BlindReader())
    service.start()
    assert service.wait(120)
    return service
