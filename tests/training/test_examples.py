"""Examples of questions: what is drawn, and what a judge picks."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
import torch

from qa.answering.reader.model import WEIGHTS
from training.examples import Maker, examples_of
from training.hardest import SURE, Judge, hardest
from training.labelled import UNKNOWN, Asked, Example
from training.negatives import Pool

SHIP = "The ship Aurora sank in 1912. Its captain was Ida Berg. Forty people were saved."
TRAIN = "The train Comet burned in 1931. Its driver was Olaf Dahl. Nobody was hurt."
NEAR = "The captain of the Aurora was seasick. He lay in bed for a week and read a book."


def asked(question: str, answer: str, context: str = SHIP) -> Asked:
    start = context.index(answer)
    place = (start, start + len(answer))
    return Asked("made", "ship", question, context, (answer,), place, None, "Wrecks")


CAPTAIN = asked("Who was the captain of the Aurora in 1912?", "Ida Berg")
DRIVER = asked("Who was the driver of the Comet in 1931?", "Olaf Dahl", TRAIN)
SILENT = Asked("made", "ship", "Who built the Aurora?", SHIP, (), None, ())


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    threads = torch.get_num_threads()
    yield Judge(WEIGHTS, threads=1)
    torch.set_num_threads(threads)  # of the whole process: other tests compare answers exactly


def test_the_hardest_is_the_highest_that_may_be_no_answer() -> None:
    assert hardest([0.5, 2.0, 1.0], passing_over_sure=True) == 1
    assert hardest([0.5, SURE + 0.1, 1.0], passing_over_sure=True) == 2
    assert hardest([0.5, SURE + 0.1, 1.0], passing_over_sure=False) == 1
    assert hardest([1.0, 1.0], passing_over_sure=True) == 0
    assert hardest([SURE + 1], passing_over_sure=True) is None
    assert hardest([], passing_over_sure=False) is None


def test_a_judge_finds_the_passage_that_answers_whatever_stands_beside_it(judge: Judge) -> None:
    windows = [Example("made", CAPTAIN.question, text) for text in (TRAIN, SHIP, NEAR)]
    logits = judge.answerable(windows)
    assert logits.argmax() == 1
    assert logits[1] > 0 > logits[0]
    turned = judge.answerable(windows[::-1])
    assert turned[::-1] == pytest.approx(logits, abs=0.05)
    assert judge.answerable([]).shape == (0,)


def test_every_question_keeps_its_passage_and_its_answer() -> None:
    made = examples_of([CAPTAIN, DRIVER, SILENT], Pool([SHIP, TRAIN]), random.Random(1))
    gold = [example for example in made if example.source == "made"]
    assert [example.answerable for example in gold] == [1, 1, 0]
    spans = [example.span and example.passage[slice(*example.span)] for example in gold]
    assert spans == ["Ida Berg", "Olaf Dahl", None]


def test_negatives_say_what_is_known_of_them() -> None:
    maker = Maker([CAPTAIN, DRIVER], Pool([SHIP, TRAIN, NEAR]), random.Random(2))
    near = maker.near(CAPTAIN, 1)
    assert [(item.answerable, item.relevant) for item in near] == [(0, 0)]
    beside = maker.neighbours(CAPTAIN, 2)
    assert [item.passage.removeprefix("Wrecks. ") for item in beside] == [TRAIN]
    assert [(item.answerable, item.relevant) for item in beside] == [(0, UNKNOWN)]
    exchanged = maker.exchanged(CAPTAIN, 8)
    assert len({item.question for item in exchanged}) == len(exchanged) > 1
    assert all(item.passage.removeprefix("Wrecks. ") == SHIP for item in exchanged)
    assert CAPTAIN.question not in {item.question for item in exchanged}


def test_a_judge_picks_one_passage_and_one_exchanged_detail(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.examples.JUDGED", 1.0)
    made = examples_of([CAPTAIN], Pool([SHIP, TRAIN, NEAR]), random.Random(1), judge=judge)
    gold, passage, exchanged = made
    assert gold.answerable == 1
    assert passage.question.rstrip("?") == CAPTAIN.question.rstrip("?")
    assert SHIP not in passage.passage
    assert exchanged.question.rstrip("?") != CAPTAIN.question.rstrip("?")
    assert SHIP in exchanged.passage
    assert [item.answerable for item in made] == [1, 0, 0]
