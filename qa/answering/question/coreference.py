"""Resolves "it", "they", "there" and "then" of a follow-up against the last turns, by form.

    turns -> the thing, the several, the place or the time that was spoken of last

Follow-ups are filled in with what is found here; where nothing stands out it says
nothing, and the follow-up is left with its pronoun. People are resolved in `rewrite`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES, DO, HAVE, MODALS
from qa.answering.english.lexicon.months import DATE
from qa.answering.english.lexicon.names import COMPASS
from qa.answering.english.lexicon.organisations import EVENTS, GROUPS, SITES
from qa.answering.english.lexicon.prepositions import BASIC, OTHER_PLACE, PLACE, PREPOSITIONS, TIME
from qa.answering.english.lexicon.question_words import NO_THINGS, OPENED, WHAT
from qa.answering.english.phrases import Phrase, names_in, noun_phrases, people_in
from qa.answering.question.topic import answer_of
from qa.records import Turn

# How far back a thing is looked for, in turns.
LOOK_BACK = 3
# A longer phrase says too much to stand in for a pronoun.
MOST_WORDS = 7

_LEAD_IN = re.compile(
    rf"^(?:{one_of(BASIC, ('yes', 'no', 'well', 'by', 'for'))},? )+", re.IGNORECASE
)
_FRAGMENT_ENDS = re.compile(r"^(?:[.,;:(]|$| [(–—])")
_COORDINATION = re.compile(r"^(?:,? (?:and|or) |, )")
_ASKS_PLACE = re.compile(rf"{OPENED}(?:where|when)\b", re.IGNORECASE)
_ASKS_THING = re.compile(rf"{OPENED}{one_of(WHAT)}(?P<noun>(?: \w+)?)", re.IGNORECASE)
# "Under which bridge did a lorry get stuck?" is about a bridge. A time or a sort is no thing.
_ASKED_NOUN = re.compile(
    rf"{OPENED}{one_of(PREPOSITIONS)} {one_of(WHAT)} "
    rf"(?P<noun>(?!{one_of(NO_THINGS)}\b)[a-z]+)(?= {one_of(AUXILIARIES)}\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|of) (?P<what>[\w'’]+ \w+ing [^?]+?)\?*$", re.IGNORECASE)
_ADJUNCT = frozenset((*PLACE, *TIME, *OTHER_PLACE, "as"))
_PLACED = frozenset(("in", "at", "near", "to", "into"))
_COMPLEMENT = frozenset(["about", "of", "with", "against", "for", "into"])
_SPOKEN_OF = re.compile(r"\b(?:it|its)\b")
_AUXILIARIES = frozenset((*DO, *HAVE, *MODALS))
_GROUP = re.compile(rf"\b{one_of(GROUPS)}$", re.IGNORECASE)
_SITE = re.compile(rf"\b{one_of(SITES)}$", re.IGNORECASE)
_PEOPLE = re.compile(rf"\b{one_of(capitalised(COMPASS))} [A-Z][a-z]+ans$")
_EVENT = re.compile(rf"\b{one_of(capitalised(EVENTS))}\b")
DATE_PATTERN = re.compile(DATE, re.IGNORECASE)


def thing(turns: Sequence[Turn]) -> str | None:
    """What "it" is: the answer to "which …?", or else what the question was about."""
    for turn in reversed(turns[-LOOK_BACK:]):
        asked = _asked(turn)
        inside = _things(asked, spoken_of=bool(_SPOKEN_OF.search(answer_of(turn))))
        if inside and inside[0][0] >= 2 and _ASKS_PLACE.match(asked):
            return inside[0][1]
        if lead := _asked_thing(turn) or _lead(turn):
            return lead
        if about := _ABOUT.search(asked):
            return _short(about["what"])
        if inside:
            return inside[0][1]
    return None


def several(turns: Sequence[Turn]) -> str | None:
    """What "they" are: a group that was named, or the things that the last answer joins."""
    for turn in reversed(turns[-LOOK_BACK:]):
        asked = _asked(turn)
        wanted = _ASKS_THING.match(asked)
        if wanted and _GROUP.search(wanted["noun"]) and (lead := _lead(turn)):
            return lead
        groups = [item for item in _things(asked) if _GROUP.search(item[1])]
        if them := sorted([*_things(asked, plural=True), *groups], reverse=True):
            return them[0][1]
        if joined := _joined(turn):
            return joined
    return None


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


def _asked_thing(turn: Turn) -> str | None:
    """ "Under which bridge …?" -> the bridge that the answer names, or else "the bridge"."""
    match = _ASKED_NOUN.match(_asked(turn))
    if match is None:
        return None
    noun = match["noun"].lower()
    named = [
        phrase.text
        for phrase in noun_phrases(turn.direct or answer_of(turn))
        if phrase.text.split()[-1].lower() == noun
    ]
    if len(named) == 1:
        return _short(_definite(named[0]))
    if turn.direct and turn.direct[0].isupper():
        return _short(turn.direct)
    return f"the {noun}"


def _lead(turn: Turn) -> str | None:
    """The thing that the answer consists of or opens with, if that is what was asked for.

    "The Oversight Committee." and "On K2-18b, an exoplanet" do; "He pledged …" does not.
    """
    asked = _asked(turn)
    if not (_ASKS_THING.match(asked) or _ASKS_PLACE.match(asked)):
        return None
    answer = turn.direct or answer_of(turn)
    opening = _LEAD_IN.match(answer)
    rest = answer[opening.end() :] if opening else answer
    for phrase in noun_phrases(rest):
        if phrase.start > 0:
            return None
        after = rest[phrase.end :]
        if not _FRAGMENT_ENDS.match(after) or _is_person(rest, phrase) or _joined(turn):
            return None
        return _short(_definite(phrase.text)) if not DATE_PATTERN.search(phrase.text) else None
    return None


def _joined(turn: Turn) -> str | None:
    """The names that the answer opens with and joins: "Nigeria and Benin"."""
    answer = turn.direct or answer_of(turn)
    names = joined_names(answer)
    return _short(answer[: names[-1].end]) if names and names[0].start == 0 else None


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


def _things(
    question: str, *, plural: bool = False, spoken_of: bool = False
) -> list[tuple[float, str]]:
    """The things of a question, the one it is about first: objects before adjuncts.

    spoken_of: the answer says "it", so that what looks like a person may be the thing.
    """
    found = []
    joined = {phrase.start for phrase in joined_names(question)}
    before: Phrase | None = None
    for position, phrase in enumerate(noun_phrases(question)):
        # "near Henderson, Nevada": the second name is of the place, too.
        of_place = (
            before is not None
            and before.named
            and before.before in _ADJUNCT
            and question[before.end : phrase.start] == ", "
        )
        before = phrase
        if phrase.start in joined or of_place:
            continue
        person = _is_person(question, phrase)
        if DATE_PATTERN.search(phrase.text) or (person and not spoken_of):
            continue
        score = 2.0
        if phrase.before in _ADJUNCT:
            score = 0.0
        elif phrase.before in _COMPLEMENT:
            score = 1.0
        elif phrase.named and phrase.before in _AUXILIARIES and " " not in phrase.text:
            score = 0.1  # "Did Erdogan promise …": who does something is seldom "it"
        score -= 0.75 * person
        if not phrase.named and not phrase.text.lower().startswith("the "):
            score -= 1.5
        text = _short(_definite(phrase.text))
        if text and score >= 0 and plural == _is_plural(text):
            found.append((score + position * 0.01, text))
    return sorted(found, reverse=True)


def _is_plural(text: str) -> bool:
    """ "the Greeks", "North Koreans", "the Scottish judges"; not "the United States"."""
    words = text.split()
    last = words[-1]
    if _PEOPLE.search(text):
        return True
    alone = last.islower() or len(words) == 1 or (len(words) == 2 and words[0].lower() == "the")
    return alone and bool(re.search(r"(?:[^sui'’]|ie)s$", last))


def _is_person(text: str, phrase: Phrase) -> bool:
    named = set(names_in(phrase.text)) & set(people_in(text))
    return any(" " in name for name in named) or (bool(named) and phrase.text in named)


def _definite(text: str) -> str:
    """ "an artwork" was new when it was said; now it is "the artwork"."""
    return re.sub(r"^(?:an?|the) ", "the ", text, flags=re.IGNORECASE)


def _short(text: str) -> str | None:
    return text if 0 < len(text.split()) <= MOST_WORDS else None
