"""Resolves "there" and "then" of a follow-up against the last turns, by form.

    turns -> the place or the time that was spoken of last

Follow-ups are filled in with what is found here; where nothing stands out it says nothing. "It"
and "they" are left as they are: the articles last cited are read for them (`spoken_of`). People
are resolved in `rewrite`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.months import DATE
from qa.answering.english.lexicon.organisations import EVENTS, SITES
from qa.answering.english.phrases import Phrase, noun_phrases
from qa.answering.question.topic import answer_of
from qa.records import Turn

# How far back a place is looked for, in turns.
LOOK_BACK = 3
# A longer phrase says too much to stand in for a pronoun.
MOST_WORDS = 7

_COORDINATION = re.compile(r"^(?:,? (?:and|or) |, )")
_PLACED = frozenset(("in", "at", "near", "to", "into"))
_SITE = re.compile(rf"\b{one_of(SITES)}$", re.IGNORECASE)
_EVENT = re.compile(rf"\b{one_of(capitalised(EVENTS))}\b")
DATE_PATTERN = re.compile(DATE, re.IGNORECASE)


def place(turns: Sequence[Turn]) -> str | None:
    """Where "there" is, with its preposition: "at the Chicago Marathon", "in Vienna"."""
    for turn in reversed(turns[-LOOK_BACK:]):
        for text in (answer_of(turn), _asked(turn)):
            best: tuple[int, str] | None = None
            for phrase in noun_phrases(text):
                if not phrase.named or DATE_PATTERN.search(phrase.text):
                    continue
                event = bool(_EVENT.search(phrase.text))
                site = bool(_SITE.search(phrase.text))
                score = 3 * event + 2 * (site or phrase.before in _PLACED)
                if score > (best[0] if best else 1) and _short(phrase.text):
                    joint = "at" if event or site else "in"
                    if phrase.before in ("in", "at", "near"):
                        joint = phrase.before
                    best = score, f"{joint} {_definite(_event_itself(phrase.text))}"
            if best:
                return best[1]
    return None


def _event_itself(text: str) -> str:
    """ "the women's race of the Chicago Marathon" took place at the Chicago Marathon."""
    head, of, tail = text.rpartition(" of ")
    return tail if of and _EVENT.search(tail) and not _EVENT.search(head) else text


def time(turns: Sequence[Turn]) -> str | None:
    """When "then" is, with its preposition: the one date of the last question, or the answer
    to "when".
    """
    asked = _asked(turns[-1])
    texts = [asked, answer_of(turns[-1])] if re.match(r"(?i)(?:and )?when\b", asked) else [asked]
    for text in texts:
        dates = [item.group() for item in DATE_PATTERN.finditer(text)]
        dated = [item for item in dates if item[0].isupper() or item[0].isdigit()]
        if len(dated) == 1:
            day = re.match(r"\d{1,2} ", dated[0]) or re.search(r"[a-z] \d{1,2}\b", dated[0])
            return f"{'on' if day else 'in'} {dated[0]}"
    return None


def _asked(turn: Turn) -> str:
    return plain_question(turn.standalone_question or turn.question)


def plain_question(question: str) -> str:
    """The question without the words in brackets that a follow-up was given."""
    return re.sub(r" \([^()]*\)(?=[?.! ]*$)", "", question)


def joined_names(text: str) -> list[Phrase]:
    """The first names that are joined by "and" or "or", with commas between the others."""
    named = [phrase for phrase in noun_phrases(text) if phrase.named]
    run = named[:1]
    for phrase in named[1:]:
        if _COORDINATION.fullmatch(text[run[-1].end : phrase.start]):
            run.append(phrase)
        elif len(run) > 1 and re.search(r" (?:and|or) ", text[run[0].start : run[-1].end]):
            break
        else:
            run = [phrase]
    if len(run) > 2 and run[0].text.split()[-1].islower():
        run = run[1:]  # "the final, France or Croatia"
    joins = len(run) > 1 and re.search(r" (?:and|or) ", text[run[0].start : run[-1].end])
    return run if joins else []


def _definite(text: str) -> str:
    """ "an artwork" was new when it was said; now it is "the artwork"."""
    return re.sub(r"^(?:an?|the) ", "the ", text, flags=re.IGNORECASE)


def _short(text: str) -> str | None:
    return text if 0 < len(text.split()) <= MOST_WORDS else None
