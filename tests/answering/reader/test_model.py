"""The trained reader: offsets, odd input, order, damage, and questions that a child answers."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from qa.answering.reader.base import Reader, Reading
from qa.answering.reader.model import (
    LONG_LOSS,
    LONG_SPAN,
    NOTHING,
    WEIGHTS,
    WINDOW,
    ModelReader,
    _Found,
    _spans,
    _Window,
    load_reader,
    read_weights,
)
from qa.answering.reader.thresholds import CHECKER
from qa.articles import sentence_spans
from qa.errors import ReaderError

LINE = (
    "The line from Khasan to the port of Rajin is 54 kilometres long. It was opened again in "
    "September 2013. A joint venture called RasonConTrans runs it."
)
FERRY = (
    "The ferry Mangyongbong-92 reached Vladivostok on 18 May. The ship can take about 200 "
    "passengers and 1,500 tons of freight."
)
GARDEN = "Anna planted tulips in the garden behind the school. They were yellow and red."

CHILD = [
    ("What colour is the sky?", "The sky is blue and the grass is green.", "blue"),
    ("How many legs does a spider have?", "A spider has eight legs. An ant has six.", "eight"),
    ("Who ate the cake?", "Tom came home late. Lucy ate the cake in the kitchen.", "Lucy"),
    ("Where does the bear sleep?", "In winter the bear sleeps in a cave.", "cave"),
    ("What is the dog called?", "We have a dog called Rex and a cat called Mia.", "Rex"),
    ("When does school start?", "School starts at eight in the morning.", "eight"),
    ("What is the capital of France?", "Paris is the capital of France.", "Paris"),
    ("How old is Ben?", "Ben is seven years old. His sister is ten.", "seven"),
    ("What did Anna plant?", GARDEN, "tulips"),
    ("How long is the line?", LINE, "54 kilometres"),
    ("When did the ferry reach Vladivostok?", FERRY, "18 May"),
    ("How many passengers can the ship take?", FERRY, "200"),
]


@pytest.fixture(scope="module")
def reader() -> ModelReader:
    return load_reader()


def _sound(text: str, reading: Reading) -> None:
    """Everything that holds of any reading of a text."""
    assert 0.0 <= reading.answerable <= 1.0
    assert 0.0 <= reading.relevance <= 1.0
    assert [(item.start, item.end) for item in reading.sentences] == sentence_spans(text)
    assert all(0.0 <= item.score <= 1.0 for item in reading.sentences)
    assert all(text[span.start : span.end] == span.text != "" for span in reading.spans)
    scores = [span.score for span in reading.spans]
    assert scores == sorted(scores, reverse=True)
    places = sorted((span.start, span.end) for span in reading.spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(places))


def test_it_is_a_reader(reader: ModelReader) -> None:
    assert isinstance(reader, Reader)
    assert reader.name == "reader-minilm-l6"


def test_a_child_would_know_all_but_two(reader: ModelReader) -> None:
    wrong = []
    for question, text, answer in CHILD:
        reading = reader.read(question, [text])[0]
        _sound(text, reading)
        if answer not in reading.spans[0].text:
            wrong.append((question, reading.spans[0].text))
    assert len(wrong) <= 2, wrong  # one in float32, two in eight-bit integers


@pytest.mark.parametrize(("question", "text", "answer"), CHILD)
def test_the_passage_that_answers_comes_first(
    reader: ModelReader, question: str, text: str, answer: str
) -> None:
    others = [other for _, other, _ in CHILD if other != text]
    readings = reader.read(question, [*others, text])
    assert max(readings, key=lambda item: item.relevance) is readings[-1]


def test_the_sentence_that_answers_scores_most(reader: ModelReader) -> None:
    reading = reader.read("Who runs the line?", [LINE])[0]
    best = max(reading.sentences, key=lambda item: item.score)
    assert LINE[best.start : best.end] == "A joint venture called RasonConTrans runs it."


def test_a_passage_about_something_else_answers_less(reader: ModelReader) -> None:
    right, wrong = reader.read("How long is the line from Khasan to Rajin?", [LINE, GARDEN])
    assert right.answerable > 0.5 > wrong.answerable


def test_no_texts_give_no_readings(reader: ModelReader) -> None:
    assert reader.read("Who?", []) == []
    assert reader.support("He did.", []) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n\t"])
def test_an_empty_passage_is_unanswerable(reader: ModelReader, text: str) -> None:
    assert reader.read("Who ate the cake?", [text]) == [Reading(0.0, 0.0, (), ())]
    assert reader.support("Lucy ate the cake.", [text]) == [0.0]


def test_an_empty_question_is_read_like_any(reader: ModelReader) -> None:
    _sound(LINE, reader.read("", [LINE])[0])


def test_an_answer_is_found_in_many_windows(reader: ModelReader) -> None:
    dull = "The weather stayed the same and nobody said a thing about it. " * 100
    text = dull + FERRY + " " + dull
    assert len(text.split()) > 10 * WINDOW
    reading = reader.read("When did the ferry Mangyongbong-92 reach Vladivostok?", [text])[0]
    _sound(text, reading)
    best = max(reading.sentences, key=lambda item: item.score)
    assert "Mangyongbong-92" in text[best.start : best.end]


@pytest.mark.parametrize(
    "text",
    [
        "Поезд прибыл во Владивосток в мае. Он вёз двести пассажиров.",
        "列車は五月に到着した。乗客は二百人だった。",
        "القطار وصل في مايو. كان على متنه مئتا راكب.",
        "Le train est arrivé à l’été 1913 ; il n’avait que « deux » wagons.",
        "<div class='x'><a href=\"#\">Home</a> | <b>The line</b> is 54&nbsp;km long.</div>",
        "a\ud800b is no text. \U0001f600\U0001f600 is.",
        "x" * 5_000,
        "İstanbul ŞEHİR ﬁne Straße e\u0301te\u0301",
    ],
)
def test_offsets_are_exact_in_any_script(reader: ModelReader, text: str) -> None:
    _sound(text, reader.read("When did the train arrive?", [text])[0])


def test_capitals_ask_the_same(reader: ModelReader) -> None:
    assert reader.read("HOW LONG IS THE LINE?", [LINE]) == reader.read(
        "how long is the line?", [LINE]
    )


def test_a_question_may_be_absurdly_long(reader: ModelReader) -> None:
    _sound(LINE, reader.read("why " * 5_000, [LINE])[0])


def test_the_order_of_the_texts_changes_nothing(reader: ModelReader) -> None:
    texts = [text for _, text, _ in CHILD] + [LINE * 8, ""]
    forward = reader.read("When did it start?", texts)
    backward = reader.read("When did it start?", texts[::-1])[::-1]
    for one, other in zip(forward, backward, strict=True):
        assert one.answerable == pytest.approx(other.answerable, abs=1e-5)
        assert one.relevance == pytest.approx(other.relevance, abs=1e-5)
        assert [span.text for span in one.spans] == [span.text for span in other.spans]


def test_batches_side_by_side_say_what_one_after_the_other_says() -> None:
    texts = ["Rain fell in Oslo. " * 40, "Ida Berg won the race in 1987.", "The crowd cheered."] * 3
    one, four = (read_weights(WEIGHTS, threads=threads, closer=False) for threads in (1, 4))
    alone, together = (each.read("Who won the race?", texts) for each in (one, four))
    for a, b in zip(alone, together, strict=True):
        assert [span.text for span in a.spans] == [span.text for span in b.spans]
        assert b.answerable == pytest.approx(a.answerable, abs=0.02)
    assert max(together, key=lambda reading: reading.answerable).spans[0].text == "Ida Berg"


def test_support_follows_the_words(reader: ModelReader) -> None:
    right, elsewhere = reader.support("The line is 54 kilometres long.", [LINE, GARDEN])
    assert 0.0 <= elsewhere < right <= 1.0


def _copy(folder: Path) -> Path:
    shutil.copytree(WEIGHTS, folder / "weights")
    return folder / "weights"


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"missing .*reader\.json.*[Ii]nstall"):
        read_weights(tmp_path, threads=1)
    folder = _copy(tmp_path)
    name = next(iter(json.loads((folder / "reader.json").read_text())["files"]))
    (folder / name).unlink()
    with pytest.raises(ReaderError, match=r"missing .*[Ii]nstall"):
        read_weights(folder, threads=1)


def test_a_single_changed_byte_is_noticed(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    name = next(iter(json.loads((folder / "reader.json").read_text())["files"]))
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(ReaderError, match=r"damaged .*[Ii]nstall"):
        read_weights(folder, threads=1)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"name": "x"}'])
def test_a_broken_manifest_is_noticed(tmp_path: Path, content: str) -> None:
    (tmp_path / "reader.json").write_text(content)
    with pytest.raises(ReaderError, match=r"cannot be read.*[Ii]nstall"):
        read_weights(tmp_path, threads=1)


def test_the_weights_fit_the_repository() -> None:
    sizes = [path.stat().st_size for path in WEIGHTS.iterdir()]
    assert sum(sizes) < 164_000_000
    assert max(sizes) < 30_000_000


def test_the_checker_has_weights_of_its_own_and_reads_the_same_words(reader: ModelReader) -> None:
    checker = load_reader(name=CHECKER)
    assert (checker.name, reader.name) == ("checker-minilm-l6", "reader-minilm-l6")
    claim = "The line is 54 kilometres long."
    right, elsewhere = checker.support(claim, [LINE, GARDEN])
    assert elsewhere < right
    assert [right, elsewhere] != reader.support(claim, [LINE, GARDEN])


def test_a_folder_without_a_checker_checks_with_its_reader(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / "checker.json").unlink()
    assert read_weights(folder, threads=1, name=CHECKER).name == "reader-minilm-l6"


def test_a_span_over_two_answers_yields_to_the_shorter_one_within_it() -> None:
    text = "While 54 nations have signed it, only 27 have."
    words = [(match.start(), match.end()) for match in re.finditer(r"\w+", text)]
    window = _Window(0, [], 0, np.array(words))
    first, last = 1, 7  # "54", "27"
    loss = LONG_LOSS * (last - first + 1 - LONG_SPAN)

    def best(gap: float) -> str:
        pairs = [(9.0, first, last), (9.0 - gap, last, last)]
        found = _Found(window, pairs, np.zeros(len(words), np.float32), NOTHING)
        return _spans(text, found, [(0, len(text))], scale=1.0)[0].text

    assert best(loss + 0.01) == "54 nations have signed it, only 27"
    assert best(loss - 0.01) == "27"
