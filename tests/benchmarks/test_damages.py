"""The short form of `python -m benchmarks.faults --only damages`."""

from __future__ import annotations

from benchmarks.damages import damages
from benchmarks.faults import damage, damage_table

SHORT = (
    "vectors: database deleted",
    "vectors: half of the rows deleted",
    "vectors: folder deleted",
    "words: folder deleted",
    "words: .store cut",
    "words: .idx overwritten",
    "catalog: cut in half",
    "folder: `current` is a folder",
    "folder: the lock is a folder",
)


def test_damages_are_told_and_repaired() -> None:
    tried = damage(articles=12, only=SHORT.__contains__)
    assert [each.name for each in tried] == list(SHORT)
    # A lock that cannot be taken keeps nobody from asking; the next build tells of it.
    assert [each for each in tried if not each.good] == []
    assert damage_table(tried).rows[0] == ("vectors", 3, 3, 3)


def test_every_damage_has_a_part_that_the_table_counts() -> None:
    parts = {name.partition(":")[0] for name in damages()}
    assert parts == {"vectors", "words", "catalog", "folder"}
