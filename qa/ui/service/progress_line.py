"""Words the progress of a build for people: the step, how far it is, and how long it takes still.

    Progress -> "Learning the passages (512 of 3,000), about 2 minutes left."

The time is what the step has taken so far, carried on; nothing is told before that means much.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from qa.ui.interface_words import N_, Said, said

if TYPE_CHECKING:
    from qa.index import Progress

_STEPS = {
    "scan": N_("Looking for articles"),
    "read": N_("Reading articles"),
    "embed": N_("Learning the passages"),
    "store": N_("Storing the index"),
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

    def told(self, progress: Progress) -> Said:
        """The step with its numbers, the time that is left, and the note of the build."""
        now = time.monotonic()
        if progress.stage != self._step or progress.done < self._from:
            self._step, self._since, self._from = progress.stage, now, progress.done
        line = said(_STEPS[progress.stage])
        if progress.total:
            counted = f"{progress.done:,}", f"{progress.total:,}"
            line = said(N_("{step} ({n} of {all})"), step=line, n=counted[0], all=counted[1])
        left = self._left(progress, now - self._since)
        if left is not None:
            line = said(N_("{step}, {time} left"), step=line, time=duration(left))
        return said("{line}. {note}" if progress.note else "{line}.", line=line, note=progress.note)

    def _left(self, progress: Progress, taken_s: float) -> float | None:
        """The seconds that are left, None where that cannot be told yet."""
        done = progress.done - self._from
        if not done or taken_s < LEAST_S or done < LEAST_SHARE * progress.total:
            return None
        return taken_s * (progress.total - progress.done) / done


def duration(seconds: float) -> Said:
    """About how long: "a few seconds", "about 40 seconds", "about 3 minutes", "about 2 hours"."""
    if seconds < 8:
        return said(N_("a few seconds"))
    if seconds < 55:
        return said(N_("about {n} seconds"), n=max(10, round(seconds / 10) * 10))
    if seconds < 90:
        return said(N_("about a minute"))
    if seconds < 90 * 60:
        return said(N_("about {n} minutes"), n=round(seconds / 60))
    return said(N_("about {n} hours"), n=round(seconds / 3600))
