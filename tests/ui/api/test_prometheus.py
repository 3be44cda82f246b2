"""/metrics: each sample stands below its type, the numbers are those of the service."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from qa.errors import StoreError
from qa.ui.api.prometheus import TYPE
from tests.ui.api.make import Stats, StubAssistant, StubIndex, client, doors
from tests.ui.make import answer, answered

SAMPLE = re.compile(r"(?P<name>[a-z_]+)(?:\{(?P<labels>[^}]*)\})? (?P<value>[0-9.e+-]+)", re.A)


class LostIndex(StubIndex):
    def stats(self) -> Stats:
        raise StoreError("The server is away.")


def samples(asked: TestClient) -> dict[str, float]:
    """The samples by name and labels; fails where a line is not of the format."""
    given = asked.get("/metrics")
    assert (given.status_code, given.headers["content-type"]) == (200, TYPE)
    assert given.text.endswith("\n")
    found, family, kind = {}, "", ""
    for line in given.text.splitlines():
        if line.startswith("# HELP "):
            family = line.split()[2]
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            assert name == family
        else:
            match = SAMPLE.fullmatch(line)
            assert match is not None, line
            ends = "_(bucket|sum|count)" if kind == "histogram" else ""
            assert re.fullmatch(family + ends, match["name"])
            found[f"{match['name']}{{{match['labels'] or ''}}}"] = float(match["value"])
    return found


def test_questions_are_told_by_how_they_ended_and_by_their_seconds() -> None:
    assistant = StubAssistant()
    asked = client(assistant)
    assistant.drafts = [answered()]
    for _ in range(2):
        asked.post("/api/v1/ask", json={"question": "When?"})
    assistant.drafts = [answer(status="not_found")]
    asked.post("/v1/chat/completions", json=chat("Who?"))
    for refused in (" ", "x" * 10_001):
        asked.post("/api/v1/ask", json={"question": refused})
        asked.post("/api/v1/ask", json={"question": refused, "stream": True})
        asked.post("/v1/chat/completions", json=chat(refused))
    found = samples(asked)
    questions = 'cited_articles_questions_total{outcome="%s"}'
    assert found[questions % "answered"] == 2
    assert found[questions % "not_found"] == 1
    assert found[questions % "failed"] == 0
    assert found[questions % "refused"] == 6
    assert found["cited_articles_answer_seconds_count{}"] == 3
    assert found["cited_articles_answer_seconds_sum{}"] == pytest.approx(0.3)
    buckets = [value for name, value in found.items() if "_bucket" in name]
    assert buckets == sorted(buckets)
    assert found['cited_articles_answer_seconds_bucket{le="+Inf"}'] == 3
    assert found["cited_articles_questions_waiting{}"] == 0
    assert found['cited_articles_info{version="9.9.9"}'] == 1


def chat(question: str) -> dict[str, object]:
    return {"model": "articles", "messages": [{"role": "user", "content": question}]}


def test_collections_are_told_with_their_index_and_their_build() -> None:
    made = doors(StubAssistant())
    own = made.desk.services.own
    own._set(building=True, done=7, total=9)
    other = own.beside(own.settings.model_copy(update={"collection": 'A "b"\\'}))
    other._set(phase="failed", error="It cannot be opened.")
    made.desk.services._opened[other.settings.collection] = other
    found = samples(TestClient(made.api))

    def of(name: str, collection: str = "articles") -> float | None:
        return found.get(f'cited_articles_{name}{{collection="{collection}"}}')

    assert [of(name) for name in ("articles", "passages", "vectors")] == [3, 5, 4]
    assert [of(name) for name in ("ready", "building", "build_failed")] == [1, 1, 0]
    assert (of("build_steps_done"), of("build_steps")) == (7, 9)
    strange = r"A \"b\"\\"
    assert [of(name, strange) for name in ("ready", "building", "build_failed")] == [0, 0, 1]
    assert of("articles", strange) is None


def test_an_index_that_cannot_be_read_is_not_ready_and_the_rest_is_told() -> None:
    found = samples(client(StubAssistant(index=LostIndex())))
    assert found['cited_articles_ready{collection="articles"}'] == 0
    assert found['cited_articles_build_failed{collection="articles"}'] == 0
    assert 'cited_articles_articles{collection="articles"}' not in found
