"""The claims that people wrote, and the figures of a decision."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks.claims import BY_HAND, CORPUS, Case, Judged, rows_of


@pytest.mark.parametrize("name", BY_HAND)
def test_the_claims_by_hand_are_many_of_ten_kinds_on_files_that_exist(name: str) -> None:
    rows = [json.loads(line) for line in BY_HAND[name].read_text(encoding="utf-8").splitlines()]
    kinds = Counter(row["kind"] for row in rows if not row["true"])
    assert len(kinds) == 10
    assert min(kinds.values()) >= 10
    assert sum(kinds.values()) >= 100
    assert sum(row["true"] for row in rows) >= 60
    assert all((CORPUS / row["file"]).is_file() for row in rows)
    assert len({row["claim"] for row in rows}) == len(rows)


def test_shares_and_their_errors() -> None:
    shown = [True, False, False, False]
    found = [Judged(Case("roles", "c", False, ()), item, 0.2) for item in shown]
    found += [Judged(Case("true", "c", True, ()), item, 0.8) for item in (True, False)]
    all_kinds, of_roles = rows_of("hand", found)
    assert all_kinds[:7] == ("hand", "all", 4, 0.25, (0.25 * 0.75 / 4) ** 0.5, 2, 0.5)
    assert all_kinds[8] == 1.0
    assert of_roles[:4] == ("hand", "roles", 4, 0.25)
    assert of_roles[5:] == (0, None, None, None)
