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
from pathlib import Path
from typing import cast

from qa.articles import sentence_spans
from training.contrasts import made_of
from training.labelled import Example, Made
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
            for made in made_of(texts[at], passage, chance):
                if example := _example(made, texts, at, chance):
                    found.append(example)
    return found


def _example(made: Made, texts: Sequence[str], at: int, chance: random.Random) -> Example | None:
    claim = rephrased(made.claim, chance, unlike="" if made.true else texts[at])
    same = closed(claim).lower() == closed(made.sentence).lower()
    if same and (not made.true or chance.random() < 0.75):
        return None
    window = [closed(made.sentence)]
    before, after = at - 1, at + 1
    while chance.random() < 0.6:
        side = chance.random() < 0.5
        near = texts[before] if side and before >= 0 else texts[after] if after < len(texts) else ""
        if (
            not near
            or near in made.sentence
            or sum(map(len, window)) + len(near) > 6 * WINDOW_WORDS
        ):
            break
        window = [near, *window] if side and before >= 0 else [*window, near]
        before, after = (before - 1, after) if side and before >= 0 else (before, after + 1)
    return Example(f"made_{made.kind}", claim, " ".join(window), support=int(made.true))


def balanced(examples: Sequence[Example], limit: int, chance: random.Random) -> list[Example]:
    """So many of them, the kinds as even as they can be, as many true as false in each."""
    groups: dict[tuple[str, int], list[Example]] = {}
    for example in chance.sample(list(examples), len(examples)):
        groups.setdefault((example.source, example.support), []).append(example)
    found: list[Example] = []
    while len(found) < limit and any(groups.values()):
        found += [group.pop() for group in groups.values() if group]
    return found[:limit]


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
