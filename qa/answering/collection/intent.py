"""Recognises questions about the collection itself, by a small grammar of their forms.

    "Who wrote the article about the storm?" -> Intent("author", about="the storm")
    "How many articles are dated May 2019?" -> Intent("count", rest="dated May 2019")

An article must be asked for as an article: "How many articles of impeachment passed?" is a
question to the articles, not about them. English forms; what is not recognised is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, cast

Wanted = Literal[
    "count", "newest", "oldest", "added", "period", "sources", "authors", "topics",
    "list", "author", "date", "source", "summary",
]  # fmt: skip

_PLEASE = (
    r"(?:(?:can|could|would|will) you (?:please )?|please )?"
    r"(?:(?:tell|show|give|list) (?:me|us)?,? ?)?"
)
_PART = re.compile(r"<(\w+)>")


def _read_forms() -> tuple[tuple[Wanted, re.Pattern[str]], ...]:
    """The forms of `forms.txt`, in its order, with the named parts put in."""
    text = files("qa.answering.collection").joinpath("forms.txt").read_text(encoding="utf-8")
    parts: dict[str, str] = {}
    forms = []
    for line in text.splitlines():
        name, colon, pattern = line.partition(": ")
        if line.startswith("#") or not colon:
            continue
        # A group's name, as in (?P<about>…), is no part.
        whole = _PART.sub(lambda found: parts.get(found[1], found[0]), pattern)
        if name.startswith("@"):
            parts[name[1:]] = whole
        else:
            form = re.compile(rf"{_PLEASE}(?:{whole})[ ?.!]*", re.IGNORECASE)
            forms.append((cast(Wanted, name), form))
    return tuple(forms)


_FORMS = _read_forms()
# What is of an article as a law or a shop has it: "articles of impeachment", "items of clothing".
_OTHER_SENSE = re.compile(
    r"\b(?:articles?|pieces?|items?|reports?|texts?) of (?:impeachment|clothing|association|faith|"
    r"incorporation|luggage|furniture|art|abuse|fraud|violence|war|evidence|legislation|"
    r"the (?:treaty|constitution|agreement|law))",
    re.IGNORECASE,
)
MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted of the collection.

    about: the topic that names an article or several. by: an author. rest: a filter in words,
    "dated May 2019", "from the Courier".
    """

    wanted: Wanted
    about: str = ""
    by: str = ""
    rest: str = ""


def intent_of(question: str) -> Intent | None:
    """What the question wants of the collection; None for a question to the articles."""
    if len(question) > MOST_CHARACTERS or _OTHER_SENSE.search(question):
        return None
    for wanted, form in _FORMS:
        if match := form.fullmatch(question.strip()):
            found = match.groupdict()
            about = found.get("about") or ""
            return Intent(
                wanted,
                about=about.strip(' ?.!"“”'),
                by=(found.get("by") or "").strip(),
                rest=(found.get("rest") or "").strip(" ?.!"),
            )
    return None
