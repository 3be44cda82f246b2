import dataclasses
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles import sentence_spans, split
from qa.articles.formats.draft import Draft, finished
from qa.articles.splitting import CountTokens
from qa.records import Article
from tests.articles.helpers import words


def article(text: str) -> Article:
    return finished(Draft(text=text), "a.txt")


def texts(text: str, max_tokens: int, count: CountTokens = words) -> list[str]:
    return [p.text for p in split(article(text), count_tokens=count, max_tokens=max_tokens)]


def with_special_tokens(batch: Sequence[str]) -> list[int]:
    return [len(text.split()) + 2 for text in batch]


def characters(batch: Sequence[str]) -> list[int]:
    return [len(text) for text in batch]


def test_whole_sentences_are_packed_up_to_the_budget() -> None:
    assert texts("One two. Three four. Five six.", 4) == ["One two. Three four.", "Five six."]


def test_special_tokens_are_counted_once_per_passage() -> None:
    assert texts("One two. Three four. Five six.", 6, with_special_tokens) == [
        "One two. Three four.",
        "Five six.",
    ]


def test_a_passage_prefers_to_end_with_a_paragraph() -> None:
    text = "One two three. Four five six.\n\nSeven eight. Nine ten. Eleven twelve."
    assert texts(text, 9) == [
        "One two three. Four five six.",
        "Seven eight. Nine ten. Eleven twelve.",
    ]


def test_a_heading_stays_with_what_follows() -> None:
    text = "One two three four. Five six seven.\n\nHeading\n\nEight nine. Ten eleven."
    assert texts(text, 10) == [
        "One two three four. Five six seven.",
        "Heading\n\nEight nine. Ten eleven.",
    ]


def test_an_overlong_sentence_is_cut_at_clauses_then_words_then_characters() -> None:
    clauses = "Aa bb cc dd, ee ff gg hh, ii jj kk ll, mm nn oo pp."
    assert texts(clauses, 8) == ["Aa bb cc dd, ee ff gg hh,", "ii jj kk ll, mm nn oo pp."]
    assert texts("aa bb cc dd ee ff gg hh", 4) == ["aa bb cc dd", "ee ff gg hh"]
    assert texts("abcdefghij", 5, characters) == ["abcde", "fghij"]


def test_an_endless_word_does_not_make_an_endless_passage() -> None:
    passages = texts("x" * 100_000, 100)
    assert max(map(len, passages)) <= 1200
    assert "".join(passages) == "x" * 100_000


def test_the_title_is_no_passage_text() -> None:
    titled = dataclasses.replace(article("One two."), title="A title")
    assert [p.text for p in split(titled, count_tokens=words, max_tokens=50)] == ["One two."]


def test_ids_differ_and_repeat() -> None:
    first = split(article("One two. Three four."), count_tokens=words, max_tokens=2)
    again = split(article("One two. Three four."), count_tokens=words, max_tokens=2)
    assert first == again
    assert len({passage.id for passage in first}) == 2


def test_no_room_beside_the_special_tokens() -> None:
    with pytest.raises(ValueError, match="max_tokens is 2, of which 2 are special"):
        split(article("One."), count_tokens=with_special_tokens, max_tokens=2)


def test_empty_text_has_no_passages() -> None:
    assert texts("", 10) == []


alphabet = st.sampled_from("ab cd.,;\n?!“”(é😀\u202eשע 1…")


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=400), st.text(alphabet, max_size=600)),
    st.integers(min_value=3, max_value=40),
    st.sampled_from([words, with_special_tokens, characters]),
)
def test_passages_are_exact_complete_and_within_the_budget(
    text: str, max_tokens: int, count: CountTokens
) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    made = split(article(text), count_tokens=count, max_tokens=max_tokens)
    position = 0
    for passage in made:
        assert passage.start >= position
        assert text[passage.start : passage.end] == passage.text
        assert text[position : passage.start].strip() == ""
        assert passage.text == passage.text.strip() != ""
        assert count([passage.text])[0] <= max_tokens
        position = passage.end
    assert text[position:].strip() == ""
    fitting = {
        (start, end)
        for start, end in sentence_spans(text)
        if count([text[start:end]])[0] <= max_tokens and end - start <= max_tokens
    }
    for start, end in fitting:
        assert sum(p.start <= start and end <= p.end for p in made) == 1
