"""Whatever the text: cleaning keeps whole lines in their order, and changes none of them."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles.cleaning.clean import clean_lines
from qa.articles.cleaning.function_words import language_of
from qa.articles.cleaning.logical_lines import PARAGRAPH, logical_lines
from qa.articles.cleaning.repeated_lines import line_keys, without_lines
from qa.articles.formats.plain_text import draft_of_text
from qa.articles.metadata import Metadata
from qa.errors import ArticleError
from qa.records import Article, Place

# Furniture, prose, bidirectional text, signs of every plane, and whatever else comes.
LINES = st.one_of(
    st.sampled_from([
        "Share this article", "Most read", "Advertisement", "Home | News | Sport | Weather",
        "The ferry was late by some minutes on that day, the office of the harbour said.",
        "It carried nine cars to the islands in the north, more than in the last year.",
        "مرحبا بالعالم العربي", "עברית וגם english", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🜁 𐍈", "«Да», — сказал он.", "",
    ]),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=60),
)  # fmt: skip
TEXTS = st.lists(LINES, min_size=1, max_size=12).map("\n\n".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_lines_are_kept_or_dropped_whole_and_in_order(text: str) -> None:
    lines = logical_lines(text)
    cleaned = clean_lines(lines, language=language_of(text))
    assert len(cleaned.kept) == len(cleaned.cohesion) == len(lines)
    assert 0 <= cleaned.first <= len(lines)
    try:
        draft = draft_of_text(text, Metadata(title="A title of its own"))
    except ArticleError:
        return
    left = iter(line.text for line in lines)
    assert all(paragraph in left for paragraph in draft.text.split(PARAGRAPH))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_cleaning_what_is_clean_changes_no_prose(text: str) -> None:
    prose = "The ferry was late by some minutes on that day, the office of the harbour said."
    try:
        once = draft_of_text(f"{text}\n\n{prose}", Metadata(title="T")).text
        twice = draft_of_text(once, Metadata(title="T")).text
    except ArticleError:
        return
    assert set(twice.split(PARAGRAPH)) <= set(once.split(PARAGRAPH))
    assert (prose in twice) == (prose in once)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES.filter(str.strip), min_size=1, max_size=10), st.data())
def test_repeated_lines_go_and_offsets_stay_exact(lines: list[str], data: st.DataObject) -> None:
    text = PARAGRAPH.join(lines)
    starts = data.draw(st.sets(st.integers(0, len(text) - 1), max_size=4))
    places = tuple(Place(start, f"p. {start}") for start in sorted(starts))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    before = Article("1" * 16, "a.txt", "T", text, digest, places=places)
    keys = line_keys(before)
    gone = frozenset(data.draw(st.sets(st.sampled_from(sorted(keys)))) if keys else ())
    after = without_lines(before, gone)
    left = iter(text.split(PARAGRAPH))
    assert all(paragraph in left for paragraph in after.text.split(PARAGRAPH))
    assert after.digest == hashlib.sha256(after.text.encode("utf-8")).hexdigest()
    assert after == before or not line_keys(after) & gone
    assert without_lines(after, gone).text == after.text
    marks = [place.start for place in after.places]
    assert marks == sorted(set(marks))
    assert all(0 <= mark < len(after.text) for mark in marks)
