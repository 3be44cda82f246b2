"""Asks of one thing what a superlative asks of many, so that each article can be asked it.

    "Which crash cost the most lives?" -> crash, "How many lives has the crash cost?"
    "What was the longest sentence?"   -> sentence, "How long was the sentence?"
    "Who lived to be the oldest?"      -> person, "How old was the person?"

By form, as the comparative would be asked ("cost more lives"). Superlatives of quality ("best"), of
time ("newest", "most recent") and of what is not counted ("most popular") are none: no number tells
them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES, BE
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.verbs import IRREGULAR_VERBS
from qa.answering.question.comparison import asked_of

NO_SUPERLATIVE = frozenset((
    "arrest", "best", "chest", "contest", "forest", "guest", "harvest", "honest", "interest",
    "latest", "nest", "newest", "priest", "protest", "quest", "request", "rest", "test", "west",
    "worst",
))  # fmt: skip
LEAST = frozenset(("fewest", "least", "lowest", "smallest", "shortest", "youngest", "cheapest",
                   "weakest", "earliest", "lightest", "slowest"))  # fmt: skip
_WORD = r"(?P<word>(?:most|fewest|least)(?= (?:people|men|women|children|\w+s)\b)|\w{2,12}est)"
_COMPARATIVES = {"most": "more", "fewest": "fewer", "least": "less"}
_VERB = rf"(?:{one_of(AUXILIARIES, (past for _, past, _ in IRREGULAR_VERBS))}|[a-z]{{2,12}}e[ds])"
# "Which crash in the articles cost the most lives?", "Who got the fewest votes?"
_BY_VERB = re.compile(
    rf"^(?:of [^,?]{{2,80}}, )?(?:who|(?:which|what) (?!of )(?P<kind>[a-z][\w' -]{{2,50}}?)"
    rf"(?: {one_of(PREPOSITIONS)} [^,?]{{2,40}})?) (?P<verb>{_VERB}(?: [a-z ]{{2,30}})?)"
    rf" the {_WORD}\b(?P<rest>[^?]{{0,80}})\?*$",
    re.IGNORECASE,
)
# "What was the longest sentence handed down?", "Which is the highest dam?"
_OF_KIND = re.compile(
    rf"^(?:what|which)(?:['’]s| (?P<be>{one_of(BE)})) the {_WORD} "
    rf"(?P<kind>(?!{one_of(PREPOSITIONS)}\b)[^,?]{{2,80}}?)\?*$",
    re.IGNORECASE,
)


# "Who died the youngest?", "Of those who died, who lived the longest?"
_BY_AGE = re.compile(
    r"^(?:of [^,?]{2,80}, )?who (?:(?:is|was|were|died|lived(?: to be)?) the "
    r"(?P<word>oldest|youngest)|lived (?:for )?the longest)\b[^?]{0,80}\?*$",
    re.IGNORECASE,
)
PERSON = "person"


class Ranked(NamedTuple):
    """What kind of thing is ranked, what is asked of each, the superlative, whether least wins."""

    kind: str
    question: str
    word: str
    least: bool


def asked_of_each(question: str) -> Ranked | None:
    """The kind and the question for one of it; None for what no number decides."""
    if by_age := _BY_AGE.match(question):
        word = (by_age["word"] or "longest").lower()
        return Ranked(PERSON, f"How old was the {PERSON}?", word, least=word in LEAST)
    by_verb, of_kind = _BY_VERB.match(question), _OF_KIND.match(question)
    form = of_kind or by_verb
    word = form["word"].lower() if form else ""
    if form is None or word in NO_SUPERLATIVE:
        return None
    comparative = _COMPARATIVES.get(word) or f"{word.removesuffix('est')}er"
    if of_kind:
        kind, asked = of_kind["kind"], f"{of_kind['be'] or 'is'} {comparative}"
    else:
        kind, asked = form["kind"] or PERSON, f"{form['verb']} {comparative}{form['rest']}"
        if form["rest"] == " lives":  # "cost", "claimed"
            asked = f"killed {comparative} people"
    each = asked_of(f"the {kind}", asked)
    return Ranked(kind, each, word, least=word in LEAST) if each else None
