"""`python -m training.focus DATA`: windows of a short leg on contrasts, for weights that exist.

    made claims + marked claims + twins of questions + a share of what was learnt before -> windows

What it is for: an hour or two of one core, so windows are short and every source has a budget.
Parts that are measured (`sources.kept_out`, SQuAD's later titles, `contrast_sets.MEASURED`)
are left out; `measure.json` gets the same parts as `prepare` writes.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import re
from collections.abc import Iterable
from pathlib import Path

from training import claim_examples as claims
from training import contrast_sets, prepare, table_rows, yes_no
from training.contrast_details import names_of
from training.examples import examples_of
from training.labelled import UNKNOWN, Asked, Example
from training.negatives import Pool
from training.windows import cropped

# Windows of each source; the made claims are drawn evenly from their kinds.
MADE, FEVER, BEGIN, BREAKING, ATTRIBUTION = 22_000, 7000, 2600, 2000, 1500
# Who does what to whom is told worst, and has fewest sentences to be made from.
RELATIONS = {"made_roles": 5000, "made_speaker": 2500, "made_order": 2000, "made_hedge": 2500}
SENTENCE_TWINS, DISCOURSE, ANSWERS, BEFORE = 2400, 2000, 1500, 14_000
YES_NO, YES_NO_FEVER, TABLES = 9000, 3000, 2400
CROP_WORDS = 60
WHOLE = 0.35  # of the questions' windows are not shortened: the product reads whole passages first


def passages_of(train: list[Asked], large: list[Asked]) -> list[str]:
    """What claims are made from: news first, then paragraphs of articles that training may see."""
    wanted = ("qamr_news", "qamr_wiki", "squad", "shifts_new_wiki")
    return list(dict.fromkeys(item.context for item in train + large if item.source in wanted))


def vocabulary_of(passages: Iterable[str]) -> set[str]:
    """Their words in small letters: by them a verb's base or past form is known."""
    return {word for passage in passages for word in re.findall(r"[a-z]{3,}", passage)}


def claim_windows(
    data: Path, train: list[Asked], large: list[Asked], chance: random.Random
) -> list[Example]:
    """All windows with a label of support."""
    passages = passages_of(train, large)
    made = contrast_sets.contrasts(passages, chance, of_each=3)
    found = contrast_sets.balanced(made, MADE, chance)
    for kind, limit in RELATIONS.items():
        found += contrast_sets.balanced([e for e in made if e.source == kind], limit, chance)
    vocabulary = vocabulary_of(passages)
    found += yes_no.made(made, vocabulary, YES_NO, chance)
    fever = yes_no.marked(data / "more", vocabulary)
    found += chance.sample(fever, min(YES_NO_FEVER, len(fever)))
    found += 2 * yes_no.boolq(data / "more")
    marked = contrast_sets.marked_claims(data / "more", measured=False)
    for name, limit in (
        ("fever_nli_dev", FEVER),
        ("fm2_dev", 2000),
        ("begin", BEGIN),
        ("breaking_nli", BREAKING),
    ):
        found += contrast_sets.balanced([e for e in marked if e.source == name], limit, chance)
    bench = prepare.marked_by_side(data)[0]
    found += chance.sample(bench, min(ATTRIBUTION, len(bench)))
    pool = Pool([item.context for item in train])
    short = claims.made(train + large, pool, limit=4 * ANSWERS, chance=chance)
    return found + [e for e in short if e.source == "answer"][:ANSWERS]


def question_windows(
    data: Path, train: list[Asked], large: list[Asked], chance: random.Random
) -> list[Example]:
    """Twins, explanations, and a share of the questions of the legs before."""
    more = data / "more"
    found = [e for pair in contrast_sets.twins(more, measured=False) for e in pair] * 2
    few = contrast_sets.sentence_twins(more)
    found += chance.sample(few, min(SENTENCE_TWINS, len(few)))
    found += chance.sample(contrast_sets.discourse(more), DISCOURSE)
    pool = Pool([item.context for item in train + large])
    by_source: dict[str, list[Asked]] = {}
    for item in train + large:
        by_source.setdefault(item.source, []).append(item)
    names = [name for item in large[:6000] for name in names_of(item.context)]
    found += table_rows.made(sorted(set(names)), TABLES, chance)
    shares = {
        "squad": 4000,
        "nq": 700,
        "qamr_news": 1800,
        "shifts_new_wiki": 1800,
        "clapnq": 300,
        "shifts_reddit": 300,
    }
    asked = [
        e
        for name, n in shares.items()
        for e in chance.sample(by_source[name], min(n, len(by_source[name])))
    ]
    return found + chance.sample(old := examples_of(asked, pool, chance), min(BEFORE, len(old)))


def shortened(example: Example, chance: random.Random) -> Example:
    """A short window: around the answer, or the sentences that share most with the claim."""
    if example.support != UNKNOWN:
        piece = claims.window(example.passage, example.question, most_words=CROP_WORDS + 15)
        return dataclasses.replace(example, passage=piece)
    if chance.random() < WHOLE or example.source.startswith("table"):
        return example
    return cropped(example, most_words=CROP_WORDS + 20 * (example.span is not None), chance=chance)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public sets, with more/ in it")
    parser.add_argument("--work", type=Path, default=Path(".train/5"))
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    chance = random.Random(options.seed)
    train, large, rest = prepare.read_all(options.data)
    examples = claim_windows(options.data, train, large, chance)
    examples += question_windows(options.data, train, large, chance)
    prepare.write(options.work, "heldout", [shortened(example, chance) for example in examples])
    prepare.write_measure(options.work, rest, prepare.marked_by_side(options.data)[1])


if __name__ == "__main__":
    main()
