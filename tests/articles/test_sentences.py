from hypothesis import given
from hypothesis import strategies as st

from qa.articles import sentence_spans


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


def test_offsets_are_code_points() -> None:
    text = "😀 One here. Two “quoted.” Three?"
    assert sentence_spans(text) == [(0, 11), (12, 25), (26, 32)]


def test_lines_are_split_first() -> None:
    assert sentences("A heading\nThe text goes on\n\nhere.") == [
        "A heading",
        "The text goes on",
        "here.",
    ]


def test_pieces_that_belong_together_are_merged() -> None:
    assert sentences("They met at 5 p.m. Monday in Seoul. He left.") == [
        "They met at 5 p.m. Monday in Seoul.",
        "He left.",
    ]
    assert sentences("He died at 10 a.m. Tongan time on Monday. He was 78.") == [
        "He died at 10 a.m. Tongan time on Monday.",
        "He was 78.",
    ]
    assert sentences("In May HDT Ipari Kft. (HDT Limited) bought it. It paid.") == [
        "In May HDT Ipari Kft. (HDT Limited) bought it.",
        "It paid.",
    ]
    assert sentences("It closed at 5 p.m. Time will tell. (See below.) Then it fell.")[0] == (
        "It closed at 5 p.m."
    )
    assert sentences("Schumer, D-N. Y., voted. So did Cruz.") == [
        "Schumer, D-N. Y., voted.",
        "So did Cruz.",
    ]


def test_abbreviations_do_not_end_sentences() -> None:
    assert sentences("Dr. Kim of the U.S. Senate spoke to Mr. Lee. It was late.") == [
        "Dr. Kim of the U.S. Senate spoke to Mr. Lee.",
        "It was late.",
    ]


def test_empty_and_blank() -> None:
    assert sentence_spans("") == []
    assert sentence_spans(" \n\t ") == []


def test_an_endless_line_is_read_in_runs() -> None:
    text = "word " * 50_000
    spans = sentence_spans(text)
    assert spans[0] == (0, 99_999)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == "word" * 50_000


@given(st.text(max_size=300), st.sampled_from(["en", "de", "ja", "xx"]))
def test_spans_cover_everything_but_white_space(text: str, language: str) -> None:
    spans = sentence_spans(text, language)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert text[position:start].strip() == ""
        assert text[start:end].strip() == text[start:end]
        position = end
    assert text[position:].strip() == ""
