"""Short answers keep their article's words: trimmed, with "over", with the date they mean."""

import datetime
from dataclasses import replace

import pytest

from qa.answering.extraction.candidates import candidates, is_heading, sentences, trimmed
from qa.answering.stages import Evidence
from qa.records import Article
from tests.answering.make import article, passage, read_passage, reading


def direct(source: Article, words: str) -> str:
    read = reading(source.text, [(source.text, 0.9)], spans=[(words, 0.9)])
    return candidates([read_passage(passage(source), read)])[0].text


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("It doubled to over 40,000.", "40,000", "over 40,000"),
        ("It cost nearly $6 million.", "6 million", "nearly $6 million"),
        ("It ran over the hill.", "the hill", "the hill"),
        ('The film "Argo", a hit.', '"Argo",', "Argo"),
        ("They voted 66 to 27 for it.", "27", "66 to 27"),
        ("They hold 17 out of 18 seats.", "18 seats", "17 out of 18 seats"),
        ("It grew from two to three metres.", "three metres", "two to three metres"),
        ("They moved 27 to Rome.", "27", "27"),
        ("In 2012 to his surprise 40 came.", "40", "40"),
        ("He paid €20,000 (£17,500) then.", "€20,000 (£17,500", "€20,000 (£17,500)"),
    ],
)
def test_the_words_of_the_article(text: str, words: str, expected: str) -> None:
    assert direct(article(text), words) == expected


def test_a_weekday_is_dated_and_marked_as_ours() -> None:
    source = article("It fell on Monday in Rome.", date=datetime.date(2019, 1, 4))
    assert direct(source, "Monday") == "Monday [31 December 2018]"


def test_the_part_of_the_day_comes_along_with_its_date() -> None:
    source = article("It fell on Monday morning in Rome.", date=datetime.date(2019, 1, 4))
    assert direct(source, "Monday") == "Monday morning [31 December 2018]"


def test_spans_are_placed_in_the_article() -> None:
    source = article("Rain fell. It cost 40 marks.")
    part = passage(source, "It cost 40 marks.")
    read = reading(part.text, [(part.text, 0.9)], spans=[("40 marks", 0.9)])
    (found,) = candidates([read_passage(part, read)])
    assert source.text[found.start : found.end] == "40 marks"
    assert found.sentence.text == part.text


@pytest.mark.parametrize("answer_score", [-0.6, 0.4, 1.62])
def test_scores_are_shares_whatever_date_and_retrieval_add(answer_score: float) -> None:
    source = article("It cost 40 marks.")
    read = reading(source.text, [(source.text, 1.0)], spans=[("40 marks", 1.0)])
    item = replace(read_passage(passage(source), read), answer_score=answer_score)
    assert 0.0 <= candidates([item])[0].score <= 1.0
    assert 0.0 <= sentences([item])[0].score <= 1.0


def test_a_span_of_a_heading_is_no_short_answer() -> None:
    below = "In a speech he offered to build nine bridges between the two countries at once."
    source = article(f"Nine bridges\n\n{below}")
    read = reading(
        source.text, [("Nine bridges", 0.9), (below, 0.8)], spans=[("Nine", 0.9), ("nine", 0.5)]
    )
    (found,) = candidates([read_passage(passage(source), read)])
    assert (found.text, found.sentence.text) == ("nine", below)


def test_trimming_never_leaves_the_span() -> None:
    assert trimmed("...", 0, 3) == (3, 3)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A coal pier waiting for cargo", True),
        ("The line belongs to a joint venture in which two railways hold one half each.", False),
        ("Workers: a freeze, no recall", True),
        ("Mayor: Olof Brandt", False),
        ("- oil and coal", False),
        ("Single | 6.40 | 3.20", False),
        ("Said nobody at all", False),
    ],
)
def test_a_heading_is_no_sentence(words: str, expected: bool) -> None:
    text = (
        "A coal pier waiting for cargo\n\n"
        "The pier belongs to a joint venture in which two railways hold one half each.\n\n"
        "Workers: a freeze, no recall\n\n"
        "The crews belong to a joint venture in which two railways hold one half each.\n\n"
        "Mayor: Olof Brandt\n\n"
        "The line belongs to a joint venture in which two railways hold one half each.\n"
        "- oil and coal\nSingle | 6.40 | 3.20\nSaid nobody at all"
    )
    start = text.index(words)
    item = Evidence(article(text), start, start + len(words), 1.0)
    assert is_heading(item) == expected


def test_for_a_question_in_an_article_stands_the_reply_to_it() -> None:
    text = "Why do they starve? Is it far? We think that they swim too far. It is cold."
    found = [("Why do they starve?", 0.9), ("Is it far?", 0.2), ("It is cold.", 0.1)]
    read = read_passage(passage(article(text)), reading(text, found, spans=[("starve", 0.8)]))
    reply, other = sentences([read])
    assert (reply.text, other.text) == ("We think that they swim too far.", "It is cold.")
    assert reply.score > other.score
    assert candidates([read]) == []


def test_a_question_without_a_reply_is_left_out() -> None:
    text = "It is cold. Why do they starve?"
    read = read_passage(passage(article(text)), reading(text, [("Why do they starve?", 0.9)]))
    assert sentences([read]) == []
