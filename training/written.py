"""`python -m training.written`: articles written for training -> windows of reader and checker.

    written.jsonl -> questions, yes/no questions and claims -> windows of questions, of claims

What is made by program turns one thing by one rule; what stands here was written one by one, by a
language model: questions whose answer's type stands in the article in another role, time or place,
and what a chat assistant may say of it, rightly and wrongly. One article a line: title, date, text,
and its questions ("a": exact words of the text, null where it does not tell), yes/no questions
("verdict": yes, no, untold or disputed) and claims ("true"). The articles are invented; every sixth
is kept out of training ("kept_out").
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training import claim_examples, sources
from training.contrast_sets import paired
from training.examples import most_words, titled
from training.labelled import UNKNOWN, Example
from training.teacher_windows import write
from training.text import words
from training.windows import cropped

WRITTEN = Path(__file__).parent / "written.jsonl"
CLAIM_WORDS = (65, 110)  # of the stretch that a claim is held against
PLAIN, ASKED, CLAIMED = "written", "written_yes_no", "written_claim"
ELSEWHERE = "written_elsewhere"
FEWEST_WORDS = 30  # of what is left of an article, to be read

Article = dict[str, Any]


def articles(*, kept_out: bool, path: Path = WRITTEN) -> list[Article]:
    """Those for training, or those that it does not see."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [article for article in found if article["kept_out"] == kept_out]


def questions(articles: Sequence[Article], chance: random.Random) -> list[Example]:
    """Each question with a stretch of its article: the one that answers or that misleads most.

    Those with an answer also stand beside the rest of their article and beside another article.
    """
    found = []
    for article in articles:
        for row in article["questions"]:
            example = _question(article, row, chance)
            found.append(titled(example, article["title"], chance))
            if row["a"] is None:
                continue
            rest = _without(article["text"], example.passage)
            if row["a"] not in rest:
                found += _open(row["q"], rest, chance, relevant=UNKNOWN)
            other = chance.choice(articles)
            if other is not article:
                found += _open(row["q"], other["text"], chance, relevant=0)
    return found


def _question(article: Article, row: dict[str, Any], chance: random.Random) -> Example:
    text, asked = article["text"], row["q"]
    most = most_words(chance)
    if row["a"] is None:
        piece = claim_examples.window(text, asked, most_words=most)
        return Example(PLAIN, asked, piece, answerable=0, relevant=1, evidence=())
    span = sources.locate(text, [row["a"]], asked)
    assert span is not None, row["a"]  # `faults` tells of such
    held = sources.around(text, span)
    whole = Example(PLAIN, asked, text, answerable=1, relevant=1, span=span, evidence=held)
    return cropped(whole, most_words=most, chance=chance)


def _open(asked: str, text: str, chance: random.Random, *, relevant: int) -> list[Example]:
    """The question beside the stretch that shares most with it; nothing where little is left."""
    if len(text.split()) < FEWEST_WORDS:
        return []
    piece = claim_examples.window(text, asked, most_words=most_words(chance))
    return [Example(ELSEWHERE, asked, piece, answerable=0, relevant=relevant, evidence=())]


def _without(text: str, piece: str) -> str:
    """The text without a stretch of it."""
    before, _, behind = text.partition(piece)
    return f"{before.rstrip()} {behind.lstrip()}".strip()


def claims(articles: Sequence[Article], chance: random.Random) -> list[Example]:
    """Each claim with the stretch of its article that it is held against; true and false paired.

    Yes/no questions with "Yes." and with "No." behind them are claims too: where the article does
    not decide, or its sources differ, neither holds. What holds also stands beside the rest of its
    article or beside another one, for an answer is held against several passages and the best
    counts: a network that only saw the right one believed the others too (AUC on claims by hand,
    one passage .67 -> .71, the best of several .90 -> .78; 2026-11-27).
    """
    found = []
    for article in articles:
        said = [(row["s"], bool(row["true"]), CLAIMED) for row in article["claims"]]
        said += [
            (f"{row['q']} {answer.capitalize()}.", row["verdict"] == answer, ASKED)
            for row in article["yes_no"]
            for answer in ("yes", "no")
        ]
        for claim, holds, source in said:
            example = _held_against(article["text"], claim, holds, source)
            found.append(example)
            other = chance.choice(articles)
            texts = [_without(article["text"], example.passage)]
            texts += [] if other is article else [other["text"]]
            text = chance.choice(texts)
            if holds and len(text.split()) >= FEWEST_WORDS:
                found.append(_held_against(text, claim, False, ELSEWHERE))
    return paired(found)


def _held_against(text: str, claim: str, holds: bool, source: str) -> Example:
    """A short stretch, or a longer one where that has more of the claim's words."""
    short, long = (claim_examples.window(text, claim, most_words=most) for most in CLAIM_WORDS)
    wanted = words(claim)
    piece = short if len(wanted & words(short)) >= len(wanted & words(long)) else long
    return Example(source, claim, piece, support=int(holds))


def faults(articles: Sequence[Article]) -> Iterator[str]:
    """What is wrong with them, a line each: an answer that does not stand, a label not known."""
    for number, article in enumerate(articles, 1):
        for row in article["questions"]:
            if row["a"] is not None and row["a"] not in article["text"]:
                yield f"article {number}: {row['a']!r} does not stand in it"
        for row in article["yes_no"]:
            if row["verdict"] not in ("yes", "no", "untold", "disputed"):
                yield f"article {number}: {row['verdict']!r} is no verdict"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".train/written"))
    parser.add_argument("--seed", type=int, default=10)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    learnt = articles(kept_out=False)
    write(options.work, "written_questions", questions(learnt, random.Random(options.seed)))
    write(options.work, "written_claims", claims(learnt, random.Random(options.seed)))


if __name__ == "__main__":
    main()
