from benchmarks.support import Case, fitted, gathered, pieces, rows_of
from benchmarks.support import Scored as ScoredCase

LONG = " ".join(f"Sentence number {n} speaks of nothing much at all today." for n in range(60))
FACT = "The harbour of Rajin has forty berths."


def test_the_pieces_of_a_long_reference_that_share_most_are_read() -> None:
    found = pieces("Rajin harbour has forty berths.", [f"{LONG} {FACT} {LONG}"])
    assert FACT in found[0]
    assert all(len(piece.split()) <= 140 for piece in found)
    assert found[-1].count(FACT) == 1


def test_a_short_reference_is_one_piece() -> None:
    assert pieces("It has berths.", [FACT]) == [FACT]
    assert pieces("It has berths.", []) == []


def test_sentences_from_several_references_are_gathered_in_order() -> None:
    references = ["Nothing here. Rajin is a port.", f"{LONG} It has forty berths."]
    together = gathered("Rajin has forty berths.", references)
    assert together.index("Rajin is a port.") < together.index("It has forty berths.")
    assert gathered("Kittens purr.", [FACT]) == ""


def test_a_row_per_system_and_weights_to_copy() -> None:
    scored = [
        ScoredCase(
            Case(f"q{n}", "A claim.", ("A text.",), supported=n % 2 == 0),
            (float(n % 2 == 0), 0.5, 0.5),
            0.5,
            agrees=n % 2 == 0,
        )
        for n in range(40)
    ]
    rows = {row[0]: row[2] for row in rows_of(scored)}
    assert rows["majority"] == 1 / 3
    assert rows["reader, fitted"] == rows["exact agreement alone"] == 1.0
    assert fitted(scored).startswith("WEIGHTS = (")
