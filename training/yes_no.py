"""Yes/no questions with their answers as claims: made from statements, and of BoolQ's contrast set.

    "The bridge was closed in May." + what holds of it
        -> "Was the bridge closed in May? Yes." supported, "... No." not, or the other way round

A statement becomes a question by moving its first auxiliary to the front, or by "did" and the
verb's base. A passage that leaves the question open supports neither.
"""

from __future__ import annotations

import random
import re
from collections.abc import Container, Sequence
from pathlib import Path

from training.contrast_words import IRREGULAR
from training.labelled import UNKNOWN, Example
from training.rephrase import base_of, capital, lowered
from training.sources import kept_out, rows

_AUXILIARY = re.compile(
    r"^(?P<subject>(?:[^\s,;:]+ ){1,7}?)"
    r"(?P<verb>was|were|is|are|has|have|had|will|would|can|could|should|may|must|"
    r"[a-z]{2,}ed|" + "|".join(sorted(IRREGULAR)) + r")\b(?P<rest> [^;:]{8,})$"
)
_LINKED = re.compile(
    r"\b(?:that|who|which|whose|where|when|and|but|if|there|it|no|none|nobody|nothing|neither|few|hardly)\b",
    re.IGNORECASE,
)
_ASKED_FIRST = frozenset(
    ("was", "were", "is", "are", "has", "have", "had", "will", "would", "can", "could", "should",
     "may", "must")
)  # fmt: skip
# A claim of these kinds that does not hold is denied by its passage; of the others it is left open.
DENIED = frozenset(("roles", "quantity", "number", "name", "negation", "opposite", "order"))
BOOLQ_MEASURED = 0.5


def _is_perfect(rest: str) -> bool:
    """Whether a participle follows "has": "has won the prize", not "has two harbours"."""
    word = next((w for w in rest.split() if not w.endswith("ly")), "")
    return word.endswith("ed") or word in {part for _base, part in IRREGULAR.values()}


def question_of(statement: str, vocabulary: Container[str]) -> str | None:
    """A plain statement as a yes/no question, or None where its subject cannot be told."""
    match = _AUXILIARY.match(statement.rstrip(". "))
    if not match or _LINKED.search(match["subject"]):
        return None
    subject, verb, rest = lowered(match["subject"].strip()), match["verb"], match["rest"]
    if verb in _ASKED_FIRST:
        if verb in ("has", "have", "had") and not _is_perfect(rest):
            return None
        return f"{capital(verb)} {subject}{rest}?"
    base = base_of(verb, vocabulary)
    return f"Did {subject} {base}{rest}?" if base else None


def of_claim(example: Example, vocabulary: Container[str]) -> list[Example]:
    """Both answers to the question that a made claim becomes; nothing where it becomes none."""
    question = question_of(example.question, vocabulary)
    if question is None:
        return []
    kind = example.source.removeprefix("made_")
    yes, no = int(example.support == 1), int(example.support == 0 and kind in DENIED)
    return [
        Example("yes_no", f"{question} {answer}", example.passage, support=label)
        for answer, label in (("Yes.", yes), ("No.", no))
    ]


def made(
    examples: Sequence[Example], vocabulary: Container[str], limit: int, chance: random.Random
) -> list[Example]:
    """So many windows from made claims; a fifth of the questions with a passage of another."""
    found: list[Example] = []
    for example in chance.sample(list(examples), len(examples)):
        if len(found) >= limit:
            break
        pair = of_claim(example, vocabulary)
        found += pair
        if pair and chance.random() < 0.2:
            other = chance.choice(examples).passage
            found += [Example("yes_no", item.question, other, support=0) for item in pair]
    return found


def marked(more: Path, vocabulary: Container[str]) -> list[Example]:
    """FEVER's claims as questions, but a fifth: support says yes; others may deny or be silent."""
    found = []
    for row in rows(more, "fever_nli_dev"):
        evidence, label = row["evidence"], str(row["label"])  # type: ignore[typeddict-item]
        text = evidence if isinstance(evidence, str) else " ".join(evidence)
        question = question_of(str(row["claim"]), vocabulary)  # type: ignore[typeddict-item]
        if question is None or kept_out(text, share=0.2):
            continue
        short = " ".join(text.split()[:110])
        yes = int(label == "SUPPORTED")
        found.append(Example("yes_no_fever", f"{question} Yes.", short, support=yes))
        found.append(
            Example("yes_no_fever", f"{question} No.", short, support=0 if yes else UNKNOWN)
        )
    return [example for example in found if example.support != UNKNOWN]


def boolq(more: Path) -> list[Example]:
    """BoolQ's contrast set: questions as people ask them, minimally changed, with both answers."""
    found = []
    for row in rows(more, "boolq_contrast"):
        text, yes = row["context"], str(row["label"]).lower() == "true"  # type: ignore[typeddict-item]
        if kept_out(text, share=BOOLQ_MEASURED):
            continue
        question = capital(row["question"].rstrip("?")) + "?"
        found.append(Example("boolq", f"{question} Yes.", text, support=int(yes)))
        found.append(Example("boolq", f"{question} No.", text, support=int(not yes)))
    return found
