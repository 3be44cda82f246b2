"""Takes a yes/no question apart: its auxiliary, the roots of its core, and of what stands around.

    "Was anyone killed in the fire?" -> "was", core ("kill",), rest {"fire"}, indefinite

The core is what stands before the first preposition, or up to the second where that is one word
only. A choice of two, a question that denies or reverses ("other than"), or one that says a word
twice is not taken apart: a sentence could not be compared with it word for word.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.answering.english.facts import negations
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES
from qa.answering.english.lexicon.hedges import INDEFINITE, REVERSING
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.stop_words import STOP_WORDS
from qa.answering.english.roots import roots
from qa.answering.english.words import stem, tokens

_FORM = re.compile(
    rf"^(?:(?:and|but|so|well),? )?(?P<verb>{one_of(AUXILIARIES)}) (?P<rest>[^?]+)\?*$",
    re.IGNORECASE,
)
_OR = re.compile(r"\bor\b|[,;] ", re.IGNORECASE)
_REVERSES = re.compile(rf"\b{one_of(REVERSING)}\b", re.IGNORECASE)
_PREPOSITION = re.compile(rf"\b{one_of(PREPOSITIONS, ('by', 'than', 'as'))}\b", re.IGNORECASE)
_LEAST = 2  # roots of a core that names nobody at all


class Asked(NamedTuple):
    """A yes/no question in parts.

    body: what stands behind the auxiliary. indefinite: whether it asks after anyone or anything;
    exists: whether it asks if there is such a thing.
    """

    auxiliary: str
    body: str
    core: tuple[str, ...]
    rest: frozenset[str]
    indefinite: bool
    exists: bool

    @property
    def roots(self) -> frozenset[str]:
        """All roots of the question."""
        return self.rest | set(self.core)


def asked_in(question: str) -> Asked | None:
    """The parts of a plain yes/no question; None for another form."""
    form = _FORM.match(question.strip())
    if form is None:
        return None
    body = form["rest"]
    if _OR.search(body) or _REVERSES.search(body) or _repeats(body) or negations(body):
        return None
    indefinite = not set(INDEFINITE).isdisjoint(tokens(body))
    exists = body.lower().startswith("there ")
    pieces = _PREPOSITION.split(body)
    core = roots(pieces[0])
    if len(pieces) > 1 and len(core) < _LEAST and not indefinite and not exists:
        core = (*core, *(item for item in roots(pieces[1]) if item not in core))
        pieces = pieces[1:]
    rest = frozenset(item for piece in pieces[1:] for item in roots(piece)) - set(core)
    return Asked(form["verb"].lower(), body, core, rest, indefinite, exists) if core else None


def _repeats(text: str) -> bool:
    """Whether a word of content stands there twice: one of a sentence would do for both."""
    words = [stem(word) for word in tokens(text) if word not in STOP_WORDS]
    return len(set(words)) < len(words)
