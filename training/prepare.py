"""`python -m training.prepare DATA`: examples and their negatives, tokenised, for both copies.

Writes `heldout.npz` (parts of every set kept out, for honest figures), `shipped.npz` (the
same recipe over the parts kept out, and three times as many windows of a further round of
the others: what the shipped weights see last) and `measure.json` (the parts kept out, as
text) into the working folder.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from qa import Settings
from qa.index import load_embedder
from qa.index.encoder import packaged_path
from training import claim_examples as claims
from training import sources
from training.examples import LONG_WORDS, Reworder, examples_of
from training.hardest import Judge
from training.labelled import Asked, Example
from training.negatives import Pool
from training.paraphrase import NearWords
from training.windows import cropped, load_tokenizer, tokenised

WORK = Path(".train")
KEPT_OUT = 0.4  # of NQ, CLAP-NQ, SciFact and AttributionBench, by a hash of the question
# The whole recipe is drawn so often, each time with other crops, negatives and questions; a
# later run goes on with further rounds (`--first`).
ROUNDS = 2
# Questions drawn a round from the large sets; the rest is redundant (QAMR asks 35 a sentence).
DRAWN = {"qamr_news": 7000, "qamr_wiki": 3000, "shifts_new_wiki": 7900,
         "shifts_reddit": 3000, "shifts_amazon_reviews": 3000}  # fmt: skip
CLAIMS = 7000
AGAIN = 3.0  # of a further round of the first copy's sets, so many per new one in the last phase


def read_all(data: Path) -> tuple[list[Asked], list[Asked], list[Asked]]:
    """(for the held-out copy, the large sets for it, kept out).

    Split by title or by question, never within a passage.
    """
    squad = sources.squad(data)
    trained, _measured = sources.squad_titles(squad)
    train = [item for item in squad if item.group in trained]
    rest = [item for item in squad if item.group not in trained]
    for item in [*sources.natural_questions(data), *sources.clapnq(data)]:
        (rest if sources.kept_out(item.question, share=KEPT_OUT) else train).append(item)
    more = sources.qamr(data)
    for name in sources.SHIFTS:
        more += sources.shifts(data, name)
    return train, more, rest


def drawn(large: Sequence[Asked], number: int) -> list[Asked]:
    """A round's share of the large sets; the next round's goes on where it ended."""
    order = list(large)
    random.Random(7).shuffle(order)
    by_source: dict[str, list[Asked]] = {}
    for item in order:
        by_source.setdefault(item.source, []).append(item)
    found = []
    for source, items in by_source.items():
        first = number * DRAWN[source]
        found += [items[at % len(items)] for at in range(first, first + DRAWN[source])]
    return found


def scifact(data: Path, chance: random.Random) -> list[tuple[str, Example]]:
    """(claim, example): abstracts that bear on a claim, and near ones that do not."""
    texts = {
        str(row["_id"]): f"{row.get('title')}. {row.get('text')}"  # type: ignore[typeddict-item]
        for row in sources.rows(data, "scifact_corpus")
    }
    pool = Pool(list(texts.values()))
    found = []
    for row in sources.rows(data, "scifact_train_queries"):
        claim = str(row["question"])
        good = [texts[key] for key in row["relevant"] if key in texts]  # type: ignore[typeddict-item]
        near = [text for text in pool.near(claim, 10) if text not in good]
        for text in good[:1]:
            piece = claims.window(text, claim, most_words=100)
            found.append((claim, Example("scifact", claim, piece, relevant=1)))
        for text in chance.sample(near, min(2, len(near))):
            piece = claims.window(text, claim, most_words=100)
            found.append((claim, Example("scifact-", claim, piece, 0, 0, evidence=())))
    return found


def claim_examples(
    data: Path, train: Sequence[Asked], rest: Sequence[Asked], chance: random.Random, *, often: int
) -> tuple[list[Example], list[Example], list[Example]]:
    """(for the held-out copy, for the last phase, marked claims that are kept out).

    often: how many times the marked claims stand in the first; they are few, and learnt by heart.
    """
    pool = Pool([item.context for item in train])
    rest_pool = Pool([item.context for item in rest])
    first = claims.made(train, pool, limit=CLAIMS, chance=chance)
    first += claims.responses(data, chance)
    last = claims.made(rest, rest_pool, limit=CLAIMS // 6, chance=chance)
    measured = []
    for group, example in claims.marked(data):
        if sources.kept_out(group, share=KEPT_OUT):
            measured.append(example)
        else:
            first += [example] * often
    for side, asked in ((first, train), (last, rest)):
        for item in asked:
            if item.source == "clapnq" and item.answers:
                side.append(Example("clapnq_claim", item.answers[0], item.context, support=1))
    for group, example in scifact(data, chance):
        (last if sources.kept_out(group, share=KEPT_OUT) else first).append(example)
    crop = random.Random(9)
    first, last = ([_dressed_claim(e, crop) for e in side] for side in (first, last))
    return first, last + measured, measured


def _dressed_claim(example: Example, chance: random.Random) -> Example:
    if example.source in ("sentence", "answer") and example.support == 1:
        return example  # a crop could cut off what supports the claim
    return cropped(example, most_words=LONG_WORDS, chance=chance)


def write(work: Path, name: str, kept: Sequence[Example]) -> None:
    """Tokenise, save and tell what there is."""
    windows = tokenised(kept, load_tokenizer(packaged_path()))
    windows.save(work / f"{name}.npz")
    counts = Counter(example.source for example in kept)
    print(name, len(windows), "windows", len(windows.ids), "tokens", dict(counts))


def write_measure(work: Path, asked: Sequence[Asked], kept_out: Sequence[Example]) -> None:
    """Save the questions and claims that training left out, as text."""
    measure = {
        "asked": [dataclasses.asdict(item) for item in asked],
        "claims": [dataclasses.asdict(example) for example in kept_out],
    }
    (work / "measure.json").write_text(json.dumps(measure))


def marked_by_side(data: Path) -> tuple[list[Example], list[Example]]:
    """AttributionBench's claims: (for training, kept out)."""
    sides: tuple[list[Example], list[Example]] = ([], [])
    for group, example in claims.marked(data):
        sides[sources.kept_out(group, share=KEPT_OUT)].append(example)
    return sides


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--first", type=int, default=0, help="number of the first round drawn")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of the held-out copy")
    parser.add_argument("--judge", type=Path, help="exported copy that picks hard negatives")
    parser.add_argument("--reworded", type=float, default=0.3, help="share of questions reworded")
    arguments = parser.parse_args()
    arguments.work.mkdir(exist_ok=True)
    first, after = arguments.first, arguments.first + arguments.rounds
    chance = random.Random(11 + first)
    train, large, rest = read_all(arguments.data)
    everything = train + drawn(large, first)
    first_claims, last_claims, measured = claim_examples(
        arguments.data, everything, rest, chance, often=1 if first else 2
    )
    pool = Pool([item.context for item in train + large])
    reworder = None
    if arguments.reworded:
        questions = [item.question for item in train + large + rest]
        near = NearWords(questions, load_embedder(Settings()))
        reworder = Reworder(near, share=arguments.reworded)
    judge = Judge(arguments.judge, threads=2) if arguments.judge else None
    heldout = list(first_claims)
    for number in range(first, after):
        heldout += examples_of(
            train + drawn(large, number), pool, chance, reworder=reworder, judge=judge
        )
    last = list(last_claims)
    for _ in range(ROUNDS):
        rest_pool = Pool([item.context for item in rest + train])
        last += examples_of(rest, rest_pool, chance, reworder=reworder, judge=judge)
    again = train + drawn(large, after)
    fresh = first_claims + examples_of(again, pool, chance, reworder=reworder)
    last += chance.sample(fresh, min(int(AGAIN * len(last)), len(fresh)))
    write(arguments.work, "heldout", heldout)
    write(arguments.work, "shipped", last)
    write_measure(arguments.work, rest, measured)


if __name__ == "__main__":
    main()
