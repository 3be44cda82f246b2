"""The errors: one tree under QaError, all public, documented where they are defined."""

from __future__ import annotations

import inspect

import qa
from qa import errors

KINDS = dict(inspect.getmembers(errors, inspect.isclass))


def test_every_error_is_public_and_below_the_one_that_may_be_shown() -> None:
    assert [name for name, kind in KINDS.items() if not issubclass(kind, qa.QaError)] == []
    assert set(KINDS) - set(qa.__all__) == set()


def test_the_tree_at_the_top_of_the_module_is_the_tree() -> None:
    drawn = errors.__doc__ or ""
    for name, kind in KINDS.items():
        (line,) = [line for line in drawn.splitlines() if f" {name} " in f" {line.strip()} "]
        depth = 0 if kind is qa.QaError else len(line[: line.index(name)]) // 4 - 1
        assert depth == len(kind.__mro__) - len(qa.QaError.__mro__), name


def test_whoever_waits_for_the_store_hears_of_its_special_cases() -> None:
    for kind in (qa.IndexMissing, qa.IndexMismatch, qa.IndexLocked):
        assert issubclass(kind, qa.StoreError)
