"""The packaged reader behind the same protocol: loaded by the first question, once."""

from __future__ import annotations

import threading

from qa.answering.reader.cascade import packaged
from qa.answering.reader.lazy import LazyReader
from qa.answering.reader.thresholds import CHECKER
from qa.settings import Settings

BOTH = Settings(reader="larger")
QUESTION, TEXT = "What is the dog called?", "The dog is called Rex."


def test_nothing_is_loaded_before_the_first_question() -> None:
    lazy = LazyReader(BOTH)
    assert lazy._reader is None
    (reading,) = lazy.read(QUESTION, [TEXT])
    assert TEXT[reading.spans[0].start : reading.spans[0].end] == "Rex"
    assert lazy._reader is not None


def test_it_says_what_the_reader_says() -> None:
    lazy, reader = LazyReader(BOTH), packaged(BOTH)
    assert lazy.name == reader.name
    assert lazy.read(QUESTION, [TEXT]) == reader.read(QUESTION, [TEXT])
    assert lazy.support("The dog is Rex.", [TEXT]) == reader.support("The dog is Rex.", [TEXT])


def test_threads_share_one_reader() -> None:
    lazy = LazyReader(BOTH)
    seen = []

    def ask() -> None:
        lazy.read(QUESTION, [TEXT])
        seen.append(lazy._reader)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 3
    assert len({id(reader) for reader in seen}) == 1


def test_the_checker_is_loaded_by_the_first_claim_and_is_not_the_reader() -> None:
    lazy = LazyReader(BOTH, CHECKER)
    assert lazy._reader is None
    scores = lazy.support("The dog is Rex.", [TEXT])
    assert scores == packaged(BOTH, name=CHECKER).support("The dog is Rex.", [TEXT])
    assert lazy.name == "checker-minilm-l6 + larger-mpnet"


def test_the_small_readers_stand_alone_where_the_settings_say_so() -> None:
    small = Settings(reader="small")
    assert LazyReader(small).name == "reader-minilm-l6"
    assert LazyReader(small, CHECKER).name == "checker-minilm-l6"
    assert LazyReader(BOTH).name == "reader-minilm-l6 + larger-mpnet"
