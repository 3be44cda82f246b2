"""What is shown for each kind of question, in which order, and when nothing is."""

from dataclasses import replace

from qa.answering.extraction.compose import compose
from qa.answering.extraction.select import select
from qa.answering.stages import ReadPassage
from tests.answering.make import article, passage, read_passage, reading, state

TEXT = (
    "Anna Holm runs the harbour. She came in 2012. The harbour has 40 berths. "
    "It is closed in winter because the bay freezes. Ice is up to a metre thick."
)
SOURCE = article(TEXT)
SENTENCES = [
    ("Anna Holm runs the harbour.", 0.2),
    ("She came in 2012.", 0.1),
    ("The harbour has 40 berths.", 0.9),
    ("It is closed in winter because the bay freezes.", 0.1),
    ("Ice is up to a metre thick.", 0.1),
]


def test_a_fact_is_its_sentence_and_its_short_answer() -> None:
    part = [read_passage(passage(SOURCE), reading(TEXT, SENTENCES, spans=[(" 40 berths.", 0.9)]))]
    chosen = select(state(part), max_words=80)
    assert [item.text for item in chosen.evidence] == ["The harbour has 40 berths."]
    assert (chosen.short_answer, chosen.status) == ("40 berths", "answered")


def test_a_longer_answer_goes_on_with_what_follows_in_the_article() -> None:
    part = [read_passage(passage(SOURCE), reading(TEXT, SENTENCES, spans=[(" 40 berths.", 0.9)]))]
    chosen = select(state(part), max_words=15, longer=True)
    assert [item.text for item in chosen.evidence] == [
        "The harbour has 40 berths.",
        "It is closed in winter because the bay freezes.",
    ]


def test_nothing_is_shown_when_no_passage_answers() -> None:
    part = [read_passage(passage(SOURCE), reading(TEXT, SENTENCES, answerable=0.1))]
    chosen = select(state(part), max_words=80)
    assert (chosen.evidence, chosen.short_answer, chosen.status) == ((), None, "not_found")


def test_a_question_answered_in_part_is_partial() -> None:
    good = [read_passage(passage(SOURCE), reading(TEXT, SENTENCES, spans=[("40 berths", 0.9)]))]
    bad = [read_passage(passage(SOURCE), reading(TEXT, SENTENCES, answerable=0.1))]
    chosen = select(state(good, bad), max_words=80)
    assert (chosen.short_answer, chosen.status) == ("40 berths", "partial")
    assert chosen.unanswered == ("What? 1",)
    (answer,) = compose(chosen, engine="reader", seconds=0.0)
    assert answer.note == "The articles do not seem to answer this part: What? 1"
    (whole,) = compose(select(state(good), max_words=80), engine="reader", seconds=0.0)
    assert whole.note == ""


def test_what_two_parts_both_answer_is_said_once() -> None:
    first = [
        read_passage(passage(SOURCE), reading(TEXT, SENTENCES, spans=[("harbour has 40", 0.9)]))
    ]
    second = [read_passage(passage(SOURCE), reading(TEXT, SENTENCES, spans=[("40 berths", 0.9)]))]
    third = [
        read_passage(
            passage(SOURCE), reading(TEXT, SENTENCES, spans=[("harbour has 40 berths", 0.9)])
        )
    ]
    assert select(state(first, third), max_words=80).short_answer == "harbour has 40 berths"
    assert select(state(third, first), max_words=80).short_answer == "harbour has 40 berths"
    assert select(state(first, second), max_words=80).short_answer == "harbour has 40; 40 berths"


def test_a_pronoun_brings_the_sentence_that_names_as_context_behind_it() -> None:
    sentences = [(words, 0.1) for words, _ in SENTENCES]
    part = [read_passage(passage(SOURCE), reading(TEXT, sentences, spans=[("2012", 0.9)]))]
    chosen = select(state(part), max_words=80)
    assert [(item.text, item.context) for item in chosen.evidence] == [
        ("She came in 2012.", False),
        ("Anna Holm runs the harbour.", True),
    ]
    *_, answer = compose(chosen, engine="reader", seconds=0.0)
    assert answer.text == "She came in 2012. [1] Context: Anna Holm runs the harbour. [2]"
    short = select(state(part), max_words=6)
    assert [item.text for item in short.evidence] == ["She came in 2012."]


def test_reasons_come_in_the_order_of_the_article_behind_the_one_that_answers() -> None:
    sentences = [(SENTENCES[0][0], 0.02), (SENTENCES[1][0], 0.02)]
    sentences += [(SENTENCES[2][0], 0.75), (SENTENCES[3][0], 0.85)]
    sentences.append((SENTENCES[4][0], 0.8))
    part = [read_passage(passage(SOURCE), reading(TEXT, sentences))]
    chosen = select(state(part, question="Why is it closed?", kind="explain"), max_words=80)
    texts = [item.text for item in chosen.evidence if not item.context]
    assert texts == [SENTENCES[3][0], SENTENCES[2][0], SENTENCES[4][0]]


def test_a_list_gathers_short_answers_from_several_articles() -> None:
    first = article("Oslo signed on Monday. Rain fell.", name="a")
    second = article("Rome signed a week later. Oslo signed too.", name="b")
    part = [
        read_passage(
            passage(first),
            reading(first.text, [("Oslo signed on Monday.", 0.9), ("Rain fell.", 0.1)],
                    spans=[("Oslo", 0.9)]),
        ),
        read_passage(
            passage(second),
            reading(second.text,
                    [("Rome signed a week later.", 0.9), ("Oslo signed too.", 0.9)],
                    spans=[("Rome", 0.85), ("Oslo", 0.8)]),
        ),
    ]  # fmt: skip
    chosen = select(state(part, question="Which cities signed?", kind="list"), max_words=80)
    assert chosen.short_answer == "Oslo and Rome"
    texts = [item.text for item in chosen.evidence]
    assert texts[:2] == ["Oslo signed on Monday.", "Rome signed a week later."]


def test_a_list_is_the_series_that_its_short_answer_lies_in() -> None:
    text = "Trade grew with Spain, France and Italy. The pact was signed by Oslo, Rome and Bern."
    source = article(text)
    sentences = [
        ("Trade grew with Spain, France and Italy.", 0.3),
        ("The pact was signed by Oslo, Rome and Bern.", 0.6),
    ]
    part = [read_passage(passage(source), reading(text, sentences, spans=[("Rome", 0.6)]))]
    chosen = select(state(part, question="Which cities signed?", kind="list"), max_words=80)
    assert chosen.short_answer == "Oslo, Rome and Bern"


def test_a_short_answer_of_two_items_is_not_widened_to_the_left() -> None:
    text = "Prior to joining the guard, Ann taught classes in history and music."
    source = article(text)
    part = [
        read_passage(
            passage(source), reading(text, [(text, 0.9)], spans=[("history and music", 0.9)])
        )
    ]
    chosen = select(state(part, question="What subjects did she teach?", kind="list"), max_words=80)
    assert chosen.short_answer == "history and music"


def test_one_thing_or_a_clause_is_no_list() -> None:
    clause = "gathered at the gates of the old palace long before noon"
    text = f"Ann spoke of music. The people {clause}."
    halves = [("Ann spoke of music.", 0.9), (f"The people {clause}.", 0.8)]
    for span in ("music", clause):
        part = [read_passage(passage(article(text)), reading(text, halves, spans=[(span, 0.9)]))]
        chosen = select(state(part, question="What did they do?", kind="list"), max_words=80)
        assert (chosen.short_answer, chosen.status) == (None, "answered")


def test_for_a_list_a_sentence_that_names_several_goes_before_a_slightly_likelier_one() -> None:
    text = "Oslo held the meeting. It was joined by Rome, Bern, Prague and Riga."
    source = article(text)
    sentences = [
        ("Oslo held the meeting.", 0.7),
        ("It was joined by Rome, Bern, Prague and Riga.", 0.6),
    ]
    part = [read_passage(passage(source), reading(text, sentences))]
    asked = state(part, question="Which cities joined?", kind="list")
    assert select(asked, max_words=8).evidence[-1].text == sentences[1][0]


def test_the_budget_holds_but_for_a_first_long_sentence() -> None:
    long = "The harbour of the town " + "very " * 30 + "old is closed."
    source = article(f"{long} It opens soon.")
    part = [
        read_passage(passage(source), reading(source.text, [(long, 0.9), ("It opens soon.", 0.9)]))
    ]
    chosen = select(state(part), max_words=20)
    assert [item.text for item in chosen.evidence] == [long]


AGES = "Ann Lee spoke of the old bridge. The bridge is 87 metres long."


def _ages(second: float) -> list[ReadPassage]:
    spans = [("the old bridge", 0.9), ("87 metres", second)]
    halves = [("Ann Lee spoke of the old bridge.", 0.9), ("The bridge is 87 metres long.", 0.8)]
    return [read_passage(passage(article(AGES)), reading(AGES, halves, spans=spans))]


def test_words_of_the_question_give_way_to_others() -> None:
    asked = "How long is the old bridge?"
    chosen = select(state(_ages(0.85), question=asked), max_words=80)
    assert (chosen.short_answer, chosen.status) == ("87 metres", "answered")
    assert chosen.evidence[0].text == "The bridge is 87 metres long."


def test_where_all_others_are_much_weaker_there_is_no_answer() -> None:
    asked = "How long is the old bridge?"
    chosen = select(state(_ages(0.2), question=asked), max_words=80)
    assert (chosen.short_answer, chosen.status) == (None, "not_found")
    choice = select(state(_ages(0.2), question="The old bridge, or another?"), max_words=80)
    assert choice.short_answer == "the old bridge"


def test_a_list_says_how_many_sentences_it_leaves_out() -> None:
    cities = ("Oslo", "Rome", "Bern", "Paris", "Lima", "Cairo")
    lines = [f"{city} signed the treaty in its year {n}." for n, city in enumerate(cities)]
    text = " ".join(lines)
    part = [read_passage(passage(article(text)), reading(text, [(line, 0.9) for line in lines]))]
    asked = state(part, question="Which cities signed?", kind="list")
    chosen = select(asked, max_words=80)
    assert (len(chosen.evidence), chosen.unlisted) == (4, 2)
    *_, answer = compose(chosen, engine="reader", seconds=0.0)
    assert answer.note == (
        "More may belong to the list: 2 further sentences of the articles are not shown."
    )


def test_a_further_sentence_must_hold_evidence_of_its_own() -> None:
    text = "A service costs 1,450. A windscreen costs 3,900. A battery is free."
    source = article(text)
    sentences = [
        ("A service costs 1,450.", 0.3),
        ("A windscreen costs 3,900.", 0.9),
        ("A battery is free.", 0.8),
    ]
    part = [read_passage(passage(source), reading(text, sentences, spans=[("3,900", 0.9)]))]
    texts = [item.text for item in select(state(part), max_words=80).evidence]
    assert texts == ["A windscreen costs 3,900.", "A battery is free."]


def test_the_sentence_that_answers_comes_first_whatever_its_place() -> None:
    text = "The bridge was closed. Ice had cracked it."
    source = article(text)
    sentences = [("The bridge was closed.", 0.8), ("Ice had cracked it.", 0.9)]
    part = [read_passage(passage(source), reading(text, sentences))]
    chosen = select(state(part, question="Why was it closed?", kind="explain"), max_words=80)
    assert [item.text for item in chosen.evidence] == [
        "Ice had cracked it.",
        "The bridge was closed.",
    ]


def test_another_rank_than_the_one_asked_for_is_not_found_and_said() -> None:
    text = "The mill earned 4.2 million in the third quarter."
    source = article(text)
    part = [
        read_passage(passage(source), reading(text, [(text, 0.9)], spans=[("4.2 million", 0.9)]))
    ]
    asked = "What did the mill earn in the fourth quarter?"
    chosen = select(replace(state(part, question=asked), parts=(asked,)), max_words=80)
    (answer,) = compose(chosen, engine="reader", seconds=0.0)
    assert answer.status == "not_found"
    assert answer.text == (
        "Not told. The nearest article gives the third quarter, not the fourth quarter."
    )
    other = replace(chosen, parts=("What did it earn in the third quarter?",))
    assert select(other, max_words=80).short_answer == "4.2 million"
