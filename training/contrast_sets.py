"""Claims and questions in contrast: made from sentences at scale, and those of the marked sets.

    passages -> contrasts -> rephrase -> Examples;  FEVER, Fool Me Twice, BEGIN, Breaking NLI,
    SQuAD 2.0's twins, QADiscourse -> Examples

Every set is split by a hash of its evidence: what `kept_out` holds is measured and never read
for training.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from qa.articles import sentence_spans
from training.contrasts import made_of
from training.labelled import UNKNOWN, Example, Made
from training.rephrase import closed, rephrased
from training.sources import around, kept_out, locate, rows

MEASURED = 0.2  # of the evidence of each set of data/more
_SKIPPED = re.compile(r"-[LR][SRC]B-|\(\(|^[A-Z][\w ]{0,14}:|[?!]|\.\.\.|^[\"'(]")
LEAST_WORDS, MOST_WORDS = 7, 34
WINDOW_WORDS = 75


def usable(sentence: str) -> bool:
    """Whether claims can be made of it: a statement of common length, no transcript."""
    return LEAST_WORDS <= len(sentence.split()) <= MOST_WORDS and not _SKIPPED.search(sentence)


def contrasts(passages: Iterable[str], chance: random.Random, *, of_each: int = 2) -> list[Example]:
    """Claims of all kinds made from some sentences of each passage, each with a short window."""
    found: list[Example] = []
    for passage in passages:
        spans = sentence_spans(passage)
        texts = [passage[a:b] for a, b in spans]
        places = [at for at, text in enumerate(texts) if usable(text)]
        for at in chance.sample(places, min(of_each, len(places))):
            around: dict[tuple[str, str], str] = {}  # a kind's claims stand beside one passage
            for made in made_of(texts[at], passage, chance):
                key = (made.kind, made.sentence)
                if key not in around:
                    around[key] = _window(made.sentence, texts, at, chance)
                if claim := _claim(made, texts[at], chance):
                    support = int(made.true)
                    found.append(Example(f"made_{made.kind}", claim, around[key], support=support))
    return found


def _claim(made: Made, sentence: str, chance: random.Random) -> str | None:
    """The claim in other words; None for most that say their sentence word for word."""
    claim = rephrased(made.claim, chance, unlike="" if made.true else sentence)
    same = closed(claim).lower() == closed(made.sentence).lower()
    return None if same and (not made.true or chance.random() < 0.75) else claim


def _window(sentence: str, texts: Sequence[str], at: int, chance: random.Random) -> str:
    """The sentence with some of those around it."""
    window = [closed(sentence)]
    before, after = at - 1, at + 1
    while chance.random() < 0.6:
        side = chance.random() < 0.5
        near = texts[before] if side and before >= 0 else texts[after] if after < len(texts) else ""
        if not near or near in sentence or sum(map(len, window)) + len(near) > 6 * WINDOW_WORDS:
            break
        window = [near, *window] if side and before >= 0 else [*window, near]
        before, after = (before - 1, after) if side and before >= 0 else (before, after + 1)
    return " ".join(window)


def balanced(examples: Sequence[Example], limit: int, chance: random.Random) -> list[Example]:
    """So many of them, the kinds as even as they can be, as many true as false in each."""
    groups: dict[tuple[str, int], list[Example]] = {}
    for example in chance.sample(list(examples), len(examples)):
        groups.setdefault((example.source, example.support), []).append(example)
    found: list[Example] = []
    while len(found) < limit and any(groups.values()):
        found += [group.pop() for group in groups.values() if group]
    return found[:limit]


def turned(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """Of claims that people wrote and that hold, each with what contrasts make false of it.

    The claim is in a person's own words, so that neither it nor its twin is a copy.
    """
    found = []
    for example in examples:
        made = made_of(example.question, example.passage, chance) if example.support == 1 else []
        false = [m.claim for m in made if not m.true and m.sentence == example.question]
        if false:
            name = f"turned_{example.source}"
            found.append(Example(name, example.question, example.passage, support=1))
            claim = closed(chance.choice(false))
            found.append(Example(name, claim, example.passage, support=0))
    return found


def paired(examples: Sequence[Example]) -> list[Example]:
    """The same, a true and a false claim of one source and passage marked as a pair."""
    groups: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    for at, example in enumerate(examples):
        sides = groups.setdefault((example.source, example.passage), ([], []))
        if example.support != UNKNOWN:
            sides[example.support].append(at)
    found, number = list(examples), 0
    for false, true in groups.values():
        for one, other in zip(false, true, strict=False):
            number += 1
            for at in (one, other):
                found[at] = replace(examples[at], pair=number)
    return found


def marked_claims(more: Path, *, measured: bool) -> list[Example]:
    """Claims that people marked, with their evidence: FEVER, Fool Me Twice, BEGIN, Breaking NLI."""
    found = []
    yes = {"SUPPORTED", "SUPPORTS", "Fully attributable", "entailment"}
    for name in ("fever_nli_dev", "fm2_dev", "begin", "breaking_nli"):
        for row in rows(more, name):
            claim, label = str(row["claim"]), str(row["label"])  # type: ignore[typeddict-item]
            given = row["evidence"]  # type: ignore[typeddict-item]
            text = given if isinstance(given, str) else " ".join(cast(list[str], given))
            if kept_out(text, share=MEASURED) == measured and label not in ("Generic", "neutral"):
                short = " ".join(text.split()[:130])
                found.append(Example(name, claim, short, support=int(label in yes)))
    return found


def twins(more: Path, *, measured: bool) -> list[tuple[Example, Example]]:
    """(answerable, not): questions that people wrote to mislead, with the same paragraph."""
    by_id = {str(row["id"]): row for row in rows(more, "squad2_train_pairs")}  # type: ignore[typeddict-item]
    found = []
    for row in by_id.values():
        other = by_id.get(str(row["pair"]))  # type: ignore[typeddict-item]
        if not row["answers"] or other is None:
            continue
        context = row["context"]
        if kept_out(context, share=MEASURED) != measured:
            continue
        span = locate(context, row["answers"], row["question"])
        if span:
            found.append(
                (
                    Example(
                        "twin",
                        row["question"],
                        context,
                        1,
                        1,
                        span=span,
                        evidence=around(context, span),
                    ),
                    Example("twin-", other["question"], context, 0, evidence=()),
                )
            )
    return found


def sentence_twins(more: Path) -> list[Example]:
    """The same for single sentences: which answers one question and not its twin."""
    found = []
    for row in rows(more, "squad2_train_sentence_pairs"):
        text = str(row["sentence"]).strip()  # type: ignore[typeddict-item]
        found.append(Example("sentence_twin", str(row["answerable"]), text, 1))  # type: ignore[typeddict-item]
        found.append(Example("sentence_twin-", str(row["unanswerable"]), text, 0, evidence=()))  # type: ignore[typeddict-item]
    return found


def discourse(more: Path) -> list[Example]:
    """Why, after what, in what manner: spans in one sentence."""
    found = []
    for row in rows(more, "qadiscourse_span"):
        span = locate(row["context"], row["answers"], row["question"])
        if span:
            text = row["context"]
            found.append(
                Example(
                    "discourse", row["question"], text, 1, 1, span=span, evidence=((0, len(text)),)
                )
            )
    return found
