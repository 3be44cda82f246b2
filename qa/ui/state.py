"""The state of the window's service, as one frozen record that the page renders.

Below `service`, which replaces it at each step, and `html`, which draws it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from qa.records import BuildReport
from qa.ui.interface_words import N_, said

Phase = Literal["starting", "empty", "building", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class ServiceState:
    """What the service is doing.

    phase: empty is a collection that nobody has put an article into yet.
    building: a build is under way, at the first start or beside the answering.
    message: one sentence for people, to be shown by `interface_words.told`.
    done, total: how far the current step is; total 0: unknown.
    report: of the last build of this process, None before it. error: why the last one failed.
    """

    phase: Phase = "starting"
    building: bool = False
    message: str = field(default_factory=lambda: said(N_("Loading the models.")))
    done: int = 0
    total: int = 0
    report: BuildReport | None = None
    error: str = ""
