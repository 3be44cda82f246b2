"""`python -m training.written`: articles written for training -> windows of reader and checker.

    written.jsonl -> questions, yes/no questions and claims -> windows of questions, of claims

What is made by program turns one thing by one rule; what stands here was written one by one, by a
language model: questions whose answer's type stands in the article in another role, time or place,
and what a chat assistant may say of it, rightly and wrongly. One article a line: title, date, text,
and its questions ("a": exact words of the text, null where it does not tell), yes/no questions
("verdict": yes, no, untold or disputed) and claims ("true"); some have comparisons ("compared"), as
they are asked of one thing at a time. The articles are invented; every sixth is kept out of
training ("kept_out").
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from qa.answering.question.comparison import of_thing, things_compared
from qa.answering.question.superlative import THIS_ONE, asked_of_each
from qa.articles import sentence_spans
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
COMPARED, COPIED, ELSEWHERE = "written_compared", "written_copied", "written_elsewhere"
_NAMES_TWO = re.compile(r",|\b(?:and|or|than|vs)\b")
ASKED_SO = 0.7  # of the superlatives, the share that is asked of "this one"
_LAST_PHRASE = re.compile(
    r",? (?:with|on|in|at|after|before|during|from|by|near|for|to) (?:[^\s,;]+ ){0,5}[^\s,;]+\.$"
)
# Sentences of an article that are copied, their words, and the share that is falsified, too.
COPIES, COPIED_WORDS, FALSIFIED = 2, (6, 40), 0.5
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
        rows = [(row["q"], row["a"], PLAIN) for row in article["questions"]]
        for row in article.get("compared", ()):
            rows.append((_of_one(row["thing"], row["q"], chance), row["a"], COMPARED))
        for asked, answer, source in rows:
            example = _question(article["text"], asked, answer, source, chance)
            found.append(titled(example, article["title"], chance))
            if answer is None:
                continue
            rest = _without(article["text"], example.passage)
            if answer not in rest:
                found += _open(asked, rest, chance, relevant=UNKNOWN)
            other = chance.choice(articles)
            if other is not article:
                found += _open(asked, other["text"], chance, relevant=0)
    return found


def _of_one(thing: str, question: str, chance: random.Random) -> str:
    """What is asked of a thing; of one of many of a kind ("the fire") often in the form that
    articles are asked in.
    """
    many = thing.startswith("the ") and asked_of_each(question) and not _NAMES_TWO.search(question)
    if many and chance.random() < ASKED_SO:
        return of_thing(THIS_ONE, question)
    asked = (item.question for item in things_compared(question) if item.name in thing)
    return next(asked, of_thing(thing, question))


def _question(
    text: str, asked: str, answer: str | None, source: str, chance: random.Random
) -> Example:
    most = most_words(chance)
    if answer is None:
        piece = claim_examples.window(text, asked, most_words=most)
        return Example(source, asked, piece, answerable=0, relevant=1, evidence=())
    span = sources.locate(text, [answer], asked)
    assert span is not None, answer  # `faults` tells of such
    held = sources.around(text, span)
    whole = Example(source, asked, text, answerable=1, relevant=1, span=span, evidence=held)
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
        found += _copied(article["text"], chance)
    return paired(found)


def _copied(text: str, chance: random.Random) -> list[Example]:
    """Sentences of the article, whole or without their last phrase, and some with one thing turned.

    Without them what stands in an article word for word is doubted: the claims that hold are
    paraphrases, and many of the others are nearly its words.
    """
    spans = [text[start:end] for start, end in sentence_spans(text)]
    long = [span for span in spans if COPIED_WORDS[0] <= len(span.split()) <= COPIED_WORDS[1]]
    found = []
    for sentence in chance.sample(long, min(COPIES, len(long))):
        claim = chance.choice((str, _without_last_phrase))(sentence)
        found.append(_held_against(text, claim, True, COPIED))
        wrong = claim_examples.falsified(claim, text, chance)
        if wrong and chance.random() < FALSIFIED:
            found.append(_held_against(text, wrong, False, COPIED))
    return found


def _without_last_phrase(sentence: str) -> str:
    """ "It reached Oslo on 3 May with 40 people." -> "It reached Oslo on 3 May." """
    place = _LAST_PHRASE.search(sentence)
    if place is None or len(sentence[: place.start()].split()) < COPIED_WORDS[0]:
        return sentence
    return f"{sentence[: place.start()].rstrip(',')}."


def _held_against(text: str, claim: str, holds: bool, source: str) -> Example:
    """A short stretch, or a longer one where that has more of the claim's words."""
    short, long = (claim_examples.window(text, claim, most_words=most) for most in CLAIM_WORDS)
    wanted = words(claim)
    piece = short if len(wanted & words(short)) >= len(wanted & words(long)) else long
    return Example(source, claim, piece, support=int(holds))


def faults(articles: Sequence[Article]) -> Iterator[str]:
    """What is wrong with them, a line each: an answer that does not stand, a label not known."""
    for number, article in enumerate(articles, 1):
        for row in [*article["questions"], *article.get("compared", ())]:
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
