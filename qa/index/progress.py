"""What a build says of itself while it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["scan", "read", "embed", "store"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: `done` of `total` files (scan, read) or passages (embed, store).

    current: the file at hand, or ""; note: a sentence on the whole build, or "".
    """

    stage: Stage
    done: int
    total: int
    current: str = ""
    note: str = ""
