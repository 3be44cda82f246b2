"""Encoding in steps: the same vectors, and a build that waits before each file and batch."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from qa.index import Embedder, build_index, stepped_encoder
from qa.index.stepped_encoder import EASY_S, PARTS, SteppedEmbedder
from qa.settings import Settings
from tests.index.make import STORIES, CountingEmbedder, write_corpus


def test_the_vectors_are_those_of_the_embedder(packaged_embedder: Embedder) -> None:
    texts = [*STORIES.values(), "Short.", "A longer one about a ferry. " * 40]
    steps: list[int] = []
    stepped = SteppedEmbedder(packaged_embedder, lambda: steps.append(1))
    assert np.allclose(stepped.encode(texts), packaged_embedder.encode(texts), atol=1e-5)
    assert len(steps) == 1
    stepped.encode(texts * 10)
    assert len(steps) > 3
    assert stepped.encode([]).shape == (0, 384)


def test_a_build_asks_before_each_batch_whether_it_may_go_on(tmp_path: Path) -> None:
    stories = {f"{n}.txt": f"{text} Report {n}." for n in range(30) for text in STORIES.values()}
    write_corpus(tmp_path / "corpus", stories)
    embedder = CountingEmbedder()
    told: list[int] = []

    def between() -> bool:
        told.append(len(embedder.seen))
        return False

    settings = Settings(
        corpus=tmp_path / "corpus", indexes=tmp_path / "indexes", embedding_model="words-64"
    )
    build_index(settings, embedder=embedder, cancelled=between)
    grown = [later - before for before, later in pairwise(told)]
    assert embedder.seen
    assert max(grown) <= 64  # never a whole window of passages without being asked


def test_steps_are_small_while_there_is_something_to_wait_for(
    packaged_embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(stepped_encoder.time, "monotonic", lambda: now[0])
    steps: list[float] = []
    waits = [0.0]

    def between() -> None:
        steps.append(now[0])
        now[0] += waits[0]

    stepped = SteppedEmbedder(packaged_embedder, between)
    texts = ["A ferry sails to Vladivostok each Monday."] * 8
    wanted = packaged_embedder.encode(texts)
    stepped.encode(texts)
    assert len(steps) == 1
    waits[0] = 1.0
    stepped.encode(texts)
    waits[0] = 0.0
    steps.clear()
    assert np.allclose(stepped.encode(texts), wanted, atol=1e-5)
    assert len(steps) == PARTS
    now[0] += EASY_S
    steps.clear()
    stepped.encode(texts)
    assert len(steps) == 1
