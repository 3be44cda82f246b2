from __future__ import annotations

from dataclasses import replace
from html import unescape

from qa.ui.html.notes_html import notes_html
from qa.ui.kept import Note
from tests.ui.make import answered

WHERE = "in this browser and nowhere else"
NOTE = Note("ab12", "answer", 0.0, "", answered(), "<i>me</i>")


def test_a_note_shows_its_answer_its_quotes_and_the_comment() -> None:
    page = notes_html([NOTE], where=WHERE)
    assert unescape(page).count("When was the line opened?") == 5  # heading and four labels
    assert 'href="#cite-0123456789abcdef-29-46-2"' in page
    assert "<i>" not in page
    assert "<i>me</i></textarea>" in unescape(page)
    assert "1 note<" in page
    assert f"Kept {WHERE}." in unescape(page)


def test_a_quote_that_the_answer_says_in_the_same_words_is_not_said_twice() -> None:
    page = unescape(notes_html([NOTE], where=WHERE))
    assert page.count("The line was opened in 2013.") == 1
    assert page.count("“It is 54 km long.”") == 1


def test_the_first_does_not_go_up_and_the_last_not_down() -> None:
    last = Note("cd34", "answer", 1.0, "", answered())
    first, second = notes_html([NOTE, last], where=WHERE).split("</li>")[:2]
    assert ("↑" in first, first.count(" disabled>"), second.count(" disabled>")) == (True, 1, 1)
    assert first.index(" disabled>") < first.index("↑")
    assert second.index(" disabled>") > second.index("↑")


def test_no_notes_say_how_to_begin_and_offer_no_export() -> None:
    page = unescape(notes_html([], where=WHERE))
    assert "“Save” under an answer" in page
    assert "qa-dossier" not in page


def test_a_quote_of_another_collection_is_opened_there() -> None:
    other = replace(NOTE, collection="Press & co")
    page = unescape(notes_html([other], where=WHERE))
    assert 'href="?collection=Press%20%26%20co#cite-0123456789abcdef-29-46-2"' in page
    assert "Collection: Press & co<" in page
    assert "?collection" not in notes_html([other], where=WHERE, here="Press & co")
    page = unescape(notes_html([NOTE], where=WHERE, here="Press & co"))
    assert 'href="?collection=articles#cite-' in page


def test_a_deleted_note_can_be_put_back() -> None:
    assert 'data-id="ab12">Undo' in notes_html([], where=WHERE, gone="ab12")
