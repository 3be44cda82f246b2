"""Articles -> questions worth asking, offered only after the reader has answered them.

    sentences -> questions by three patterns -> answered by the assistant -> shown

The patterns turn a sentence's own words into a question, so nothing is asked about that the
articles do not mention. A question whose answer does not come out as answered is dropped;
nothing here is ever shown unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from qa.errors import QaError
from qa.records import Article

if TYPE_CHECKING:
    from qa.answering import Assistant

LONGEST = 90
SENTENCES_LOOKED_AT = 60

_NAME = r"[A-Z][\w’'-]+(?: (?:of |al-|van |de )?[A-Z][\w’'-]+)+"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = rf"(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}},?)?(?: \d{{4}})?|(?:1[89]|20)\d\d"
_SAYING = re.compile(
    rf"\b({_NAME})(?:, [^,.;]{{3,60}},)? (?:said|says|argues|argued|warned|believes)\b"
)
_NUMBER = re.compile(
    r"^(?:Over|About|Nearly|More than|Some|Around|At least|Almost|Up to|Only)? ?"
    r"\d[\d,.]* ((?:million |billion )?(?!per |percent|of )(?:[\w-]+ ){0,2}[\w-]+s\b[^,.;:()]*)"
)
_WHEN = re.compile(
    r"^((?:The|A|An) [^,.;:()]{3,50}?|" + _NAME + r") (was|were) "
    rf"((?:\w+ )?\w+(?:ed|wn|en|un|lt|ld)\b[^,.;:()]*?) (?:on|in) (?:{_DATE})\b"
)
_TOPIC = re.compile(rf"(?:about|on|of|against|in|to) (?:the )?({_NAME}|[A-Z]{{3,6}})\b")


def candidates(articles: Iterable[Article]) -> list[str]:
    """Questions that the articles' own sentences suggest, no two alike.

    Articles take turns, so that the first few questions come from different ones.
    """
    from qa.articles import sentence_spans  # noqa: PLC0415 - loads readers of formats

    each = [
        list(_from_article(article, sentence_spans(article.text, article.language)))
        for article in articles
    ]
    turns = chain.from_iterable(zip_longest(*each))
    return list(dict.fromkeys(question for question in turns if question))


def checked(
    assistant: Assistant,
    questions: Iterable[str],
    *,
    wanted: int,
    tries: int = 12,
    stop: Callable[[], bool] = lambda: False,
) -> list[str]:
    """The first `wanted` of the questions that the assistant answers from the articles.

    tries: how many questions it reads for at most. stop: asked before each of them.
    """
    kept: list[str] = []
    for _, question in zip(range(tries), questions, strict=False):
        if len(kept) == wanted or stop():
            break
        try:
            answer = assistant.answer(question)
        except QaError:
            continue
        if answer.status == "answered" and answer.citations:
            kept.append(question)
    return kept


def _from_article(article: Article, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    for start, end in spans[:SENTENCES_LOOKED_AT]:
        question = from_sentence(" ".join(article.text[start:end].split()))
        if question and len(question) <= LONGEST:
            yield question


def from_sentence(sentence: str) -> str | None:
    """One question that the sentence answers, or None.

    "Over 40,000 North Koreans hold a permit." -> "How many North Koreans hold a permit?"
    "The line was opened again in May 2013."   -> "When was the line opened again?"
    "Jae Ku of the institute said that …"      -> "What did Jae Ku say?"
    """
    number = _NUMBER.match(sentence)
    if number and " " in number.group(1).strip():
        return f"How many {number.group(1).strip()}?"
    when = _WHEN.match(sentence)
    if when:
        subject, verb, done = when.groups()
        article, _, rest = subject.partition(" ")
        if article in {"The", "A", "An"}:
            subject = f"{article.lower()} {rest}"
        return f"When {verb} {subject} {done}?"
    saying = _SAYING.search(sentence)
    if saying:
        topic = _TOPIC.search(sentence, saying.end())
        about = f" about {topic.group(1)}" if topic else ""
        return f"What did {saying.group(1)} say{about}?"
    return None
