"""Lines of many articles of one source: which they are, and articles without them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from qa.articles.cleaning.repeated_lines import line_keys, repeated, source_of, without_lines
from qa.records import Article, Place
from tests.articles.helpers import paragraphs, read_one

SLOGAN = "The island's voice since 1901"
PROSE = "The ferry number {} was late by some minutes on that day, the office said."


def article(folder: Path, number: int, *, slogan: str = SLOGAN, end: str = "") -> Article:
    text = (
        f"Report number {number} from the harbour\n\n{PROSE.format(number)}\n\n{slogan}\n\n"
        f"It carried {number} cars to the islands in the north, more than in the last year.\n\n"
        f"{end}\n\nSource: https://www.example.org/a"
    )
    return dataclasses.replace(read_one(folder, f"{number}.txt", text), cleaned=True)


def test_a_line_of_many_articles_of_one_source_is_furniture(tmp_path: Path) -> None:
    articles = [article(tmp_path, number) for number in range(6)]
    assert {source_of(item) for item in articles} == {"example.org"}
    assert all(SLOGAN in paragraphs(item) for item in articles)
    furniture = repeated(line_keys(item) for item in articles)
    assert len(furniture) == 1
    after = without_lines(articles[3], furniture)
    assert paragraphs(after) == [
        "The ferry number 3 was late by some minutes on that day, the office said.",
        "It carried 3 cars to the islands in the north, more than in the last year.",
    ]
    assert after.title == articles[3].title == "Report number 3 from the harbour"
    assert after.id != articles[3].id
    assert after.digest != articles[3].digest
    assert line_keys(after) == frozenset()


def test_three_articles_say_nothing_and_a_third_of_many_does() -> None:
    line, others = frozenset({1}), [frozenset({n}) for n in range(2, 30)]
    assert repeated([line] * 3) == frozenset()
    assert repeated([line] * 4) == {1}
    assert repeated([line] * 5 + others[:12]) == frozenset()
    assert repeated([line] * 6 + others[:12]) == {1}


def test_sentences_are_kept_however_often_they_stand(tmp_path: Path) -> None:
    said = "The ministry did not answer the questions that were sent to it on Friday."
    articles = [article(tmp_path, number, end=said) for number in range(6)]
    furniture = repeated(line_keys(item) for item in articles)
    assert paragraphs(without_lines(articles[0], furniture))[-1] == said


def test_figures_tell_lines_apart(tmp_path: Path) -> None:
    reports = [
        article(tmp_path, number, slogan=f"Net income: {number + 10} million")
        for number in range(6)
    ]
    assert repeated(line_keys(item) for item in reports) == frozenset()


def test_an_article_of_nothing_else_stays_as_it_is() -> None:
    only = Article("1" * 16, "a.csv#1", "A", SLOGAN, "0" * 64)
    assert without_lines(only, line_keys(only)) == only
    assert without_lines(only, frozenset()) == only


def test_pages_begin_where_their_first_line_that_is_kept_does() -> None:
    first, last = PROSE.format(1), PROSE.format(2)
    text = f"{SLOGAN}\n\n{first}\n\n{SLOGAN}\n\n{last}\n\n{SLOGAN}"
    starts = [0, text.index(first) + 4, text.index(SLOGAN, 9), text.rindex(SLOGAN)]
    places = tuple(Place(start, f"p. {n}") for n, start in enumerate(starts, 1))
    before = Article("1" * 16, "a.pdf", "A", text, "0" * 64, places=places, cleaned=True)
    keys = line_keys(dataclasses.replace(before, text=SLOGAN))
    after = without_lines(before, keys)
    assert after.text == f"{first}\n\n{last}"
    assert after.places == (Place(0, "p. 1"), Place(4, "p. 2"), Place(len(first) + 2, "p. 3"))
    assert after.place_at(after.text.index(last)) == "p. 3"


def test_a_title_made_of_the_first_words_is_made_of_those_that_are_left() -> None:
    text = f"{SLOGAN}\n\n{PROSE.format(1)}"
    title = f"{SLOGAN} The ferry number 1 was late by…"
    before = Article("1" * 16, "press/0_6e.txt", title, text, "0" * 64, cleaned=True)
    keys = line_keys(dataclasses.replace(before, text=SLOGAN))
    assert without_lines(before, keys).title == (
        "The ferry number 1 was late by some minutes on that day,…"
    )
    named = dataclasses.replace(before, title="Late again")
    assert without_lines(named, keys).title == "Late again"


def test_the_source_is_the_host_else_the_name_else_the_folder() -> None:
    plain = Article("1" * 16, "press/may/a.zip#in/b.txt", "A", "B", "0" * 64)
    assert source_of(plain) == "press/may"
    assert source_of(dataclasses.replace(plain, source="Gazette")) == "Gazette"
    page = dataclasses.replace(plain, source="Gazette", url="https://www.Example.org:80/x")
    assert source_of(page) == "example.org"
    assert source_of(dataclasses.replace(plain, url="not an address")) == "press/may"
