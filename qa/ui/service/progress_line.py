"""Words the progress of a build for people: the step, how far it is, and how long it takes still.

    Progress -> "Learning the passages (512 of 3,000), about 2 minutes left."

The time is what the step has taken so far, carried on; nothing is told before that means much.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.index import Progress

_STEPS = {
    "scan": "Looking for articles",
    "read": "Reading articles",
    "embed": "Learning the passages",
    "store": "Storing the index",
}
# Before so many seconds and so large a share, what is left cannot be told from what was done.
LEAST_S, LEAST_SHARE = 3.0, 0.02
# What a hundred articles take from the drop to the last vector, as told before any is there:
# 171 news articles of about 8 passages, two cores (docs/results.md).
SECONDS_PER_ARTICLE = 0.6


class ProgressLine:
    """The sentence for each report of one build after the other."""

    def __init__(self) -> None:
        self._step = ""
        self._since = 0.0
        self._from = 0

    def told(self, progress: Progress) -> str:
        """The step with its numbers, the time that is left, and the note of the build."""
        now = time.monotonic()
        if progress.stage != self._step or progress.done < self._from:
            self._step, self._since, self._from = progress.stage, now, progress.done
        counted = f" ({progress.done:,} of {progress.total:,})" if progress.total else ""
        left = self._left(progress, now - self._since)
        return f"{_STEPS[progress.stage]}{counted}{left}. {progress.note}".rstrip()

    def _left(self, progress: Progress, taken_s: float) -> str:
        done = progress.done - self._from
        if not done or taken_s < LEAST_S or done < LEAST_SHARE * progress.total:
            return ""
        return f", {duration(taken_s * (progress.total - progress.done) / done)} left"


def duration(seconds: float) -> str:
    """About how long: "a few seconds", "about 40 seconds", "about 3 minutes", "about 2 hours"."""
    if seconds < 8:
        return "a few seconds"
    if seconds < 55:
        return f"about {max(10, round(seconds / 10) * 10)} seconds"
    if seconds < 90:
        return "about a minute"
    if seconds < 90 * 60:
        return f"about {round(seconds / 60)} minutes"
    return f"about {round(seconds / 3600)} hours"
