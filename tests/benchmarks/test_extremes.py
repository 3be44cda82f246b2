"""The short form of `python -m benchmarks.extremes`: the kinds that take no time to make."""

from __future__ import annotations

import sys

import pytest

from benchmarks.extremes import kinds, tried

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it makes sockets and pipes")

TOLD = {
    "sparse files of 10 GB": "Split it into smaller files.",
    "a socket, a pipe and a link to a device": "This is a pipe, socket or device and not a file.",
    "a ZIP of a million entries": "holds more than 10,000 files. Split it.",
    "times of 1901 and 2106": "",
}


@pytest.mark.parametrize("kind", TOLD)
def test_the_sound_article_is_there_and_the_rest_is_told(kind: str) -> None:
    _, _, _, articles, sound, again, told = tried(kind, scale=0.01 if "ZIP" in kind else 1.0)
    assert (sound, again) == ("there", "nothing to do")
    assert articles == (2 if kind.startswith("times") else 0)
    assert TOLD[kind] in str(told)


def test_the_kinds_are_those_that_the_benchmark_shows() -> None:
    assert set(TOLD) < set(kinds())
