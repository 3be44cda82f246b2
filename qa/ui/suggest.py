"""Articles -> questions worth asking, offered only after the reader has answered them.

    sentences -> questions by four patterns -> answered by the assistant -> shown

The patterns turn a sentence's own words into a question, so nothing is asked about that the
articles do not mention. A question whose answer does not come out as answered is dropped;
nothing here is ever shown unchecked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from qa.errors import QaError
from qa.records import Article

if TYPE_CHECKING:
    from qa.answering import Assistant

LONGEST = 90
SENTENCES_LOOKED_AT = 60
NAME_SAID = 2

_NAME = r"[A-Z][\w’'-]+(?: (?:of |al-|van |de )?[A-Z][\w’'-]+)+"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = rf"(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}},?)?(?: \d{{4}})?|(?:1[89]|20)\d\d"
_ANY_NAME = re.compile(rf"(?<![.!?“\"] )(?<!^)(?:{_NAME}|\b[A-Z][A-Za-z]+-\d+|\b[A-Z]{{3,6}})\b")
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
# Names that say things so often that asking what they said asks for nothing.
_TOO_WIDE = re.compile(
    r"(?:The )?(?:North|South|East|West|United|European|Security|Foreign|New)\b"
    r"|.*\b(?:News|TV|Times|Herald|Post|President|Leader|Minister)$"
)
_OFFICE = re.compile(r"^(?:President|Minister|Ambassador|Senator|Professor|Dr|Mr|Mrs|Ms)\.? ")
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
    name = about_name(article)
    if name:
        yield name


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
    if saying and not _TOO_WIDE.match(saying.group(1)):
        speaker = re.sub("^The ", "the ", _OFFICE.sub("", saying.group(1)))
        topic = _TOPIC.search(sentence, saying.end())
        about = f" about {topic.group(1)}" if topic else ""
        return f"What did {speaker} say{about}?" if " " in speaker else None
    return None


def about_name(article: Article) -> str | None:
    """A question about the name that an article mentions most, if it does so twice.

    "… the Mangyongbong-92 … Mangyongbong-92 …" -> "What is said about Mangyongbong-92?"
    """
    names = [name for name in _ANY_NAME.findall(article.text) if not _TOO_WIDE.match(name)]
    counted = Counter(_OFFICE.sub("", name) for name in names)
    name, times = max(counted.items(), key=lambda pair: pair[1], default=("", 0))
    return f"What is said about {name}?" if times >= NAME_SAID and len(name) > 3 else None
