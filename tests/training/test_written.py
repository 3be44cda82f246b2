"""Articles written for training: every label fits, and a network's upper layers learn from them."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch

from qa.index.encoder import packaged_path
from training import sources, written
from training.gathered import Gathered, Store, passes
from training.upper_layers import LOWER, drawn, lower_states, shipped, with_states
from training.windows import load_tokenizer, tokenised

ARTICLE: written.Article = {
    "title": "Ferry back",
    "text": "The ferry Aurora sailed again on Monday. Captain Ida Berg, 44, took 12 people across. "
    "Her deputy, Jon Ek, was ill.",
    "questions": [
        {"q": "Who was in command?", "a": "Ida Berg"},
        {"q": "How old is the deputy?", "a": None, "why": "role"},
    ],
    "yes_no": [
        {"q": "Did the captain's deputy sail?", "verdict": "no", "evidence": "…"},
        {"q": "Is the ferry new?", "verdict": "untold", "evidence": None},
    ],
    "claims": [
        {"s": "A dozen people crossed with Captain Berg.", "true": True, "kind": "synonyms"},
        {"s": "A dozen people crossed with Jon Ek.", "true": False, "kind": "name"},
    ],
}


def test_what_is_written_has_no_faults() -> None:
    learnt, kept_out = (written.articles(kept_out=side) for side in (False, True))
    assert len(learnt) > 4 * len(kept_out) > 400
    assert list(written.faults(learnt + kept_out)) == []


def test_a_question_is_answered_at_its_words_or_nowhere() -> None:
    answered, open_ = written.questions([ARTICLE], random.Random(1))  # too short for a rest
    assert answered.span is not None
    assert answered.passage[slice(*answered.span)] == "Ida Berg"
    assert (answered.answerable, open_.answerable, open_.span) == (1, 0, None)
    assert answered.evidence is not None
    assert answered.passage[slice(*answered.evidence[0])].startswith("Captain Ida Berg, 44")


def test_of_several_places_the_one_whose_sentence_is_asked_of() -> None:
    text = "Ek spoke first. The ferry waited. Then Ek thanked the crew of the ferry."
    place = sources.locate(text, ["Ek"], "Who thanked the crew?")
    assert place is not None
    assert text[: place[0]].endswith("Then ")


def test_yes_and_no_are_claims_and_only_what_is_told_holds() -> None:
    found = [
        example
        for example in written.claims([ARTICLE], random.Random(1))
        if example.source != written.COPIED
    ]
    held = {example.question: example.support for example in found}
    assert held == {
        "A dozen people crossed with Captain Berg.": 1,
        "A dozen people crossed with Jon Ek.": 0,
        "Did the captain's deputy sail? Yes.": 0,
        "Did the captain's deputy sail? No.": 1,
        "Is the ferry new? Yes.": 0,
        "Is the ferry new? No.": 0,
    }
    pairs = [example.pair for example in found]
    assert pairs[0] == pairs[1] != 0


def test_what_holds_is_also_held_against_what_does_not_tell_it() -> None:
    rest = "The harbour was quiet. " + "Rain fell on the quay all day long. " * 30
    article = {**ARTICLE, "text": f"{ARTICLE['text']} {rest}".strip(), "yes_no": []}
    asked = written.questions([article], random.Random(3))
    said = written.claims([article], random.Random(3))
    elsewhere = [e for e in asked + said if e.source == written.ELSEWHERE]
    assert [(e.question, e.answerable, e.support) for e in elsewhere] == [
        ("Who was in command?", 0, -1),
        ("A dozen people crossed with Captain Berg.", -1, 0),
    ]
    assert all("Ida Berg" not in e.passage for e in elsewhere)


def test_sentences_as_they_stand_hold_whole_or_without_their_last_phrase() -> None:
    found = [written.claims([ARTICLE], random.Random(seed)) for seed in range(9)]
    copied = [e for each in found for e in each if e.source == written.COPIED]
    assert {e.question for e in copied if e.support == 1} == {
        "The ferry Aurora sailed again on Monday.",
        "Captain Ida Berg, 44, took 12 people across.",
        "Her deputy, Jon Ek, was ill.",
    }
    assert any(e.support == 0 for e in copied)
    assert all(e.question not in ARTICLE["text"] for e in copied if e.support == 0)
    long = f"The old ferry Aurora sailed again today from Oslo on Monday. {ARTICLE['text']}"
    held = [written.claims([{**ARTICLE, "text": long}], random.Random(seed)) for seed in range(9)]
    assert "The old ferry Aurora sailed again today." in {e.question for each in held for e in each}


def test_a_comparison_is_asked_of_one_thing_at_a_time() -> None:
    question = "Who is the oldest of the captains?"
    compared = [
        {"thing": "Ida Berg", "q": "Who is older, Ida Berg or Jon Ek?", "a": "44"},
        {"thing": "the captain", "q": question, "a": "44"},
    ]
    article = {**ARTICLE, "questions": [], "compared": compared}
    asked = [written.questions([article], random.Random(seed)) for seed in range(9)]
    assert {first.question for first, _ in asked} == {"Ida Berg: Who is older, Ida Berg?"}
    assert {second.question for _, second in asked} == {
        f"the captain: {question}",
        f"this one: {question}",
    }
    span = asked[0][0].span
    assert span is not None
    assert asked[0][0].passage[slice(*span)] == "44"


def test_what_does_not_stand_in_its_article_is_told() -> None:
    wrong = {**ARTICLE, "questions": [{"q": "Who?", "a": "Ida Bergh"}], "yes_no": []}
    assert list(written.faults([wrong])) == ["article 1: 'Ida Bergh' does not stand in it"]


@pytest.fixture(scope="module")
def store() -> Store:
    tokenizer = load_tokenizer(packaged_path())
    asked = written.questions([ARTICLE], random.Random(1))
    parts = [
        (tokenised(asked, tokenizer), True),
        (tokenised(written.claims([ARTICLE], random.Random(1)), tokenizer), False),
    ]
    return Store(parts, torch.device("cpu"))


def test_the_upper_layers_say_of_kept_states_what_the_whole_network_says(store: Store) -> None:
    states, model = lower_states(store), shipped().eval()
    batch = next(passes(store, np.arange(len(store)), random.Random(1), 10_000))
    with torch.inference_mode():
        whole = super(type(model), model).forward(batch.ids, batch.types, batch.mask)
        batch = next(with_states(iter([batch]), states))
        upper = model(batch.ids, batch.types, batch.mask)
    # The kept states were worked out in integers, which moves a logit by .84 at most (model card).
    assert torch.allclose(whole.pooled, upper.pooled, atol=1.0)
    assert float((whole.pooled - whole.pooled.roll(1, 0)).abs().max()) > 3
    assert batch.ids.shape[-1] == 768
    assert model.lower == LOWER


def test_a_draw_of_windows_keeps_pairs_whole(store: Store) -> None:
    windows = tokenised(
        written.claims([ARTICLE] * 30, random.Random(1)), load_tokenizer(packaged_path())
    )
    part = windows.of(drawn(windows, 0.5, random.Random(2)))
    assert 0 < len(part) < len(windows)
    _, counts = np.unique(part.pair[part.pair > 0], return_counts=True)
    assert set(counts.tolist()) == {2}
    whole = Gathered(Store([(windows, False)], torch.device("cpu")), np.arange(1))
    again = Gathered(Store([(windows.of(np.arange(1)), False)], torch.device("cpu")), np.arange(1))
    assert whole.ids.tolist() == again.ids.tolist()
