"""What works beside the page stops and is waited for, so that the end is no crash."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.errors import IndexLocked, StoreError
from qa.settings import Settings
from qa.ui.service.background import Background, WindowClosed, after_others

ROOT = Path(__file__).parents[3]
LONG_S = 60.0
# Without the wait such a process aborts: "terminate called without an active exception".
IN_NATIVE_CODE = """
import threading, torch
from qa.ui.service.background import Background

background, layer, begun = Background(), torch.nn.Linear(64, 64), threading.Event()

def work():
    while True:
        layer(torch.zeros(64, 64))
        begun.set()
        background.go_on()

background.start(work, name="work")
begun.wait()
print("the end")
"""
LOOKING_FOR_EXAMPLES = """
import pathlib, sys, time
import qa
from qa.ui.service.service import Service

settings = qa.Settings(corpus=pathlib.Path(sys.argv[1]), indexes=pathlib.Path(sys.argv[2]))
service = Service(settings)
service.start()
service.wait()
while not service._looking:
    time.sleep(0.001)
print(service.state.message)
"""


def ended(script: str, *arguments: object) -> tuple[int, str, str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    return result.returncode, result.stdout, result.stderr


def test_a_process_ends_well_while_a_thread_is_in_native_code() -> None:
    assert ended(IN_NATIVE_CODE) == (0, "the end\n", "")


def test_a_process_ends_well_while_the_desk_looks_for_questions(built_settings: Settings) -> None:
    code, said, _ = ended(LOOKING_FOR_EXAMPLES, built_settings.corpus, built_settings.indexes)
    assert (code, said) == (0, "Ready.\n")


def test_closing_waits_for_what_is_being_done_and_lets_nothing_new_begin() -> None:
    background, release, done = Background(), threading.Event(), []

    def work() -> None:
        release.wait(LONG_S)
        done.append("work")

    background.start(work, name="work")
    assert not background.close(timeout_s=0.05)
    release.set()
    assert background.close(timeout_s=LONG_S)
    assert done == ["work"]
    background.start(lambda: done.append("late"), name="late")
    assert background.close(timeout_s=LONG_S)
    assert done == ["work"]
    with pytest.raises(WindowClosed, match="The window is closing"), background.working():
        pass


def test_work_that_fails_or_is_told_to_stop_is_over() -> None:
    background = Background()

    def long() -> None:
        background.stopping.wait(LONG_S)
        background.go_on()

    with pytest.raises(ZeroDivisionError), background.working():
        _ = 1 / 0
    background.start(long, name="long")
    assert background.close(timeout_s=LONG_S)


def test_between_two_drafts_nothing_is_waited_for_and_none_follows() -> None:
    background, closed = Background(), []

    def drafts() -> Iterator[int]:
        try:
            yield from (1, 2)
        finally:
            closed.append(True)

    steps = background.steps(drafts())
    assert next(steps) == 1
    assert background.close(timeout_s=0)
    with pytest.raises(WindowClosed):
        next(steps)
    del steps
    assert closed == [True]
    assert list(Background().steps(drafts())) == [1, 2]


def test_a_build_waits_for_that_of_another_process_and_not_for_an_error() -> None:
    stopping, tries = threading.Event(), iter([IndexLocked("Another builds."), None])
    done = []

    def build() -> None:
        if error := next(tries):
            raise error
        done.append(True)

    after_others(build, stopping)
    assert done == [True]

    def fail() -> None:
        raise StoreError("The disk is full.")

    with pytest.raises(StoreError):
        after_others(fail, stopping)
    tries = iter([IndexLocked("Another builds."), None])
    stopping.set()
    with pytest.raises(WindowClosed):
        after_others(build, stopping)
    assert done == [True]
