"""The product's own sentences of an answer are shown in the language that is spoken."""

from __future__ import annotations

import datetime
from dataclasses import replace
from html import unescape

import pytest

from qa.answering import messages
from qa.answering.english.lexicon.months import MONTHS as WRITTEN
from qa.records import MeantDate, Sentence
from qa.ui.html.answer_html import answer_html, answer_id
from qa.ui.html.dossier_text import dossier_markdown, make_dossier
from qa.ui.html.own_sentences import in_own_language, templates, translated
from qa.ui.interface_words import MONTHS, speaking
from qa.ui.kept import Note
from tests.ui.make import answer, answered

NOT_FOUND = replace(
    answer(status="not_found"),
    text=messages.NOT_FOUND,
    searched="Searched 16 articles, dated 6 February 2017 to 24 January 2018.",
)


def test_a_german_window_says_in_german_that_nothing_was_found_and_what_was_searched() -> None:
    with speaking("de"):
        shown = unescape(answer_html(NOT_FOUND, final=True))
    assert "Die Artikel beantworten das offenbar nicht." in shown
    assert "Durchsucht: 16 Artikel, vom 6. Februar 2017 bis zum 24. Januar 2018." in shown
    assert "The articles" not in shown
    assert "Searched" not in shown
    assert f"qa-id-{answer_id(NOT_FOUND)}" in shown


def test_in_english_and_in_the_record_nothing_changes() -> None:
    assert in_own_language(NOT_FOUND) is NOT_FOUND
    with speaking("de"):
        assert in_own_language(answered()) == answered()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Searched 1 article.", "Durchsucht: 1 Artikel."),
        ("Searched 1,204 articles.", "Durchsucht: 1.204 Artikel."),
        (
            "Searched 2 of 9 articles, those that the filter leaves, dated 7 October 2017.",
            "Durchsucht: 2 von 9 Artikel, soweit der Filter sie lässt, vom 7. Oktober 2017.",
        ),
        ("Searched for missile, launch.", "Gesucht nach missile, launch."),
        (
            "Not told. The nearest article gives the third quarter, not the fourth quarter.",
            "Nicht berichtet. Der nächste Artikel nennt „third quarter“, nicht „fourth quarter“.",
        ),
        (
            "The articles do not seem to answer this part: Who won? And why?",
            "Diesen Teil beantworten die Artikel offenbar nicht: Who won? And why?",
        ),
        (
            f"{messages.LEFT_OPEN.format(parts='Who won? And why?')} {messages.GATHERED}",
            "Diesen Teil beantworten die Artikel offenbar nicht: Who won? And why? Je eine Zeile "
            "aus jedem Artikel, der der Frage nahe ist; ob jede dazugehört, wurde nicht geprüft.",
        ),
        (f"{messages.SILENT} The disk is full.", None),
        ("The disk is full.", "The disk is full."),
        ("", ""),
    ],
)
def test_each_sentence_is_known_again_with_what_stands_in_it(
    written: str, shown: str | None
) -> None:
    with speaking("de"):
        if shown is None:
            shown = f"{translated(messages.SILENT)} The disk is full."
        assert translated(written) == shown


def test_every_sentence_of_the_answering_room_is_translated() -> None:
    with speaking("de"):
        for template in templates():
            assert translated(template) != template


def test_a_question_in_german_is_told_so_in_german() -> None:
    with speaking("de"):
        assert "auf Deutsch gestellt" in translated(messages.FOREIGN.format(language="German"))


def test_labels_and_dates_beside_words_are_in_the_language_and_quotes_are_not() -> None:
    said = "The line was opened on Monday."
    told = answer(
        sentences=(
            Sentence("Reports differ.", (), True, ours=True),
            Sentence("Reports differ.", (), True, label="Earlier, 7 October 2017"),
            Sentence(said, (), True, label="June 2017", dates=(MeantDate(24, 29, "5 May 2017"),)),
            Sentence("Yes.", (), True, label="Context"),
        )
    )
    with speaking("de"):
        first, second, third, fourth = in_own_language(told).sentences
    assert first.text == "Die Berichte widersprechen sich."
    assert (second.label, second.text) == ("Früher, 7. Oktober 2017", "Reports differ.")
    assert (third.label, third.text, third.dates[0].date) == ("Juni 2017", said, "5. Mai 2017")
    assert (fourth.label, fourth.text) == ("Zusammenhang", "Yes.")


def test_what_is_exported_says_it_in_the_language_too() -> None:
    note = Note("n", "answer", 0.0, "2026-11-28", NOT_FOUND)
    with speaking("de"):
        written = dossier_markdown(make_dossier([note], datetime.date(2026, 11, 28)))
    assert "Die Artikel beantworten das offenbar nicht." in written


def test_the_months_are_those_that_the_answering_room_writes() -> None:
    assert [month.lower() for month in MONTHS] == list(WRITTEN)
