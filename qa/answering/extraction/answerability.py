"""Answerability: the probability that a passage answers, less a penalty for missing terms.

    read passages -> 0..1
    "How many cases did Tonga have?" of an article about Samoa -> MISSING_NAME_PENALTY less

The reader's word and the cosine of question and passage are mixed. A reader takes what looks
like an answer and overlooks that it is about another, so names and figures of the question that
the article lacks are taken off. The whole
article is asked, not the passage, for a report names a thing once. A misspelling, a town's
other name and what goes by several names ("America") make it a doubt and no more than that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from qa.answering.english.facts import names, numbers
from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.auxiliaries import BE
from qa.answering.english.lexicon.months import DATE
from qa.answering.english.lexicon.names import CALLED_OTHERWISE
from qa.answering.english.lexicon.prepositions import BASIC
from qa.answering.english.words import content_stems
from qa.answering.stages import ReadPassage
from qa.records import Article

# A reader that is as sure as this that there is none is believed.
CERTAINLY_NOT = 0.01

# What is taken from how sure it is that an article answers, if a name or a figure is missing.
# Abstained / wrongly abstained / overall on wikinews2019, before PLAUSIBLE_SHARE was lowered to
# .95: none .500/.088/.653, names .05 .567/.088/.667, figures .1 .533/.088/.660, both
# .600/.088/.674; twice as much changes nothing.
# Answers of SQuAD 2.0 kept out, in its corpus, with and without the right passage (555 each):
# abstained .605 without doubts and .639 with both, wrongly .101 and .106 (2026-11-22).
MISSING_NAME_PENALTY = 0.05
MISSING_FIGURE_PENALTY = 0.1
# A question of one word of content, which the article has in so many characters, is close to no
# passage, and its cosine says little.
FEW_WORDS, LOOKED_AT = 2, 20_000
# Letters that a name shares with its other forms: Thailand and Thai, Norway and Norwegian.
SHARED = 4
_SPLIT = re.compile(r"[-.’']")
# What goes by names of no common beginning.
_SMALL = (*BASIC, *BE, "the", "of", "for", "and", "by", "did", "with", "who", "how")
_HEADING = re.compile(rf"\b{one_of(capitalised(_SMALL))}\b")
_DATE = re.compile(DATE)
_FIGURE = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-])")


def answerability(passages: Iterable[ReadPassage], question: str, *, closeness: float) -> float:
    """How sure it is that one of the passages answers the question, 0..1; 0 without passages.

    The reader's word, and how close in meaning question and passage are: each catches what the
    other lets through. What the article lacks of the question is taken off.
    closeness: what the cosine weighs beside the reader's word (`Thresholds.closeness_share`); 1 for
    a topic, which asks nothing.
    """
    penalties: dict[str, float] = {}
    shares: dict[str, float] = {}
    best = 0.0
    for read in passages:
        article = read.hit.passage.article
        if article.id not in penalties:
            penalties[article.id] = missing_term_penalty(question, article)
            shares[article.id] = closeness * _is_telling(question, article, closeness)
        best = max(best, _answerability(read, penalties[article.id], shares[article.id]))
    return best


def _is_telling(question: str, article: Article, closeness: float) -> float:
    """How much a question's closeness says, 0..1: "Who is the vet?" is near to no passage."""
    wanted = content_stems(question)
    if closeness == 1.0 or len(wanted) >= FEW_WORDS:
        return 1.0
    there = content_stems(f"{article.title}\n{article.text[:LOOKED_AT]}")
    return len(wanted) / FEW_WORDS if wanted <= there else 1.0


def _answerability(read: ReadPassage, penalty: float, closeness: float) -> float:
    answerable = read.reading.answerable
    if read.hit.dense is None or (answerable < CERTAINLY_NOT and closeness < 1.0):
        return answerable
    mixed = closeness * max(read.hit.dense, 0.0) + (1 - closeness) * answerable
    return mixed - penalty


def missing_term_penalty(question: str, article: Article) -> float:
    """What to take from the answerability of a question by an article; 0 for nothing."""
    text = f"{article.title}\n{article.text}"
    missing = 0.0
    unseen = [name for name in _names(question) if not _begins_a_word(name, text)]
    plain = _plain(text) if unseen else ""
    if any(not _begins_a_word(name, plain) for name in unseen):
        missing += MISSING_NAME_PENALTY
    figures = set(_FIGURE.findall(_DATE.sub("", question)))
    if any(figure not in text for figure in figures):
        said = numbers(text)
        missing += MISSING_FIGURE_PENALTY * any(not numbers(figure) <= said for figure in figures)
    return missing


def _names(question: str) -> set[str]:
    """The beginnings of the names, the first word left out: it may be any word.

    None where every word has a capital, as in "HOW MANY CAME?" or "Who Was the Winner?".
    """
    rest = question.strip().partition(" ")[2]
    if question.isupper() or _HEADING.search(rest):
        return set()
    words = {word for name in names(f"it {rest}") for word in _SPLIT.split(_plain(name))}
    return {word[:SHARED] for word in words if len(word) >= SHARED and word not in CALLED_OTHERWISE}


def _begins_a_word(beginning: str, text: str) -> bool:
    return bool(re.search(rf"(?<![^\W_]){re.escape(beginning)}", text, re.IGNORECASE))


def _plain(text: str) -> str:
    """Lower case, without accents: "Kīlauea" -> "kilauea"."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).lower()
