"""Suggests questions from articles, and keeps those that the reader answers from their article.

    sentences -> proposals -> one of each kind in turn -> answered by the assistant -> shown

A question is offered if the answer came out as answered and rests on what the question was made
of: a short answer that its article has, or the very sentence, and words that name what is asked
about. Nothing here is ever shown unchecked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from qa.answering.english.words import content_stems, coverage
from qa.errors import QaError
from qa.records import Answer, Article
from qa.ui.suggestions.proposals import about_name, kind, proposals

if TYPE_CHECKING:
    from qa.answering import Assistant

SENTENCES_LOOKED_AT = 60
MOST_OF_A_KIND = 2
HALF = 0.5
# What asks for a plain fact comes first; "what is said about" is for when there is little else.
_ORDER = ("how many", "who", "when", "why", "how long", "where", "how much", "what did", "what")
_ON_A_DAY = "What happened on "
_EXACT = ("how", "when", "where", "who")
# Within a question a name is what has capitals; a surname may stand for the whole of it.
_NAME = re.compile(r"(?<=\s)[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, the article that it was made of, and where the sentence stands in it."""

    question: str
    article_id: str
    span: tuple[int, int] = (0, 0)


def candidates(articles: Iterable[Article]) -> list[Suggestion]:
    """Questions that the articles' own sentences suggest, no two alike.

    Kinds of questions take turns, and within a kind the articles do, so that the first few
    are of different kinds and come from different articles. Those with a name or a date go
    before those that need a context.
    """
    from qa.articles import sentence_spans  # noqa: PLC0415 - loads readers of formats

    kinds: dict[str, list[list[Suggestion]]] = {}
    for article in articles:
        own: dict[str, list[Suggestion]] = {}
        for made in _from_article(article, sentence_spans(article.text, article.language)):
            own.setdefault(_rank(made.question)[1], []).append(made)
        for name, few in own.items():
            kinds.setdefault(name, []).append(few)
    lines = []
    for name in sorted(kinds, key=lambda name: _rank(f"{name} x")):
        turns = (made for made in chain.from_iterable(zip_longest(*kinds[name])) if made)
        lines.append(sorted(turns, key=lambda made: not specific(made.question)))
    in_turn = (made for made in chain.from_iterable(zip_longest(*lines)) if made)
    named_first = sorted(in_turn, key=lambda made: not specific(made.question))
    return list({made.question: made for made in named_first}.values())


def specific(question: str) -> bool:
    """Whether it names something, so that it can be understood before anything was read."""
    return any(word[:1].isupper() or word[:1].isdigit() for word in question.split()[1:])


def alike(question: str, other: str) -> bool:
    """Whether the two share most of their words, so that one answer says it all."""
    first, second = (
        {word.strip("?.,’'s") for word in text.lower().split() if len(word) > 3}
        for text in (question, other)
    )
    return 2 * len(first & second) > min(len(first), len(second))


def checked(
    assistant: Assistant,
    suggestions: Iterable[Suggestion],
    *,
    wanted: int,
    tries: int = 12,
    stop: Callable[[], bool] = lambda: False,
) -> list[str]:
    """The first `wanted` of the questions that the assistant answers from their articles.

    No more than two of a kind, no more than one of an article and no two alike come first; where
    that is too few, others fill up. tries: how many questions it reads for at most. stop: asked
    before each of them.
    """
    kept: list[str] = []
    spare: list[str] = []
    used: Counter[str] = Counter()
    for _, made in zip(range(tries), suggestions, strict=False):
        if len(kept) == wanted or stop():
            break
        try:
            answer = assistant.answer(made.question)
        except QaError:
            continue
        if not good(made, answer):
            continue
        name = kind(made.question)
        fresh = used[name] < MOST_OF_A_KIND and not used[made.article_id]
        fresh = fresh and not any(alike(made.question, other) for other in kept)
        used.update((name, made.article_id))
        (kept if fresh else spare).append(made.question)
    return [*kept, *spare][:wanted]


def good(made: Suggestion, answer: Answer) -> bool:
    """Whether a question may be offered, by what the assistant answers to it."""
    if answer.status != "answered" or not any(s.supported for s in answer.sentences):
        return False
    # What is offered is read as an example, so the citation that opens first must be the answer.
    first = answer.citations[0] if answer.citations else None
    if first is None or first.article.id != made.article_id:
        return False
    if first.marker not in answer.sentences[0].citations:
        return False
    told = [answer.direct] if answer.direct else []
    if made.question.startswith(_ON_A_DAY):
        told.append(_day_of(made.question))
    if not all(_holds(first.quote, each) for each in told):
        return False
    exact = made.question.lower().startswith(_EXACT) and not made.question.startswith("Who is")
    start, end = made.span
    own_sentence = start < first.end and first.start < end
    if own_sentence:
        return True
    return _names(first.quote, made.question) and (bool(answer.direct) or not exact)


def _names(quote: str, question: str) -> bool:
    """Whether a quote names what is asked about, and does not only point at it ("his policy").

    Each name by its last word; without a name, half of the question's own words.
    """
    if names := _NAME.findall(question):
        return all(_holds(quote, re.sub("[’']s?$", "", name.split()[-1])) for name in names)
    return coverage(content_stems(question), content_stems(quote)) >= HALF


def _holds(quote: str, direct: str) -> bool:
    """Whether a quote has the words of a short answer, whatever stands between them."""
    said = set(_words(quote))
    return all(word in said for word in _words(direct))


def _day_of(question: str) -> str:
    """ "What happened on 3 October 2017?" -> "3 October": sentences seldom name the year."""
    return " ".join(question.removeprefix(_ON_A_DAY).split()[:2])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _rank(question: str) -> tuple[int, str]:
    name = kind(question)
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)


def _from_article(article: Article, spans: Sequence[tuple[int, int]]) -> Iterator[Suggestion]:
    for start, end in spans[:SENTENCES_LOOKED_AT]:
        for question in proposals(" ".join(article.text[start:end].split())):
            yield Suggestion(question, article.id, (start, end))
    name = about_name(article.text)
    if name:
        yield Suggestion(name, article.id)
    if article.date:
        day = f"{article.date.day} {article.date:%B %Y}"
        yield Suggestion(f"{_ON_A_DAY}{day}?", article.id)
