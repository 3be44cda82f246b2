"""Turns the reader's spans and sentences into scored candidates with offsets in their articles.

    ReadPassage -> Candidate (span + the sentence around it) or Evidence (a sentence)

Nothing is chosen here; `select.py` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qa.answering.english.dates import relative_dates
from qa.answering.english.facts import numbers
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.numerals import APPROXIMATELY, NUMBER_WORDS
from qa.answering.english.words import content_stems, one_line
from qa.answering.reader.base import Scored, Span
from qa.answering.retrieval.rerank import DATE_SHARE, RETRIEVAL_SHARE
from qa.answering.stages import Evidence, ReadPassage
from qa.articles import sentence_spans

_COUNTS = re.compile(rf"[$€£¥]?\d|{one_of(NUMBER_WORDS)}\b")
_QUALIFIER = re.compile(rf"\b{one_of(APPROXIMATELY)}\s+(?:US|[$€£¥])*$", re.IGNORECASE)
# "66 to 27", "17 out of 18", "three of the five": a score or a share is not cut in two.
_PAIR_OF_NUMBERS = re.compile(
    r"(?<![\w.,])(?:\d[\d,.]*|[a-z]+)(?: (?:to|out of|of the)|[-–]) ?(?:\d[\d,.]*\b|[a-z]+\b)"
)
_CHOICE = re.compile(r"\bor\b|\bwhether\b", re.IGNORECASE)
_QUOTES = "\"'“”‘’«»"
_TRIMMED = _QUOTES + ",;:. \t\n–—-"
_PAIRS = (("(", ")"), ("[", "]"))
_SENTENCE_ENDS = (".", "!", "?", "…", '"', "”", "’", ")", "]")
_LIST_MARK = re.compile(r"(?:[-*•–]|\d{1,3}[.)]|[a-z][.)]) ")
# A row has cells, or a name and its value; "Workers: a freeze, no recall" is a heading.
_ROW = re.compile(r"\||:(?! [a-z])")
LONGEST_HEADING = 10  # words
LOOKS_AHEAD = 200  # characters
REPLY_WITHIN = 1_000  # characters in which the reply to a question stands
# The mean of a span's score (at most 1) and a passage's answer score, at their highest: that is a
# relevance of 1, half a DATE_SHARE, and RETRIEVAL_SHARE of a fused score of 1 with its own
# additions for date and conversation. Scores are divided by it to lie within 0..1; they are only
# compared with each other, so nothing else depends on it.
HIGHEST_MEAN = (1 + 1 + DATE_SHARE / 2 + RETRIEVAL_SHARE * 1.25) / 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A short answer in its article, and the sentence that holds it.

    text: the article's words on one line, trimmed of punctuation. score: 0..1.
    """

    text: str
    start: int
    end: int
    sentence: Evidence
    score: float


def candidates(passages: Iterable[ReadPassage]) -> list[Candidate]:
    """Every span of every passage, best first; the same words of one article count once.

    A span of a heading is none: the sentence below it tells the same and can stand alone. Nor is
    one of a question, which tells nothing.
    """
    found: dict[tuple[str, int, int], Candidate] = {}
    for read in passages:
        for span in read.reading.spans:
            candidate = _candidate(read, span)
            key = (candidate.sentence.article.id, candidate.start, candidate.end)
            sentence = candidate.sentence
            if not candidate.text or is_heading(sentence) or _is_question(sentence):
                continue
            if key not in found or found[key].score < candidate.score:
                found[key] = candidate
    return sorted(found.values(), key=lambda item: -item.score)


def _candidate(read: ReadPassage, span: Span) -> Candidate:
    passage = read.hit.passage
    start, end = trimmed(passage.text, span.start, span.end)
    start, end = _whole_pair(passage.text, start, end)
    start = _with_qualifier(passage.text, start)
    score = answer_score(read, span.score)
    return Candidate(
        text=_shown(read, start, end),
        start=passage.start + start,
        end=passage.start + end,
        sentence=_around(read, span, score),
        score=score,
    )


def _with_qualifier(text: str, start: int) -> int:
    """The start of "over 40,000" where the span begins at the number: a fact is not rounded."""
    if not _COUNTS.match(text, start):
        return start
    match = _QUALIFIER.search(text, max(start - 24, 0), start)
    return match.start() if match else start


def _whole_pair(text: str, start: int, end: int) -> tuple[int, int]:
    """The score or share that a number belongs to: "27" of "66 to 27"."""
    if not _COUNTS.match(text, start):
        return start, end
    for match in _PAIR_OF_NUMBERS.finditer(text, max(start - 24, 0), end + 24):
        touches = match.start() < end and start < match.end()
        if touches and len(numbers(match.group())) == 2:
            return min(start, match.start()), max(end, match.end())
    return start, end


def _shown(read: ReadPassage, start: int, end: int) -> str:
    """The span's words, "Monday" with the date that it means."""
    passage = read.hit.passage
    published = passage.article.date
    pieces, position = [], start
    if published:
        for begun, stop, meant in relative_dates(passage.text, published):
            if start <= begun < end:  # "Wednesday" of "Wednesday morning" takes the morning along
                pieces += [passage.text[position:stop], f" [{meant}]"]
                position = stop
    return one_line("".join([*pieces, passage.text[position : max(position, end)]]))


def answer_score(read: ReadPassage, score: float) -> float:
    """How much a span or sentence counts, 0..1: its own score and that of its passage, alike.

    Swept on wikinews2019, facts right / short answers right with the span at .3 .817/.700, at .4
    .833/.700, at .5 .833/.683, at .7 .833/.700, nothing abstained: it matters little.
    """
    return min(max((read.answer_score + score) / 2 / HIGHEST_MEAN, 0.0), 1.0)


def _around(read: ReadPassage, span: Span, score: float) -> Evidence:
    """The sentence, or the run of sentences, that a span lies in."""
    passage = read.hit.passage
    touched = [
        item for item in read.reading.sentences if item.start < span.end and item.end > span.start
    ]
    start = min((item.start for item in touched), default=0)
    end = max((item.end for item in touched), default=len(passage.text))
    held = max((item.score for item in touched), default=0.0)
    return Evidence(passage.article, passage.start + start, passage.start + end, score, held)


def says_more(text: str, question: str) -> bool:
    """Whether a short answer has a word of content that the question lacks, or is its choice."""
    own = content_stems(text)
    return not own or not own <= content_stems(question) or bool(_CHOICE.search(question))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without punctuation and brackets left open at its ends."""
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    for opening, closing in _PAIRS:
        inside = text[start:end]
        if inside.count(opening) > inside.count(closing):
            if inside.startswith(opening):
                start += 1
            elif end < len(text) and text[end] == closing:
                end += 1
        elif inside.count(closing) > inside.count(opening) and inside.endswith(closing):
            end -= 1
    return start, end


def sentences(passages: Iterable[ReadPassage]) -> list[Evidence]:
    """Every sentence of the passages once, best first; a heading is none.

    For a question, as of an interview, stands the reply: the next sentence of its article.
    """
    best: dict[tuple[str, int, int], Evidence] = {}
    for found in as_they_stand(passages):
        item = _reply(found) if _is_question(found) else found
        if item is None or is_heading(item):
            continue
        key = (item.article.id, item.start, item.end)
        if key not in best or best[key].score < item.score:
            best[key] = item
    return sorted(best.values(), key=lambda item: -item.score)


def _is_question(item: Evidence) -> bool:
    return item.text.rstrip().endswith("?")


def _reply(item: Evidence) -> Evidence | None:
    """The first sentence behind that is no question, as far as one looks."""
    behind = item.article.text[item.end : item.end + REPLY_WITHIN]
    for start, end in sentence_spans(behind, item.article.language):
        reply = replace(item, start=item.end + start, end=item.end + end)
        if not _is_question(reply):
            whole = end < len(behind) or reply.end == len(item.article.text)
            return reply if whole else None
    return None


def as_they_stand(passages: Iterable[ReadPassage]) -> Iterator[Evidence]:
    """Every sentence, passage by passage; one that two passages share comes twice."""
    for read in passages:
        for sentence in read.reading.sentences:
            yield evidence(read, sentence)


def overlap(one: Evidence, other: Evidence) -> bool:
    """Whether the two stand, in part, in the same place of one article."""
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end


def is_heading(item: Evidence) -> bool:
    """Whether it is a short line of its own, without an end, over a line of prose.

    Rows of tables and items of lists are lines of their own as well; they have marks or stand
    among their like.
    """
    text = item.article.text
    line = item.text.strip()
    if line.endswith(_SENTENCE_ENDS) or _LIST_MARK.match(line) or _ROW.search(line):
        return False
    if len(line.split()) > LONGEST_HEADING:
        return False
    alone = text[: item.start].rstrip(" \t").endswith("\n") or item.start == 0
    after = text[item.end : item.end + LOOKS_AHEAD].lstrip(" \t")
    below = after.strip().partition("\n")[0]
    return alone and after.startswith("\n") and len(below.split()) > LONGEST_HEADING


def evidence(read: ReadPassage, sentence: Scored) -> Evidence:
    """A sentence of a passage as a stretch of its article."""
    passage = read.hit.passage
    start, end = passage.start + sentence.start, passage.start + sentence.end
    score = answer_score(read, sentence.score)
    return Evidence(passage.article, start, end, score, sentence.score)
