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

import math
import re
import unicodedata
from collections.abc import Iterable

from qa.answering.english.facts import names, numbers
from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.auxiliaries import BE
from qa.answering.english.lexicon.months import DATE, YEAR
from qa.answering.english.lexicon.names import CALLED_OTHERWISE
from qa.answering.english.lexicon.prepositions import BASIC
from qa.answering.english.words import content_stems
from qa.answering.stages import ReadPassage
from qa.records import Article, Passage

# What a cosine is worth is counted from here, about its mean for the passages that were read; one
# that is unknown is worth nothing. SQuAD's corpus .54, Natural Questions .62, news .54 to .65.
MEAN_CLOSENESS = 0.5
# A topic, which asks nothing, is told of where a passage is as close to it as this.
TOPIC_FLOOR = 0.45
LEAST = 1e-4  # of a probability, and its distance from 1, before its log-odds are taken

# What is taken from how sure it is that an article answers, if a name or a figure is missing.
# Abstained / wrongly abstained / overall on wikinews2019, before PLAUSIBLE_SHARE was lowered to
# .95: none .500/.088/.653, names .05 .567/.088/.667, figures .1 .533/.088/.660, both
# .600/.088/.674; twice as much changes nothing.
# Answers of SQuAD 2.0 kept out, in its corpus, with and without the right passage (555 each):
# abstained .605 without doubts and .639 with both, wrongly .101 and .106 (2026-11-22).
MISSING_NAME_PENALTY = 0.05
MISSING_FIGURE_PENALTY = 0.1
# A question of few words is near to no passage in meaning, however well that answers it: its cosine
# is raised by SHORT x ln(FEW_STEMS / (stems + 1)), nothing from four stems of content on. Area
# under the curve of "answered" without and with it: SQuAD's corpus (330) .853 .858, Natural
# Questions (256) .890 .891, varied questions (69) .531 .536; 69 short ones on the example articles
# .927 .941, where .39 and .16 of those with an answer are wrongly silent at one floor (2026-11-26).
FEW_STEMS, SHORT = 5, 0.2
# Letters that a name shares with its other forms: Thailand and Thai, Norway and Norwegian.
SHARED = 4
_SPLIT = re.compile(r"[-.’']")
# What goes by names of no common beginning.
_SMALL = (*BASIC, *BE, "the", "of", "for", "and", "by", "did", "with", "who", "how")
_HEADING = re.compile(rf"\b{one_of(capitalised(_SMALL))}\b")
_DATE = re.compile(DATE)
_YEAR = re.compile(rf"\b{YEAR}\b")
_FIGURE = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-])")


def answerability(
    passages: Iterable[ReadPassage], question: str, *, closeness_weight: float
) -> float:
    """How sure it is that one of the passages answers the question, 0..1; 0 without passages.

    The reader's word as log-odds, and how close in meaning question and passage are: each catches
    what the other lets through.
    closeness_weight: the log-odds that a cosine of one more is worth (`Thresholds`).
    """
    return max(
        (
            answer_probability(
                read.reading.answerable, nearness(question, read.hit.dense), closeness_weight
            )
            for read in passages
        ),
        default=0.0,
    )


def answer_probability(answerable: float, near: float | None, closeness_weight: float) -> float:
    """How sure it is that a passage answers, from the reader's word and its nearness."""
    held = min(max(answerable, LEAST), 1 - LEAST)
    odds = math.log(held / (1 - held))
    if near is not None:
        odds += closeness_weight * (near - MEAN_CLOSENESS)
    return 1 / (1 + math.exp(-odds))


def tells_of_topic(passages: Iterable[ReadPassage], topic: str) -> float:
    """How close a passage comes to a topic, 0..1; 1 where one has all its words.

    The encoder does not know a name like TransTeleCom.
    """
    wanted, best = topic_words(topic), 0.0
    for read in passages:
        if wanted and holds_topic(wanted, read.hit.passage):
            return 1.0
        near = read.hit.dense
        best = max(best, read.reading.answerable if near is None else near)
    return best


def topic_words(question: str) -> set[str]:
    """Stems of a topic's words; none of a question that names none, or of a single common word."""
    words = content_stems(_YEAR.sub(" ", question))
    named = question[:1].isupper() or len(words) > 1
    return words if named and not question.rstrip().endswith("?") else set()


def holds_topic(topic: set[str], passage: Passage) -> bool:
    """Whether the passage, with its article's title, has all words of a topic."""
    return topic <= content_stems(f"{passage.article.title} {passage.text}")


def nearness(question: str, cosine: float | None) -> float | None:
    """The cosine of a question and a passage, raised for a question of few words; None as given."""
    if cosine is None:
        return None
    stems = max(len(content_stems(question)), 1)
    return max(cosine, 0.0) + SHORT * max(0.0, math.log(FEW_STEMS / (stems + 1)))


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
