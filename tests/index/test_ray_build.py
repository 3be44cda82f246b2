"""Builds by Ray: workers that it starts, and starts again when they are killed, end as one."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.errors import SettingsError
from qa.index import build_index
from qa.index.ray_build import OWN, ray_build
from qa.index.snapshot import snapshot
from qa.settings import Settings
from tests.index.make import CountingEmbedder, write_corpus


class KillingEmbedder(CountingEmbedder):
    """Kills the first process that embeds with it; a file says that it has."""

    def __init__(self, note: Path) -> None:
        super().__init__()
        self.note = note

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(texts) > 1:
            try:
                self.note.touch(exist_ok=False)
            except FileExistsError:
                pass
            else:
                os.kill(os.getpid(), signal.SIGKILL)
        return super().encode(texts)


def test_a_worker_that_is_killed_is_started_again_and_the_build_ends_whole(
    in_postgres: Settings, in_files: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ray", reason="the package ray is not installed")
    monkeypatch.setenv("RAY_raylet_start_wait_time_s", "180")
    # What it starts has to find this test's encoder.
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    write_corpus(
        in_postgres.corpus,
        {f"more{n}.txt": f"Report {n} of the harbour, {n} pages." for n in range(20)},
    )
    embedder = KillingEmbedder(tmp_path / "killed")
    report = ray_build(in_postgres, OWN, workers=2, embedder=embedder, lease_s=1.0)
    assert (tmp_path / "killed").exists()
    # Where it was the planner that was killed, the others found nothing new.
    assert (report.added + report.unchanged, report.embedded) == (24, 24)
    build_index(in_files, embedder=CountingEmbedder())
    assert snapshot(in_postgres) == snapshot(in_files)
    again = build_index(in_postgres, embedder=CountingEmbedder())
    assert (again.unchanged, again.embedded) == (24, 0)


def test_without_postgresql_it_is_refused_with_the_remedy(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="QA_CATALOG_URL"):
        ray_build(settings, OWN)
