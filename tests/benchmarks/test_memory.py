"""The benchmark of memory, at a size that takes a moment."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.memory import _settings, inside, write_articles

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it does not tell a peak")


def test_both_processes_tell_passages_seconds_and_peak(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_articles(_settings(tmp_path).corpus, passages=40)
    for step in ("build", "search"):
        inside(str(tmp_path), step)
        found = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert sorted(found) == ["megabytes", "passages", "seconds"]
        assert found["passages"] == 40
        assert 10 < found["megabytes"] < 100_000
