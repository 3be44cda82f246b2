"""`python -m training.teacher_windows DATA`: what a larger reader learns and the small ones copy.

    every public set, several rounds -> questions.npz, claims.npz
    the same questions and claims beside what a search brings -> near_questions.npz, near_claims.npz

`training.distil` reads the four. No part that is measured is in any of them, as in `prepare`, so
that the weights that ship are their own held-out copy. Windows without a gold label are worth
as much: the larger reader's logits are theirs (Hinton et al. 2015, "Distilling the knowledge in
a neural network").
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from qa import Settings
from qa.index import load_embedder
from qa.index.encoder import packaged_path
from training import asked_attributes, asked_roles, checker, contrast_sets, focus, prepare, sources
from training.examples import Reworder, examples_of, most_words
from training.labelled import Asked, Example
from training.negatives import Pool
from training.paraphrase import NearWords
from training.windows import cropped, load_tokenizer, tokenised

ROUNDS = 4
ASKED_ROLES = 12_000  # windows a round about who did what to whom
ASKED_ATTRIBUTES = 14_000  # and about what belongs to a person
NEAR = 3  # passages that a search brings for a question, without a label
NEAR_CLAIM = 0.25  # of the claims, each beside a passage that a search brings for it
ELSEWHERE = ("clapnq", "nq", "policyqa", "fairytaleqa", "shifts_reddit", "shifts_amazon_reviews")


def all_asked(data: Path) -> tuple[list[Asked], list[Asked], list[Asked]]:
    """(drawn every round, drawn in shares, kept out): as `prepare`, and four further sets."""
    train, large, rest = prepare.read_all(data)
    seen = {item.context for item in train if item.source == "squad"}
    return train + sources.further_spans(data / "more", seen), large, rest


def question_rounds(
    data: Path, train: list[Asked], large: list[Asked], chance: random.Random, *, rounds: int
) -> list[Example]:
    """Rounds of the recipe of `prepare`, a fifth of the questions in other words, and twins."""
    pool = Pool([item.context for item in train + large])
    near = NearWords([item.question for item in train + large], load_embedder(Settings()))
    reworder = Reworder(near, share=0.2)
    passages = elsewhere(data, train + large) + focus.passages_of(train, large)
    found: list[Example] = []
    for number in range(rounds):
        found += asked_roles.made(passages, ASKED_ROLES, chance)
        found += asked_attributes.made(passages, ASKED_ATTRIBUTES, chance)
        asked = train + prepare.drawn(large, number)
        found += examples_of(asked, pool, chance, reworder=reworder)
        twins = focus.question_windows(data, train, large, chance)
        found += [focus.shortened(example, chance) for example in twins]
    return found


def claim_rounds(
    data: Path, train: list[Asked], large: list[Asked], chance: random.Random, *, rounds: int
) -> list[Example]:
    """Rounds of the recipe of `checker`, each with other contrasts of other sentences."""
    passages = focus.passages_of(train, large) + elsewhere(data, train + large)
    vocabulary = focus.vocabulary_of(passages)
    found: list[Example] = []
    for _ in range(rounds):
        part = chance.sample(passages, len(passages) * 2 // 3)
        found += checker.made(part, chance)
        found += checker.told(data, train + large, vocabulary, chance)
        found += checker.by_people(data, train, chance)
        found += focus.claim_windows(data, train, large, chance)
    return contrast_sets.paired(found)


def elsewhere(data: Path, asked: Sequence[Asked]) -> list[str]:
    """Passages of the other sets: claims are made of their sentences too."""
    found = [item.context for item in asked if item.source in ELSEWHERE]
    for name in ("scifact_corpus", "conversation_passages"):
        found += [str(row["text"]) for row in sources.rows(data, name)]
    return list(dict.fromkeys(found))


def near_questions(asked: Sequence[Asked], pool: Pool, chance: random.Random) -> list[Example]:
    """Each question beside passages that a search brings for it."""
    found = []
    for item in asked:
        near = [text for text in pool.near(item.question, NEAR + 1) if text != item.context]
        found += [_cropped(Example("near", item.question, text), chance) for text in near[:NEAR]]
    return found


def near_claims(claims: Sequence[Example], pool: Pool, chance: random.Random) -> list[Example]:
    """A share of the claims, each beside a passage that a search brings for it."""
    found = []
    for claim in chance.sample(list(claims), int(NEAR_CLAIM * len(claims))):
        near = [text for text in pool.near(claim.question[:300], 3) if text != claim.passage]
        if near:
            example = Example("near_claim", claim.question, chance.choice(near))
            found.append(checker.near(example))
    return found


def _cropped(example: Example, chance: random.Random) -> Example:
    return cropped(example, most_words=most_words(chance), chance=chance)


def write(work: Path, name: str, kept: Sequence[Example]) -> None:
    windows = tokenised(kept, load_tokenizer(packaged_path()))
    windows.save(work / f"{name}.npz")
    print(name, len(windows), "windows", len(windows.ids), "tokens", flush=True)


def measured(data: Path, rest: Sequence[Asked]) -> list[Example]:
    """Windows of the parts kept out: what a run tells of itself at its end."""
    found = [
        Example(i.source, i.question, i.context, int(bool(i.answers)), span=i.span) for i in rest
    ]
    found += prepare.marked_by_side(data)[1]
    found += contrast_sets.marked_claims(data / "more", measured=True)
    titles = [i.context for i in rest if i.source == "squad"]
    found += contrast_sets.contrasts(dict.fromkeys(titles), random.Random(5), of_each=2)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public sets, with more/ in it")
    parser.add_argument("--work", type=Path, default=Path(".train/teacher"))
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--only", choices=("questions", "claims"), help="one half of the work")
    parser.add_argument(
        "--labelled", action="store_true", help="nothing to copy from: the larger reader's own"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    chance = random.Random(options.seed)
    train, large, rest = all_asked(options.data)
    prepare.write_measure(options.work, rest, prepare.marked_by_side(options.data)[1])
    write(options.work, "measured", measured(options.data, rest))
    pool = Pool([item.context for item in train + large])
    if options.only != "claims":
        found = question_rounds(options.data, train, large, chance, rounds=options.rounds)
        write(options.work, "questions", found)
        if not options.labelled:
            write(options.work, "near_questions", near_questions(train + large, pool, chance))
    if options.only != "questions":
        found = claim_rounds(options.data, train, large, chance, rounds=options.rounds)
        write(options.work, "claims", found)
        if not options.labelled:
            write(options.work, "near_claims", near_claims(found, pool, chance))


if __name__ == "__main__":
    main()
