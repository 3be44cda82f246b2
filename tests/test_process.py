"""The variables that keep libraries from the network, and torch's threads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa.process import (
    HAND_BACK_S,
    NICENESS,
    NO_HUB,
    NO_TELEMETRY,
    MemoryReturn,
    be_offline,
    set_torch_threads,
)


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NO_TELEMETRY | NO_HUB:
        monkeypatch.setenv(name, "x")  # so that what a test sets is taken back
        monkeypatch.delenv(name)


def _set(names: dict[str, str]) -> dict[str, str]:
    return {name: os.environ[name] for name in names if name in os.environ}


def test_everything_is_off() -> None:
    be_offline()
    assert _set(NO_TELEMETRY | NO_HUB) == NO_TELEMETRY | NO_HUB


def test_a_model_that_a_person_named_may_be_fetched() -> None:
    be_offline(allow_hub=True)
    assert _set(NO_TELEMETRY | NO_HUB) == NO_TELEMETRY


def test_what_a_person_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    be_offline()
    assert _set(NO_HUB)["HF_HUB_OFFLINE"] == "0"


def test_torch_takes_the_threads_it_is_given() -> None:
    import torch

    before = torch.get_num_threads()
    try:
        set_torch_threads(1)
        assert torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)


def test_work_in_parts_takes_one_core_a_part_and_changes_nobody_elses() -> None:
    code = (
        "import threading, torch\n"
        "from qa.process import one_core_threads, set_torch_threads\n"
        "set_torch_threads(3)\n"
        "inside = list(one_core_threads(2).map(lambda _: torch.get_num_threads(), range(8)))\n"
        "later = []\n"
        "other = threading.Thread(target=lambda: later.append(torch.get_num_threads()))\n"
        "other.start(); other.join()\n"
        "print(inside, torch.get_num_threads(), later)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{[1] * 8} 3 [3]"


def test_what_only_builds_lets_others_go_first() -> None:
    script = "import os; from qa.process import *; let_others_go_first(); print(os.nice(0))"
    if not hasattr(os, "setpriority"):
        pytest.skip("there is no niceness here")
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == max(NICENESS, os.nice(0))


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's store of free memory")
def test_freed_memory_goes_back_to_the_system_now_and_then() -> None:
    def held() -> int:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    clock = iter([0.0, HAND_BACK_S - 1, HAND_BACK_S, HAND_BACK_S, HAND_BACK_S + 1])
    hand_back = MemoryReturn(seconds=lambda: next(clock))
    # Blocks below the size that gets pages of its own, freed but for every hundredth.
    blocks = [bytearray(60_000) for _ in range(2_000)]
    kept = blocks[::100]
    del blocks
    before = held()
    assert not hand_back()  # too early
    assert hand_back()
    assert before - held() > 60_000_000
    assert not hand_back()  # a second later
    assert len(kept) == 20
