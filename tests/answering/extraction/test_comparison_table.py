"""A comparison is a table: a row for each thing, told cells cited, others empty."""

import datetime
from dataclasses import replace

from qa.answering.extraction.comparison_table import TOLD, as_table, of_own_things
from qa.answering.extraction.compose import compose
from qa.answering.question.comparison import things_compared
from qa.answering.stages import Evidence, ReadPassage, State
from qa.articles import sentence_spans
from qa.records import Cell
from tests.answering.make import article, passage, read_passage, reading, understood

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
    parts=("Boeing: Who gets more money, Boeing?", "SpaceX: Who gets more money, SpaceX?"),
    status="answered",
)
FIRST, SECOND = ASKED.parts


def test_each_cell_cites_the_sentence_that_tells_of_its_thing_and_the_greater_wins() -> None:
    told = as_table(
        ASKED, {FIRST: ([BOEING], "4.2 billion"), SECOND: ([BOEING, SPACEX], "2.6 billion")}
    )
    *_, answer = compose(told, engine="reader", seconds=0.0)
    assert answer.table is not None
    assert answer.table.columns == ("", TOLD)
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


def test_a_cell_without_a_sure_answer_has_two_sentences_each_cited() -> None:
    text = "Boeing gets 4.2 billion. It asks for more. Staff cheered. SpaceX gets 2.6 billion."
    source = article(text)
    sentences = [Evidence(source, start, end, 0.5) for start, end in sentence_spans(text, "en")]
    told = as_table(ASKED, {FIRST: (sentences[:3], None), SECOND: (sentences[3:], None)})
    *_, answer = compose(told, engine="reader", seconds=0.0)
    assert answer.table is not None
    assert [row[1] for row in answer.table.rows] == [
        Cell("Boeing gets 4.2 billion. It asks for more.", (1, 2)),
        Cell("SpaceX gets 2.6 billion.", (3,)),
    ]


def test_what_no_article_tells_is_an_empty_cell() -> None:
    told = as_table(ASKED, {FIRST: ([BOEING], "4.2 billion")})
    assert [(row.name, row.cells[0].text) for row in told.compared] == [
        ("Boeing", "4.2 billion"),
        ("SpaceX", ""),
    ]
    assert told.short_answer is None


DAMS = (
    ("The Ola dam is half built. It will be 142 metres high and give light. "
     "It costs Ek 2 million euros.", "Ola dam"),
    ("The Mir dam was opened. It is 98 metres high. "
     "A fine of 3 million euros is due.", "Mir dam"),
)  # fmt: skip


def test_measures_that_both_are_told_in_are_columns_and_a_pronoun_is_whoever_was_named_last() -> (
    None
):
    read, picked = [], {}
    for (text, title), question in zip(
        DAMS, ("What about the Ola dam?", "What about the Mir dam?"), strict=True
    ):
        source = article(text, title=title, name=title[0].lower())
        sentences = [f"{piece}." for piece in text.removesuffix(".").split(". ")]
        read.append(read_passage(passage(source), reading(text, [(s, 0.5) for s in sentences])))
        picked[question] = ([Evidence(source, 0, len(sentences[0]), 0.5)], None)
    asked = State(
        "q",
        plain="Compare the Ola dam and the Mir dam.",
        kind="compare",
        parts=tuple(picked),
        passages=((read[0],), (read[1],)),
        status="answered",
    )
    *_, answer = compose(as_table(asked, picked), engine="reader", seconds=0.0)
    assert answer.table is not None
    assert answer.table.columns == ("", "metres", "what the articles say")
    assert [[cell.text for cell in row] for row in answer.table.rows] == [
        ["Ola dam", "142 metres high", "The Ola dam is half built."],
        ["Mir dam", "98 metres high", "The Mir dam was opened."],
    ]
    quoted = {item.marker: item.quote for item in answer.citations}
    assert [quoted[row[1].citations[0]] for row in answer.table.rows] == [
        "It will be 142 metres high and give light.",
        "It is 98 metres high.",
    ]


def test_a_question_that_compares_no_two_things_stays_as_it_was() -> None:
    plain = State("q", plain="How does it differ?", kind="compare", parts=("How does it differ?",))
    assert as_table(plain, {}) is plain


def test_each_thing_is_read_in_the_articles_that_tell_of_it_whomever_they_were_read_for() -> None:
    state = understood("Who was older, Annika Holm or Bertil Ekman?", kind="compare")
    state = replace(state, parts=tuple(item.question for item in things_compared(state.plain)))
    ann = _of("Annika Holm died at 97.", datetime.date(2025, 7, 2))
    bo = _of("Bertil Ekman died at 95.", datetime.date(2025, 10, 2))
    assert of_own_things(replace(state, passages=((bo, ann), (bo,)))) == ((ann,), (bo, bo))
    assert of_own_things(replace(state, passages=((bo,), (ann,)))) == ((ann,), (bo,))
    assert of_own_things(replace(state, passages=((bo,), (bo,)))) == ((bo,), (bo, bo))
    question = "Which quake was stronger, the July one or the October one?"
    parts = tuple(item.question for item in things_compared(question))
    state = replace(state, plain=question, parts=parts, passages=((bo, ann), (bo,)))
    assert of_own_things(state) == ((ann,), (bo, bo))


def _of(text: str, day: datetime.date) -> ReadPassage:
    source = article(text, title="News", name=text[:2], date=day)
    return read_passage(passage(source), reading(text, [(text, 0.5)]))
