"""Claims with passages that support them or do not: what teaches the support head.

Marked claims come from AttributionBench, responses from the conversation and long
answer sets; the rest is made: sentences of a passage, shortened or with one detail
exchanged, and answers put behind their questions.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

from qa.articles import sentence_spans
from training.labelled import Asked, Example
from training.negatives import NAME, NUMBER, Pool, other_number, other_word
from training.text import words

WINDOW_WORDS = 110  # of a long reference, the stretch that shares most words with the claim
_CITED = re.compile(r"\s*\[\d+\]")


def window(text: str, claim: str, *, most_words: int = WINDOW_WORDS) -> str:
    """The run of whole sentences, at most so many words, that shares most with the claim."""
    spans = sentence_spans(text)
    wanted = words(claim)
    best, best_shared = text[:800], -1
    for first in range(len(spans)):
        last, length = first, 0
        while last < len(spans):
            length += len(text[spans[last][0] : spans[last][1]].split())
            if length > most_words and last > first:
                break
            last += 1
        piece = text[spans[first][0] : spans[last - 1][1]]
        shared = len(wanted & words(piece))
        if shared > best_shared:
            best, best_shared = piece, shared
    return best


def marked(folder: Path) -> list[tuple[str, Example]]:
    """AttributionBench: (group, example); a group's claims stay on one side of a split."""
    found = []
    with gzip.open(folder / "attributionbench_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            claim = _CITED.sub("", str(row["claim"])).strip()
            text = "\n".join(str(part) for part in row["references"])
            label = int(row["attribution_label"] == "attributable")
            example = Example("attribution", claim, window(text, claim), support=label)
            found.append((str(row["question"]), example))
    return found


def responses(folder: Path, chance: random.Random) -> list[Example]:
    """What people wrote from a passage is supported by it, and by no other of its topic."""

    def lines(name: str) -> list[dict[str, object]]:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as opened:
            return [json.loads(line) for line in opened]

    texts = {str(row["id"]): str(row["text"]) for row in lines("conversation_passages")}
    pool = Pool(list(texts.values()))
    found = []
    for row in lines("conversation_inscit_half"):
        relevant = [texts[str(key)] for key in list(row["relevant"]) if str(key) in texts]  # type: ignore[call-overload]
        for response in list(row["responses"]):  # type: ignore[call-overload]
            claim = str(response)
            if not relevant or len(claim.split()) < 6:
                continue
            good = window(" ".join(relevant), claim, most_words=150)
            found.append(Example("inscit", claim, good, support=1))
            others = [text for text in pool.near(claim[:300], 8) if text not in relevant]
            if others:
                bad = window(chance.choice(others), claim)
                found.append(Example("inscit", claim, bad, support=0))
    return found


def made(asked: Sequence[Asked], pool: Pool, *, limit: int, chance: random.Random) -> list[Example]:
    """Supported and unsupported claims made from passages, about as many of each."""
    found: list[Example] = []
    order = [item for item in asked if item.context]
    chance.shuffle(order)
    for item in order:
        if len(found) >= limit:
            break
        found += _from_sentence(item, pool, chance)
        if item.answers and item.span:
            found += _from_answer(item, asked, chance)
    return found[:limit]


def _from_sentence(item: Asked, pool: Pool, chance: random.Random) -> list[Example]:
    spans = sentence_spans(item.context)
    a, b = chance.choice(spans)
    sentence = item.context[a:b]
    if not 6 <= len(sentence.split()) <= 45:
        return []
    claim = shortened(sentence, chance)
    found = [Example("sentence", claim, item.context, support=1)]
    wrong = falsified(claim, item.context, chance)
    if wrong:
        found.append(Example("sentence", wrong, item.context, support=0))
    others = [text for text in pool.near(claim, 5) if text != item.context]
    if others and chance.random() < 0.5:
        found.append(Example("sentence", claim, chance.choice(others[:3]), support=0))
    elif len(spans) > 2:
        rest = " ".join(item.context[s:e] for s, e in spans if (s, e) != (a, b))
        found.append(Example("sentence", claim, rest, support=0))
    return found


def _from_answer(item: Asked, asked: Sequence[Asked], chance: random.Random) -> list[Example]:
    assert item.span is not None
    right = item.context[item.span[0] : item.span[1]]
    other = chance.choice(asked)
    # A wrong answer from the same passage is harder than one from elsewhere.
    names = [m.group() for m in NAME.finditer(item.context) if m.group() not in right]
    if right and right[0].isdigit():
        numbers = [n for n in NUMBER.findall(item.context) if n not in right]
        wrong = chance.choice(numbers) if numbers else other_number(right, chance)
    elif names and right[0].isupper():
        wrong = chance.choice(names)
    else:
        wrong = other.answers[0] if other.answers else ""
    if not wrong or wrong.lower() in right.lower() or right.lower() in wrong.lower():
        return []
    return [
        Example("answer", f"{item.question} {right}", item.context, support=1),
        Example("answer", f"{item.question} {wrong}", item.context, support=0),
    ]


def shortened(sentence: str, chance: random.Random) -> str:
    """A sentence that says less: brackets, a leading or a trailing clause left out."""
    text = re.sub(r"\s*\([^)]*\)", "", sentence)
    parts = re.split(r"(?<=\w),\s", text)
    if len(parts) > 1 and chance.random() < 0.6:
        kept = parts[:-1] if chance.random() < 0.7 else parts[1:]
        shorter = ", ".join(kept)
        if len(shorter.split()) >= 5:
            text = shorter[0].upper() + shorter[1:]
    return text.rstrip(".") + "."


def falsified(sentence: str, context: str, chance: random.Random) -> str | None:
    """One number, name or word of contrast exchanged, from the same passage where possible."""
    options: list[str] = []
    for place in NUMBER.finditer(sentence):
        others = [n for n in NUMBER.findall(context) if n != place.group()]
        new = chance.choice(others) if others and chance.random() < 0.5 else None
        new = new or other_number(place.group(), chance)
        options.append(sentence[: place.start()] + new + sentence[place.end() :])
    names = list(NAME.finditer(sentence))
    others = [m.group() for m in NAME.finditer(context) if m.group() not in sentence]
    if names and others:
        place = chance.choice(names)
        options.append(sentence[: place.start()] + chance.choice(others) + sentence[place.end() :])
    turned = other_word(sentence, chance)
    if turned:
        options.append(turned)
    return chance.choice(options) if options else None
