"""`python -m training.checker DATA`: windows of claims, for weights that only check sentences.

    made claims + told questions + claims of people, and what contrasts make of them -> windows

What checks a chat model's sentences is loaded beside the reader and needs no other head, so this
leg reads claims alone. A true and a false claim of one passage make a pair where they can, and
`train` tells them apart in one batch. Parts that are measured are left out as in `focus`.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
from collections.abc import Container, Sequence
from pathlib import Path

from training import claim_examples as claims
from training import contrast_sets, declarative, focus, prepare
from training.labelled import Asked, Example
from training.negatives import Pool

# Windows of each source; the made claims are drawn evenly from their kinds.
MADE, TOLD, FEVER, FM2, BEGIN, BREAKING, ATTRIBUTION = (
    46_000,
    36_000,
    10_600,
    2500,
    2600,
    2000,
    2000,
)
RELATIONS = {"made_roles": 8000, "made_merged": 4000, "made_quantity": 4000, "made_order": 2000,
             "made_hedge": 4000, "made_open": 9000, "made_sequence": 5000,
             "made_crossed": 4000, "made_negation": 6000}  # fmt: skip
TURNED, RESPONSES, LONG_ANSWERS, ANSWERS = 14_000, 3000, 2500, 1500
SHORT_OPEN, SHORT_DENIED, SHORT_REST, SHORT_TOLD, SHORT_PEOPLE = 9000, 2500, 5000, 3000, 4500
MOST_WORDS = 75
OF_EACH = 8  # sentences of a passage that claims are made of
FORMAL = ("qamr_news", "qamr_wiki", "squad", "shifts_new_wiki", "nq")


def made(passages: Sequence[str], chance: random.Random) -> list[Example]:
    """Contrasts, even over kinds, and more of the kinds that are told worst."""
    every = contrast_sets.contrasts(passages, chance, of_each=OF_EACH)
    found = contrast_sets.balanced(every, MADE, chance)
    taken = set(map(id, found))
    rest = [example for example in every if id(example) not in taken]
    for kind, limit in RELATIONS.items():
        found += contrast_sets.balanced([e for e in rest if e.source == kind], limit, chance)
    return found


def short_made(passages: Sequence[str], chance: random.Random) -> list[Example]:
    """What is planned or denied, and a share of every other kind."""
    every = contrast_sets.contrasts(passages, chance, of_each=OF_EACH)
    by_kind = {
        kind: [e for e in every if e.source == kind] for kind in ("made_open", "made_negation")
    }
    rest = [e for e in every if e.source != "made_open"]
    found = contrast_sets.balanced(by_kind["made_open"], SHORT_OPEN, chance)
    found += contrast_sets.balanced(by_kind["made_negation"], SHORT_DENIED, chance)
    return found + contrast_sets.balanced(rest, SHORT_REST, chance)


def told(
    data: Path, asked: Sequence[Asked], vocabulary: Container[str], chance: random.Random
) -> list[Example]:
    """Questions as statements."""
    formal = [item for item in asked if item.source in FORMAL]
    found = declarative.of_questions(formal, vocabulary, chance)
    pairs = [found[at : at + 2] for at in range(0, len(found), 2)]
    drawn = chance.sample(pairs, min(TOLD // 2, len(pairs)))
    twins = declarative.misleading(
        data / "more", vocabulary, measured=False, share=contrast_sets.MEASURED
    )
    return [example for pair in drawn for example in pair] + twins * 2


def by_people(data: Path, train: Sequence[Asked], chance: random.Random) -> list[Example]:
    """Claims that people wrote or marked, and what contrasts make of those that hold."""
    marked = contrast_sets.marked_claims(data / "more", measured=False)
    limits = {"fever_nli_dev": FEVER, "fm2_dev": FM2, "begin": BEGIN, "breaking_nli": BREAKING}
    found = []
    for name, limit in limits.items():
        found += contrast_sets.balanced([e for e in marked if e.source == name], limit, chance)
    bench = prepare.marked_by_side(data)[0]
    found += chance.sample(bench, min(ATTRIBUTION, len(bench)))
    inscit = claims.responses(data, chance)
    found += chance.sample(inscit, min(RESPONSES, len(inscit)))
    long = [item for item in train if item.source == "clapnq" and item.answers]
    found += [Example("clapnq", i.answers[0], i.context, support=1) for i in long[:LONG_ANSWERS]]
    found = [near(example) for example in found]
    again = contrast_sets.turned(found, chance)
    pairs = [again[at : at + 2] for at in range(0, len(again), 2)]
    drawn = chance.sample(pairs, min(TURNED // 2, len(pairs)))
    return found + [example for pair in drawn for example in pair]


def near(example: Example) -> Example:
    """The sentences of the passage that share most with the claim."""
    piece = claims.window(example.passage, example.question, most_words=MOST_WORDS)
    return dataclasses.replace(example, passage=piece)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public sets, with more/ in it")
    parser.add_argument("--work", type=Path, default=Path(".train/7"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--short", action="store_true", help="a quarter of an hour: open and denied"
    )
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    chance = random.Random(options.seed)
    train, large, rest = prepare.read_all(options.data)
    passages = focus.passages_of(train, large)
    questions = told(options.data, train + large, focus.vocabulary_of(passages), chance)
    people = by_people(options.data, train, chance)
    if options.short:
        examples = short_made(passages, chance)
        examples += questions[:SHORT_TOLD] + chance.sample(people, SHORT_PEOPLE)
    else:
        examples = made(passages, chance) + questions + people
        pool = Pool([item.context for item in train])
        short = claims.made(train + large, pool, limit=4 * ANSWERS, chance=chance)
        examples += [near(e) for e in short if e.source == "answer"][:ANSWERS]
    prepare.write(options.work, "heldout", contrast_sets.paired(examples))
    prepare.write_measure(options.work, rest, prepare.marked_by_side(options.data)[1])


if __name__ == "__main__":
    main()
