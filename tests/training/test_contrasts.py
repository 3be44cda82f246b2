"""Claims made by program: each false one turns what the sentence says, each true one keeps it."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from training.contrast_details import names_of, negation, number, opposite, quantity
from training.contrast_relations import (
    acts,
    denied,
    hedge,
    merged,
    open_question,
    order,
    roles,
    speaker,
)
from training.contrast_sets import balanced, contrasts, paired, turned, usable
from training.contrast_words import DID, DID_NOT, WAS, WAS_NOT
from training.labelled import Example, Made
from training.rephrase import rephrased, time_moved, without_aside

CHANCE = random.Random(1)


def claims(made: list[Made], true: bool) -> set[str]:
    return {item.claim.rstrip(".") for item in made if item.true == true}


def test_roles_are_turned_and_said_the_other_way() -> None:
    made = roles("The mayor was attacked by the guard.", "", CHANCE)
    assert claims(made, False) == {
        "The guard was attacked by the mayor",
        "The mayor attacked the guard",
    }
    assert claims(made, True) == {"The guard attacked the mayor"}


def test_parties_joined_by_and_are_not_turned() -> None:
    assert roles("In May Anna Berg and Olaf Holm signed it.", "", CHANCE) == []


def test_an_act_is_told_beside_the_sentence_and_turned() -> None:
    right, wrong = acts("It rained.", "Then Anna met Olaf.", random.Random(2))
    assert right.true
    assert not wrong.true
    assert right.sentence == wrong.sentence
    assert "It rained." in right.sentence


def test_another_speaker_says_it() -> None:
    said = "Anna Berg said that the bridge is closed."
    made = speaker(said, f"{said} Then came Olaf Holm.", random.Random(3))
    assert all("Anna Berg" in item.claim for item in made if item.true)
    assert all("Anna Berg" not in i.claim for i in made if not i.true and i.kind == "speaker")
    assert all(item.sentence == said for item in made)


def test_a_plan_is_no_deed_of_another_kind() -> None:
    made = hedge('The city plans to sell the "old" port.', "", random.Random(4))
    (true,), (false,) = claims(made, True), claims(made, False)
    assert true in {
        f'The city {form} sell the "old" port'
        for form in ("intends to", "wants to", "hopes to", "aims to", "proposes to")
    }
    assert false.endswith('sell the "old" port')
    assert "plans to" not in false


def test_bounds_and_quantities_are_turned() -> None:
    made = quantity("It holds at least 40 ships.", "", CHANCE)
    assert all("at least" not in claim for claim in claims(made, False))
    assert claims(made, True) <= {
        f"It holds {form} 40 ships" for form in ("at least", "no fewer than", "a minimum of")
    }


def test_a_count_is_another_count() -> None:
    made = number("It took three days.", "", CHANCE)
    assert "It took 3 days" in claims(made, True)
    assert "It took three days" in claims(made, True)
    assert not {"It took 3 days", "It took three days"} & claims(made, False)


def test_a_negation_comes_and_goes() -> None:
    made = negation("He did not sing.", "", CHANCE)
    assert claims(made, False) == {"He did sing"}
    put_in = negation("He was ill.", "", CHANCE)
    assert {item.true for item in put_in if item.claim.rstrip(".") == "He was ill"} == {True, False}


def test_a_word_becomes_its_opposite() -> None:
    made = opposite("The prices rose.", "", random.Random(5))
    assert "The prices fell" in claims([i for i in made if i.sentence == "The prices rose."], False)


def test_two_sentences_become_one_false_claim() -> None:
    here, there = "Anna Berg was born in the town of Aas.", "Olaf Holm was mayor of it for years."
    made = merged(here, f"{here} {there}", random.Random(6))
    assert "Anna Berg was mayor of it for years" in claims(made, False)
    both = "Anna Berg was born in the town of Aas, and Olaf Holm was mayor of it for years"
    assert both in claims(made, True)


def test_order_in_time_is_turned_and_kept() -> None:
    made = order("The bridge was closed after the river had risen.", "", CHANCE)
    true, false = claims(made, True), claims(made, False)
    assert "After the river had risen, the bridge was closed" in true
    assert "The river had risen before the bridge was closed" in true
    assert "The bridge was closed before the river had risen" in false
    assert not true & false


def test_names_are_no_months() -> None:
    assert names_of("Then Anna Berg came in May.") == ["Anna Berg"]


def test_other_words_keep_what_makes_a_claim_false() -> None:
    said = "The port (40 berths) is old."
    false = "The port (12 berths) is old."
    for seed in range(40):
        assert "12" in rephrased(false, random.Random(seed), unlike=said)
    assert without_aside(said, CHANCE) == "The port is old."
    assert time_moved("In May 2019, the port was sold.", CHANCE) == "The port was sold in May 2019."


@pytest.mark.parametrize(
    ("sentence", "fit"),
    [
        ("The port of the town was sold to a firm.", True),
        ("GW: The port of the town was sold to a firm.", False),
        ("Was the port of the town sold to a firm?", False),
        ("It was sold.", False),
    ],
)
def test_what_claims_are_made_of(sentence: str, fit: bool) -> None:
    assert usable(sentence) == fit


def test_the_same_seed_makes_the_same_claims_and_the_kinds_are_even() -> None:
    text = (
        "Anna Berg said that the bridge was closed after the river had risen. At least 40 ships "
        "were moved to the port of Aas in May. Olaf Holm plans to open it before the next winter."
    )
    first, again = contrasts([text] * 8, random.Random(7)), contrasts([text] * 8, random.Random(7))
    assert first == again
    assert first
    some = [Example(kind, "c", "p", support=n % 2) for kind in "ab" for n in range(30)]
    kept = balanced(some, 8, random.Random(8))
    counts = Counter((example.source, example.support) for example in kept)
    assert counts == {("a", 0): 2, ("a", 1): 2, ("b", 0): 2, ("b", 1): 2}


def test_a_true_and_a_false_claim_of_one_passage_make_a_pair() -> None:
    held = "The mayor opened the bridge."
    examples = [
        Example("made", "The mayor opened it.", held, support=1),
        Example("made", "The mayor closed it.", held, support=0),
        Example("made", "The mayor left.", held, support=0),
        Example("other", "The mayor closed it.", held, support=0),
        Example("made", "A question?", held),
    ]
    assert [example.pair for example in paired(examples)] == [1, 1, 0, 0, 0]


def test_a_claim_in_a_persons_words_is_turned_beside_itself() -> None:
    claim = "More than 40 people were hurt when the old bridge was closed in May 2014."
    passage = "In May 2014 the old bridge was shut; over 40 people had injuries."
    found = turned([Example("fever", claim, passage, support=1)], random.Random(3))
    assert [example.support for example in found] == [1, 0]
    assert found[0].question == claim
    assert found[1].question != claim
    assert {example.passage for example in found} == {passage}
    assert turned([Example("fever", claim, passage, support=0)], random.Random(3)) == []


def test_what_is_only_planned_or_thought_is_not_told_as_done() -> None:
    plain = "The company bought half of the shares"
    for seed in range(40):
        for item in open_question(f"{plain}.", "", random.Random(seed)):
            held, claim = item.sentence.rstrip("."), item.claim
            perfect = claim == "The company has bought half of the shares"
            assert item.true == (claim == held or (perfect and held == plain))
    assert open_question("It has been opened by the mayor of the town.", "", CHANCE) == []
    (false, true) = open_question("The bridge was closed after the storm.", "", CHANCE)
    assert (false.claim, false.true) == ("The bridge was closed after the storm", False)
    assert "closed after the storm" in true.claim


def test_what_happened_is_denied_and_confirmed_by_the_verb_before_it() -> None:
    def told(forms: tuple[str, ...]) -> set[str]:
        filled = (form.format(base="raise", past="raised", part="raised") for form in forms)
        return {f"The operator {form} the fares in May" for form in filled}

    happened = told(DID) | {"The operator raised the fares in May"}
    not_happened = told(DID_NOT)
    made = [
        item
        for seed in range(400)
        for item in denied("The operator raised the fares in May.", "", random.Random(seed))
    ]
    for item in made:
        held = item.sentence.rstrip(".")
        assert item.true == ((held in happened) == (item.claim in happened))
        assert held in happened | not_happened
    assert {item.claim for item in made} == happened | not_happened
    assert "The operator failed to raise the fares in May" in not_happened


def test_a_passive_is_denied_and_confirmed() -> None:
    made = [
        item
        for seed in range(200)
        for item in denied("The bridge was closed after the storm.", "", random.Random(seed))
    ]
    happened = {f"The bridge {form} closed after the storm" for form in WAS}
    assert {m.claim for m in made} - happened == {
        f"The bridge {form} closed after the storm" for form in WAS_NOT
    }
    for item in made:
        assert item.true == ((item.sentence.rstrip(".") in happened) == (item.claim in happened))


def test_a_present_verb_is_denied() -> None:
    found = denied("The workers hold a permit for Russia.", "", random.Random(1))
    assert {item.claim for item in found if not item.true} <= {
        "The workers do not hold a permit for Russia",
        "The workers no longer hold a permit for Russia",
        "The workers hold a permit for Russia",
    }
