"""A comparison is a table: a row for each thing, told cells cited, others empty."""

from qa.answering.extraction.comparison_table import as_table
from qa.answering.extraction.compose import compose
from qa.answering.stages import Evidence, State
from qa.records import Cell
from tests.answering.make import article

TEXT = "Boeing gets 4.2 billion. SpaceX gets 2.6 billion. Rain fell."
SOURCE = article(TEXT)
BOEING, SPACEX, RAIN = (
    Evidence(SOURCE, TEXT.index(words), TEXT.index(words) + len(words), 0.5)
    for words in ("Boeing gets 4.2 billion.", "SpaceX gets 2.6 billion.", "Rain fell.")
)
ASKED = State(
    "q",
    plain="Who gets more money, Boeing or SpaceX?",
    kind="compare",
    parts=("How many money gets Boeing?", "How many money gets SpaceX?"),
    status="answered",
)
FIRST, SECOND = ASKED.parts


def test_each_cell_cites_the_sentence_that_tells_of_its_thing_and_the_greater_wins() -> None:
    told = as_table(
        ASKED, {FIRST: ([BOEING], "4.2 billion"), SECOND: ([BOEING, SPACEX], "2.6 billion")}
    )
    *_, answer = compose(told, engine="reader", seconds=0.0)
    assert answer.table is not None
    assert answer.table.columns == ("", "how many money")
    assert answer.table.rows == (
        (Cell("Boeing"), Cell("4.2 billion", (1,))),
        (Cell("SpaceX"), Cell("SpaceX gets 2.6 billion.", (2,))),
    )
    assert answer.text == (
        "- Boeing: Boeing gets 4.2 billion. [1]\n- SpaceX: SpaceX gets 2.6 billion. [2]"
    )
    assert answer.direct is None
    short = as_table(ASKED, {FIRST: ([BOEING], "4.2 billion"), SECOND: ([SPACEX], "2.6 billion")})
    assert short.short_answer == "Boeing"


def test_what_no_article_tells_is_an_empty_cell() -> None:
    told = as_table(ASKED, {FIRST: ([BOEING], "4.2 billion")})
    assert [(row.name, row.text) for row in told.compared] == [
        ("Boeing", "4.2 billion"),
        ("SpaceX", ""),
    ]
    assert told.short_answer is None


def test_a_question_that_compares_no_two_things_stays_as_it_was() -> None:
    plain = State("q", plain="How does it differ?", kind="compare", parts=("How does it differ?",))
    assert as_table(plain, {}) is plain
