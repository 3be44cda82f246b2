"""Questions about rows: the span is the cell that was asked for, and a twin has none."""

import random

from training import table_rows

NAMES = [f"Place{letter}" for letter in "ABCDEFGHIJKLMNOP"]


def test_the_span_is_the_cell_of_the_asked_row() -> None:
    made = table_rows.made(NAMES, 300, random.Random(4))
    assert len(made) == 300
    for example in made:
        if example.answerable != 1:
            assert example.span is None
            assert example.evidence == ()
            continue
        assert example.span is not None
        start, end = example.span
        ((first, last),) = example.evidence or ()
        row = example.passage[first:last]
        assert first <= start < end <= last
        assert row in example.passage.split("\n")
        asked_for_row = example.question.startswith("Which ")
        name = row.split(":")[0]
        cell = example.passage[start:end]
        assert cell == name if asked_for_row else name in example.question


def test_a_twin_asks_for_a_row_that_is_not_there() -> None:
    made = table_rows.made(NAMES, 300, random.Random(4))
    for example in (item for item in made if item.answerable == 0):
        names = [line.split(":")[0] for line in example.passage.split("\n")]
        assert not any(name in example.question for name in names)
