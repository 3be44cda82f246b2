"""Two events and two parties: what came first, whose detail it is, who did it to whom."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from training import asked_attributes, asked_roles, export_larger
from training.contrast_sequence import crossed, sequence
from training.quantised import load_rows, save_rows

PASSAGE = "The council closed the old library. A storm destroyed the harbour wall. Rain fell."
EVENTS = ("the council closed the old library", "a storm destroyed the harbour wall")


def first_of(text: str) -> int:
    """Which of the two events stands first on the page."""
    places = [text.lower().index(event) for event in EVENTS]
    return places.index(min(places))


@pytest.mark.parametrize("seed", range(40))
def test_a_pair_of_claims_says_either_order_of_the_same_events(seed: int) -> None:
    made = sequence("The council closed the old library.", PASSAGE, random.Random(seed))
    orders = made[-2:]
    assert [item.true for item in orders] == [True, False]
    assert all(event in item.claim.lower() for item in orders for event in EVENTS)
    assert orders[0].sentence == orders[1].sentence
    assert made[:-2] == [] or [item.true for item in made[:-2]] == [True, False]


def test_neither_the_page_nor_the_claim_tells_the_order() -> None:
    told = [
        (first_of(made[-2].sentence), first_of(made[-2].claim))
        for seed in range(200)
        if (made := sequence("The council closed the old library.", PASSAGE, random.Random(seed)))
    ]
    assert len(told) == 200
    for page in (0, 1):
        for claim in (0, 1):
            assert told.count((page, claim)) > 20


def test_no_order_is_made_of_what_is_no_event() -> None:
    assert sequence("Rain is a kind of weather that falls.", PASSAGE, random.Random(1)) == []
    assert sequence("He closed the old library early.", "Rain fell.", random.Random(1)) == []


def test_where_it_was_is_exchanged_between_two_sentences() -> None:
    one, two = "The delegates met for two days in Geneva.", "A fire broke out yesterday in Lyon."
    made = crossed(one, f"{one} {two}", random.Random(2))
    assert [(item.claim, item.true) for item in made] == [
        ("The delegates met for two days in Lyon", False),
        ("The delegates met for two days in Geneva", True),
        ("A fire broke out yesterday in Geneva", False),
        ("A fire broke out yesterday in Lyon", True),
    ]
    assert crossed(one, one, random.Random(2)) == []


@pytest.mark.parametrize("seed", range(30))
def test_who_did_it_is_asked_both_ways_round(seed: int) -> None:
    passage = "Yesterday was cold. The guard attacked John Smith, witnesses said. It rained."
    found = asked_roles.made([passage], 10, random.Random(seed))
    asked = [item for item in found if "John Smith" in item.passage and item.span]
    for item in asked:
        assert item.span is not None
        answer = item.passage[slice(*item.span)].lower()
        assert answer not in item.question.lower()
    real = [item for item in found if "attack" in item.question]
    twins = {item.question for item in real if item.answerable == 0}
    assert twins <= {
        "Who attacked the guard?", "By whom was the guard attacked?",
        "Who did John Smith attack?", "Who was attacked by John Smith?",
        "Whom did John Smith attack?",
        "What is the name of the guard who attacked John Smith?",
        "What is the name of the person who attacked John Smith?",
        "What was the name of whoever attacked John Smith?",
    }  # fmt: skip
    assert len(found) % 2 == 0
    assert sum(item.answerable for item in found) * 2 == len(found)


@pytest.mark.parametrize("seed", range(60))
def test_what_belongs_to_a_person_is_answered_only_where_it_is_told_of_that_person(
    seed: int,
) -> None:
    passage = "Anna Berg opened the new bridge on Friday. Olaf Holm watched the ships with a smile."
    for example in asked_attributes.made([passage], 10, random.Random(seed)):
        whose = "Anna Berg" if "Anna Berg" in example.question else "Olaf Holm"
        made = example.passage
        for sentence in passage.split(". "):
            made = made.replace(sentence.rstrip(".") + ".", "").strip()
        assert (whose in made) == bool(example.answerable)
        if example.span:
            assert example.passage[slice(*example.span)] in made
            assert whose not in example.passage[slice(*example.span)]


def test_who_is_only_named_as_what_he_is_has_no_name() -> None:
    passage = "The mayor accused Anna Berg on Friday of the theft."
    asked = {
        (e.question, e.answerable)
        for seed in range(80)
        for e in asked_roles.made([passage], 10, random.Random(seed))
    }
    assert ("What is the name of the mayor who accused Anna Berg?", 0) in asked
    assert ("What is the name of the person who accused Anna Berg?", 0) in asked
    assert ("Who accused Anna Berg?", 1) in asked


def test_the_mean_of_several_weights_is_what_the_product_loads(tmp_path: Path) -> None:
    shipped = {"still.weight": torch.ones(2, 4), "layers.0.up.weight": torch.full((3, 4), 1.0)}
    save_rows(shipped, tmp_path / "larger-1.safetensors")
    (tmp_path / "larger.json").write_text(json.dumps({"files": {"larger-1.safetensors": ""}}))
    for number in (3.0, 5.0):
        trained = {"layers.0.up.weight": torch.full((3, 4), number)}
        save_rows(trained, tmp_path / f"{number}.rows")
    rows = [str(tmp_path / "3.0.rows"), str(tmp_path / "5.0.rows")]
    export_larger.main([*rows, "--with-shipped", "--folder", str(tmp_path)])
    mean = load_rows(tmp_path / "larger-1.safetensors")
    assert torch.allclose(mean["layers.0.up.weight"], torch.full((3, 4), 3.0), atol=0.02)
    assert torch.allclose(mean["still.weight"], torch.ones(2, 4), atol=0.01)
    manifest = json.loads((tmp_path / "larger.json").read_text())
    assert len(manifest["files"]["larger-1.safetensors"]) == 64
    assert set(load_file(str(tmp_path / "larger-1.safetensors"))) == {
        "still.weight", "still.weight.scale", "layers.0.up.weight", "layers.0.up.weight.scale",
    }  # fmt: skip
