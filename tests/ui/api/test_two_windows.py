"""Two windows with one catalog and one search engine, and no folder of an index in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa.index import build_index
from qa.settings import Settings
from qa.ui.api.doors import Doors
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.conftest import write_corpus
from tests.index import postgres_server
from tests.index.make import CountingEmbedder
from tests.index.milvus_server import milvus_server
from tests.ui.components.conftest import BlindReader
from tests.ui.two_collections import at_rest

QUESTION = {"question": "How long is the line from Khasan to Rajin?"}
NEW = "The harbour master of Nampo counted 312 fishing boats on the first of May."


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings with the addresses of a catalog and an engine, and the folder of articles."""
    for library in ("psycopg", "psycopg_pool", "milvus_lite"):
        pytest.importorskip(library)
    binaries = postgres_server.programs()
    if binaries is None:
        pytest.skip(postgres_server.NONE)
    folder = tmp_path_factory.mktemp("shared")
    with (
        postgres_server.server(binaries) as catalog,
        milvus_server(tmp_path_factory.mktemp("milvus")) as engine,
    ):
        yield Settings(
            corpus=write_corpus(folder / "corpus"),
            feedback=folder / "feedback.jsonl",
            embedding_model="words-64",
            catalog_url=catalog.format("postgres"),
            search_url=engine,
        )


@contextmanager
def window(shared: Settings, folder: Path) -> Iterator[tuple[Service, TestClient]]:
    """A window of a machine of its own: its service, started, and a client of its doors."""
    settings = shared.model_copy(update={"indexes": folder})
    service = Service(settings, embedder=CountingEmbedder(), reader=BlindReader())
    service.start()
    try:
        yield service, TestClient(Doors(CollectionServices(service), version="9").api)
    finally:
        service.close()


def paths(asked: TestClient, question: str) -> list[str]:
    found = asked.post("/api/v1/search", json={"question": question, "k": 3}).json()
    return [hit["article"]["path"] for hit in found["passages"]]


def test_they_start_at_once_give_the_same_and_follow_each_other_s_builds(
    shared: Settings, tmp_path: Path
) -> None:
    with (
        window(shared, tmp_path / "one") as (one, ask_one),
        window(shared, tmp_path / "other") as (other, ask_other),
    ):
        for each in (one, other):  # one builds, the other waits for it
            assert (at_rest(each).state.phase, each.state.error) == ("ready", "")
        both = ask_one, ask_other
        answers = [asked.post("/api/v1/ask", json=QUESTION).json() for asked in both]
        for answer in answers:
            answer.pop("seconds")
        assert answers[0] == answers[1]
        listed = [asked.get("/api/v1/articles").json() for asked in both]
        assert listed[0] == listed[1]
        article = listed[0]["articles"][0]["id"]
        assert ask_other.get(f"/api/v1/articles/{article}").json()["text"]

        (shared.corpus / "boats.txt").write_text(NEW, encoding="utf-8")
        assert ask_one.post("/api/v1/build").status_code == 202
        at_rest(one)
        assert paths(ask_other, "fishing boats of Nampo")[0] == "boats.txt"
        assert ask_other.get("/api/v1/status").json()["articles"] == 4

        builder = shared.model_copy(update={"indexes": tmp_path / "builder"})
        (shared.corpus / "ferry.txt").unlink()
        build_index(builder, full=True, embedder=CountingEmbedder())
        for asked in both:
            assert "ferry.txt" not in paths(asked, "ferry to Vladivostok")
            assert asked.get("/api/v1/health").json() == {"status": "ok"}
            assert 'questions_total{outcome="not_found"} 1' in asked.get("/metrics").text
