"""Progress in words: the step, its numbers, the time that is left once it can be told."""

from __future__ import annotations

import pytest

from qa.index import Progress
from qa.ui.service import progress_line
from qa.ui.service.progress_line import ProgressLine, duration


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "a few seconds"),
        (7.9, "a few seconds"),
        (8, "about 10 seconds"),
        (44, "about 40 seconds"),
        (54.9, "about 50 seconds"),
        (60, "about a minute"),
        (100, "about 2 minutes"),
        (3600, "about 60 minutes"),
        (7200, "about 2 hours"),
    ],
)
def test_a_duration_is_told_roughly(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_what_is_left_is_told_once_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(progress_line.time, "monotonic", lambda: now[0])
    line = ProgressLine()
    assert line.told(Progress("embed", 0, 1000)) == "Learning the passages (0 of 1,000)."
    now[0] += 1
    assert line.told(Progress("embed", 100, 1000)) == "Learning the passages (100 of 1,000)."
    now[0] += 9
    told = line.told(Progress("embed", 200, 1000, note="A note."))
    assert told == "Learning the passages (200 of 1,000), about 40 seconds left. A note."
    assert line.told(Progress("scan", 0, 0)) == "Looking for articles."
