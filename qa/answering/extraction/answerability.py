"""Answerability: how sure it is that a passage answers a question, or tells of a topic.

    read passages -> 0..1

The odds that the reader gives, and how close in meaning question and passage are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from qa.answering.english.lexicon.months import YEAR
from qa.answering.english.phrases import names_in
from qa.answering.english.words import content_stems
from qa.answering.stages import ReadPassage
from qa.records import Passage

# What a cosine is worth is counted from here, about its mean for the passages that were read; one
# that is unknown is worth nothing. SQuAD's corpus .54, Natural Questions .62, news .54 to .65.
MEAN_CLOSENESS = 0.5
# A topic, which asks nothing, is told of where a passage is as close to it as this.
TOPIC_FLOOR = 0.45
LEAST = 1e-4  # of a probability, and its distance from 1, before its log-odds are taken

# A question of few words is near to no passage in meaning, however well that answers it: its cosine
# is raised by SHORT x ln(FEW_STEMS / (stems + 1)), nothing from four stems of content on. Area
# under the curve of "answered" without and with it: SQuAD's corpus (330) .853 .858, Natural
# Questions (256) .890 .891, varied questions (69) .531 .536; 69 short ones on the example articles
# .927 .941, where .39 and .16 of those with an answer are wrongly silent at one floor (2026-11-26).
FEW_STEMS, SHORT = 5, 0.2
_YEAR = re.compile(rf"\b{YEAR}\b")


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


def tells_of_topic(passages: Iterable[ReadPassage], topic: str, *, named: bool = False) -> float:
    """How close a passage comes to a topic, 0..1; 1 where one has all its words, 0 where none has
    anything of its names.

    The encoder does not know a name like TransTeleCom.
    named: whether a question names it as its topic ("What is known of the ferry?"), so that a
    single common word is one.
    """
    wanted, best = content_stems(topic) if named else topic_words(topic), 0.0
    names = content_stems(" ".join(names_in(topic)))
    told = [(read, _words_of(read.hit.passage)) for read in passages]
    if names and not any(names & words for _, words in told):
        return 0.0
    for read, words in told:
        if wanted and wanted <= words:
            return 1.0
        near = read.hit.dense
        best = max(best, read.reading.answerable if near is None else near)
    return best


def topic_words(question: str) -> set[str]:
    """Stems of a topic's words; none of a question that names none, or of a single common word."""
    words = content_stems(_YEAR.sub(" ", question))
    named = any(word[:1].isupper() for word in question.split()) or len(words) > 1
    return words if named and not question.rstrip().endswith("?") else set()


def holds_topic(topic: set[str], passage: Passage) -> bool:
    """Whether the passage, with its article's title, has all words of a topic."""
    return topic <= _words_of(passage)


def _words_of(passage: Passage) -> set[str]:
    return content_stems(f"{passage.article.title} {passage.text}")


def nearness(question: str, cosine: float | None) -> float | None:
    """The cosine of a question and a passage, raised for a question of few words; None as given."""
    if cosine is None:
        return None
    stems = max(len(content_stems(question)), 1)
    return max(cosine, 0.0) + SHORT * max(0.0, math.log(FEW_STEMS / (stems + 1)))
