"""Gives the words of whoever a question names: "What did Carl Ekman say about the fire?"

    State selected -> State with the sentences in which that one speaks

A sentence is someone's where the name stands beside a verb of speaking, before it or behind a
quotation, or where "he said" follows such a sentence. Of a subject that none of them touches,
nothing is told: what another says of it is no answer. Where the articles let the named one say
nothing at all, the question is left as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.pronouns import SUBJECTS
from qa.answering.english.lexicon.question_words import OPENED
from qa.answering.english.lexicon.verbs import SAYING, SPEAKING
from qa.answering.english.roots import roots
from qa.answering.english.words import coverage
from qa.answering.extraction.candidates import evidence
from qa.answering.extraction.context import with_names
from qa.answering.stages import Evidence, ReadPassage, State

_ASKS = re.compile(
    rf"{OPENED}what (?:did|does|do|has|have) (?P<who>(?:[^\s?]+ ){{1,6}}?)"
    r"(?:say|said|tell|told|think|claim|claimed|announced?|argued?|warn|warned|add|stated?|write|"
    r"demand|demanded|promised?)\b(?: [^?]*?(?:about|of|on|to|regarding) (?P<topic>[^?]{3,}))?\?*$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(rf"\b{one_of(SAYING, SPEAKING)}\b")
_PRONOUN = re.compile(
    rf"\b(?:{one_of(SUBJECTS)} {one_of(SAYING)}|{one_of(SAYING)} {one_of(SUBJECTS)})\b",
    re.IGNORECASE,
)
_BEHIND_QUOTE = re.compile(r"[,.!?]?[\"”’'] *$|, *$")
# Words before a verb of speaking, or behind one that follows a quotation, that name who speaks.
REACH = 9
# What a saying, with its title, must have of the subject that is asked about; or all of it with
# what stands before it and how the article begins, so many characters of each.
TOUCHES = 0.5
BEFORE, LEAD = 300, 400
MOST = 3
LEAST = 3  # letters that forms of a word begin with


class _Asked(NamedTuple):
    """Whose words are asked for, and on what; roots of both."""

    who: tuple[str, ...]
    topic: frozenset[str]


def with_sayings(state: State, *, max_words: int) -> State:
    """The state with what the named one says; unchanged where that is not asked or not told."""
    asked = (
        _asked(state.plain) if state.kind in ("fact", "list") and len(state.parts) == 1 else None
    )
    if asked is None:
        return state
    said = _sayings(asked.who, state.passages[0])
    if not said:
        return state
    if asked.topic:
        said = [item for item in said if _touches(item, asked)]
        said.sort(key=lambda item: -coverage(set(asked.topic), roots(item.text)))
    if not said:
        return replace(state, status="not_found", evidence=(), short_answer=None)
    shown = with_names(said[:MOST], max_words=max_words)
    return replace(state, status="answered", missed=None, evidence=shown, short_answer=None)


def _asked(question: str) -> _Asked | None:
    match = _ASKS.match(question.strip())
    if match is None or not (who := roots(match["who"])):
        return None
    return _Asked(who, frozenset(roots(match["topic"] or "")))


def _touches(item: Evidence, asked: _Asked) -> bool:
    """Whether it has enough of the subject; "wolves" and "wolf" are the same."""
    wanted = {_beginning(item) for item in asked.topic - set(asked.who)}
    title, text = item.article.title, item.article.text
    if not wanted or coverage(wanted, _beginnings(f"{title} {item.text}")) >= TOUCHES:
        return True
    around = f"{title} {text[:LEAD]} {text[max(item.start - BEFORE, 0) : item.end]}"
    return wanted <= set(_beginnings(around))


def _beginnings(text: str) -> list[str]:
    return [_beginning(root) for root in roots(text)]


def _beginning(root: str) -> str:
    return root[: max(LEAST, len(root) - 2)]


def _sayings(who: Sequence[str], passages: Sequence[ReadPassage]) -> list[Evidence]:
    """The sentences in which the one speaks, best passage first, each once."""
    found: dict[tuple[str, int], Evidence] = {}
    for read in passages:
        before = False
        for sentence in read.reading.sentences:
            item = evidence(read, sentence)
            own = _speaks(item.text, who)
            if own or (before and _PRONOUN.search(item.text)):
                found.setdefault((item.article.id, item.start), item)
                own = True
            before = own
    return list(found.values())


def _speaks(text: str, who: Sequence[str]) -> bool:
    """Whether the last word of the name stands where the speaker does."""
    for verb in _SPEAKS.finditer(text):
        before = text[: verb.start()]
        near = before.split()[-REACH:]
        if who[-1] in roots(" ".join(near)) and not re.search(
            r"\b(?:that|of|to)\b$", before.strip()
        ):
            return True
        if _BEHIND_QUOTE.search(before):
            behind = re.split(r"\bthat\b|[.;:\"“]", text[verb.end() :], maxsplit=1)[0]
            if who[-1] in roots(" ".join(behind.split()[:REACH])):
                return True
    return False
