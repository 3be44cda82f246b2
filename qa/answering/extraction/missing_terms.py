"""Names and figures of a question that an article does not have.

    "How many cases did Tonga have?", an article about Samoa -> lacking

The whole article is asked, not the passage, for a report names a thing once. What goes by several
names ("America") is not missed.
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
from qa.records import Article, Hit

# Letters that a name shares with its other forms: Thailand and Thai, Norway and Norwegian.
SHARED = 4
_SPLIT = re.compile(r"[-.’']")
# What goes by names of no common beginning.
_SMALL = (*BASIC, *BE, "the", "of", "for", "and", "by", "did", "with", "who", "how")
_HEADING = re.compile(rf"\b{one_of(capitalised(_SMALL))}\b")
_DATE = re.compile(DATE)
_FIGURE = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-])")


def lacks_a_term(question: str, article: Article) -> bool:
    """Whether the article lacks a name or a figure of the question."""
    text = f"{article.title}\n{article.text}"
    unseen = [name for name in _names(question) if not _begins_a_word(name, text)]
    plain = _plain(text) if unseen else ""
    if any(not _begins_a_word(name, plain) for name in unseen):
        return True
    figures = [each for each in _FIGURE.findall(_DATE.sub("", question)) if each not in text]
    said = numbers(text) if figures else set()
    return any(not numbers(figure) <= said for figure in figures)


def best_of_each(question: str, hits: Iterable[Hit]) -> list[Hit]:
    """The first hit of each article that has all names and figures of the question."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.passage.article.id, hit)
    return [hit for hit in first.values() if not lacks_a_term(question, hit.passage.article)]


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
