"""Generates questions from a sentence of an article by patterns, in its own words.

    "Over 40,000 North Koreans hold a permit." -> "How many North Koreans hold a permit?"

Patterns turn a sentence round, so nothing is asked about that the articles do not mention.
Pure, and quick to refuse: a sentence that leans on another ("It was built there") yields
nothing. Whether the articles answer the question is for `suggest` to find out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.months import DATE, MONTHS, WEEKDAYS
from qa.answering.english.lexicon.names import ABBREVIATED_TITLES, COMPASS, PARTICLES
from qa.answering.english.lexicon.numerals import APPROXIMATELY, CURRENCIES
from qa.answering.english.lexicon.person_nouns import ALSO_THINGS, PERSON_NOUNS
from qa.answering.english.lexicon.prepositions import SUBORDINATING, TIME
from qa.answering.english.lexicon.pronouns import DEMONSTRATIVES, POINTING, SPEAKERS, THIRD_PERSON
from qa.answering.english.lexicon.verbs import SAYING

LONGEST = 90
FEWEST_WORDS = 4
NAME_SAID = 2

# Of a name, and of no day: "On 18 February China's ministry said", "On Monday Ann Lee said".
_WORD = rf"(?!{one_of(capitalised((*MONTHS, *WEEKDAYS)))}\b)[A-Z][\w’'-]{{1,40}}"
_NAME = rf"{_WORD}(?: (?:{one_of(PARTICLES, ('of',))} |al-)?{_WORD}){{1,6}}"
_THING = rf"(?:(?:The|A|An) [^,.;:()]{{3,50}}?|{_NAME})"
_ABOUT = rf"(?:{one_of(APPROXIMATELY, ('some', 'only'))} )?"
_ANY_NAME = re.compile(rf"(?<![.!?“\"] )(?<!^)(?:{_NAME}|\b[A-Z][A-Za-z]+-\d+|\b[A-Z]{{3,6}})\b")
_SAYING = re.compile(rf"\b({_NAME})(?:, [^,.;]{{3,60}},)? {one_of(SAYING)}\b")
_NUMBER = re.compile(
    rf"^(?i:{one_of(APPROXIMATELY, ('some', 'only'))})? ?"
    r"\d[\d,.]* ((?:million |billion )?(?!per |percent|of )(?:[\w-]+ ){0,2}[\w-]+s\b[^,.;:()]*)"
)
_WHEN = re.compile(
    rf"^({_THING}) (was|were) "
    rf"((?:\w+ )?\w+(?:ed|wn|en|un|lt|ld)\b[^,.;:()]*?) (?:on|in) (?:{DATE})\b"
)
_WHERE = re.compile(
    rf"^({_THING}) (was|were|is|are|will be) "
    r"(held|born|buried|based|built|signed|killed|found|kept|stored|grown|made) (?:in|at|near|off) "
    r"(?:the )?[A-Z]"
)
_SIZE = re.compile(
    rf"^({_THING}) (is|was|are|were) {_ABOUT}\d[\d,.]* (?:[\w-]+ )"
    r"(long|wide|high|tall|deep|old|thick)\b"
)
_ABLE = re.compile(
    rf"^({_THING}) (can|could|will) (take|carry|hold|lift|seat|produce|treat|house|reach) "
    rf"{_ABOUT}\d[\d,.]* ([a-z][\w-]*s)\b(?! (?:per|an?) )"
)
_COST = re.compile(
    rf"^({_THING}) (costs|cost|will cost|would cost) {_ABOUT}"
    rf"(?:[$€£]\s?\d|\d[\d,.]* (?:\w+ )?{one_of(CURRENCIES)}\b)"
)
# What news is made of: past -> base. Endings alone would make "admited" and "planed" of them.
_BASE = {
    "adopted": "adopt", "announced": "announce", "appointed": "appoint", "approved": "approve",
    "arrested": "arrest", "attacked": "attack", "banned": "ban", "began": "begin", "beat":
    "beat", "bought": "buy", "built": "build", "closed": "close", "completed": "complete",
    "created": "create", "declared": "declare", "designed": "design", "developed": "develop",
    "directed": "direct", "discovered": "discover", "elected": "elect", "ended": "end", "fired":
    "fire", "founded": "found", "introduced": "introduce", "invaded": "invade", "invented":
    "invent", "joined": "join", "launched": "launch", "left": "leave", "lost": "lose", "opened":
    "open", "ordered": "order", "painted": "paint", "passed": "pass", "planned": "plan",
    "published": "publish", "rebuilt": "rebuild", "rejected": "reject", "released": "release",
    "removed": "remove", "replaced": "replace", "signed": "sign", "sold": "sell", "started":
    "start", "stopped": "stop", "tested": "test", "vetoed": "veto", "visited": "visit", "won":
    "win", "wrote": "write",
}  # fmt: skip
_PAST = "|".join(_BASE)
_ACTOR = rf"(?:The [^,.;:()]{{3,40}}?|{_NAME}|[A-Z][\w’'-]+)"
_WHO = re.compile(
    rf"^{_ACTOR}(?:, [^,.;]{{3,60}},)? (?:had |has |have )?"
    rf"({_PAST}|leads|runs|owns|heads|chairs|holds) "
    rf"((?:the|\d[\d,.]* per cent of the|[A-Z][\w’'-]+) [^,.;:()]{{4,60}}?)"
    rf"(?= (?:on|in) (?:{DATE})| and [a-z]|[,.;:]| by | without | with | after )"
)
_DID = re.compile(
    rf"^(?:(?:On|In) (?:{DATE}) )?((?:[Tt]he|{_NAME}) ?[^,.;:()]{{0,40}}?) ({_PAST}) "
    rf"((?:the |an? )?(?:[\w’'-]+ ){{0,5}}?[\w’'-]+)"
    rf"(?:(?= (?:on|in) (?:{DATE}))|(?= by | without | with | after |[,.;]))"
)
_NO_ACTOR = re.compile(
    rf"^{one_of(capitalised((*SUBORDINATING, *TIME)))}\b|"
    r"\b(?:ha[sd]|have|was|were|took|who|which|and)\b"
)
_HAS = re.compile(
    rf"^({_THING}) (has|had|have|employs|uses|runs|carries|produces|needs|owns) "
    rf"{_ABOUT}\d[\d,.]* ([a-z][\w-]*(?: [a-z][\w-]*)?s)\b(?! (?:per|an?|of) )"
)
_HAVE = {
    "has": ("does", "have"), "had": ("did", "have"), "have": ("do", "have"),
    "employs": ("does", "employ"), "uses": ("does", "use"), "runs": ("does", "run"),
    "carries": ("does", "carry"), "produces": ("does", "produce"), "needs": ("does", "need"),
    "owns": ("does", "own"),
}  # fmt: skip
_AFTER = re.compile(rf"^({_THING}) (is|was|are|were) named after ")
_BELONGS = re.compile(rf"^({_THING}) belongs to (?:the )?[A-Z]")
_WHY = re.compile(
    rf"^({_THING}) (was|were|is|are|has|had|will|would|can|could|cannot) "
    r"([^,.;:()]{6,60}?),? because\b"
)
_IS_A = re.compile(
    rf"^(?:The )?({_NAME}|[A-Z]{{3,6}})(?: is| was|,) (?:a|an|the) ((?:[\w-]+ ){{0,5}}[\w-]+)[,.]"
)
_PERSON = re.compile(
    rf"\b(?:\w+(?:ist|ian|yst|woman)|fellow|{one_of(PERSON_NOUNS, ALSO_THINGS)})\b"
)
# Names that say things so often that asking what they said asks for nothing.
_TOO_WIDE = re.compile(
    rf"\A(?:(?:The )?(?:{one_of(capitalised(COMPASS))}|United|European|Security|Foreign|New)\b"
    r"|.*\b(?:News|TV|Times|Herald|Post|President|Leader|Minister)$)"
)
_RANKS = ("president", "minister", "ambassador", "senator", "professor")
_OFFICE = re.compile(rf"^{one_of(capitalised((*ABBREVIATED_TITLES, *_RANKS)))}\.? ")
_TOPIC = re.compile(rf"(?:about|on|of|against|in|to) (?:the )?({_NAME}|[A-Z]{{3,6}})\b")
# Words that mean nothing without the sentence before or the day of the paper.
_OF_NOW = ("yesterday", "today", "tomorrow", "tonight", "ago", "here", "such")
_LEANING = re.compile(
    rf"\b{one_of(THIRD_PERSON, DEMONSTRATIVES, SPEAKERS, POINTING, _OF_NOW)}\b", re.IGNORECASE
)


def proposals(sentence: str) -> Iterator[str]:
    """Every question that a pattern makes of the sentence and that stands on its own.

    "Over 40,000 North Koreans hold a permit." -> "How many North Koreans hold a permit?"
    "The line was opened again in May 2013."   -> "When was the line opened again?"
    "Jae Ku of the institute said that …"      -> "What did Jae Ku say?"
    """
    for pattern in _PATTERNS:
        question = pattern(sentence)
        if question and _stands_alone(question):
            yield question


def about_name(text: str) -> str | None:
    """A question about the name that a text mentions most, if it does so twice.

    "… the Mangyongbong-92 … Mangyongbong-92 …" -> "What is said about Mangyongbong-92?"
    """
    names = [name for name in _ANY_NAME.findall(text) if not _TOO_WIDE.match(name)]
    counted = Counter(_OFFICE.sub("", name) for name in names)
    name, times = max(counted.items(), key=lambda pair: pair[1], default=("", 0))
    return f"What is said about {name}?" if times >= NAME_SAID and len(name) > 3 else None


def kind(question: str) -> str:
    """What sort of question it is, by its first words: "how many", "when", "what did"."""
    words = question.lower().split()
    return " ".join(words[: 2 if words[0] in {"how", "what"} else 1])


def _stands_alone(question: str) -> bool:
    words = question.split()
    return len(question) <= LONGEST and len(words) >= FEWEST_WORDS and not _LEANING.search(question)


def _lower(thing: str) -> str:
    """ "The line" -> "the line"; a name stays as it is."""
    first, _, rest = thing.partition(" ")
    return f"{first.lower()} {rest}" if first in {"The", "A", "An"} else thing


def _number(sentence: str) -> str | None:
    found = _NUMBER.match(sentence)
    counted = found.group(1).strip() if found else ""
    return f"How many {counted}?" if " " in counted else None


def _when(sentence: str) -> str | None:
    found = _WHEN.match(sentence)
    return f"When {found[2]} {_lower(found[1])} {found[3]}?" if found else None


def _where(sentence: str) -> str | None:
    found = _WHERE.match(sentence)
    if not found:
        return None
    first, _, rest = found[2].partition(" ")
    done = f"{rest} {found[3]}".strip()
    return f"Where {first} {_lower(found[1])} {done}?"


def _size(sentence: str) -> str | None:
    found = _SIZE.match(sentence)
    return f"How {found[3]} {found[2]} {_lower(found[1])}?" if found else None


def _able(sentence: str) -> str | None:
    found = _ABLE.match(sentence)
    return f"How many {found[4]} {found[2]} {_lower(found[1])} {found[3]}?" if found else None


def _cost(sentence: str) -> str | None:
    found = _COST.match(sentence)
    if not found:
        return None
    helper = {"costs": "does", "cost": "did"}.get(found[2], found[2].split()[0])
    return f"How much {helper} {_lower(found[1])} cost?"


def _who(sentence: str) -> str | None:
    found = _WHO.match(sentence)
    return f"Who {found[1]} {found[2].strip()}?" if found else None


def _did(sentence: str) -> str | None:
    dated = re.search(rf"\b(?:on|in|On|In) (?:{DATE})\b", sentence)
    found = _DID.match(sentence) if dated else None
    if not found or _NO_ACTOR.search(found[1]):
        return None
    actor = found[1][0].lower() + found[1][1:] if found[1].startswith("The ") else found[1]
    return f"When did {actor.strip()} {_BASE[found[2]]} {found[3]}?"


def _has(sentence: str) -> str | None:
    found = _HAS.match(sentence)
    if not found:
        return None
    helper, base = _HAVE[found[2]]
    return f"How many {found[3]} {helper} {_lower(found[1])} {base}?"


def _after(sentence: str) -> str | None:
    found = _AFTER.match(sentence)
    return f"What {found[2]} {_lower(found[1])} named after?" if found else None


def _belongs(sentence: str) -> str | None:
    found = _BELONGS.match(sentence)
    return f"Who does {_lower(found[1])} belong to?" if found else None


def _why(sentence: str) -> str | None:
    found = _WHY.match(sentence)
    if not found:
        return None
    helper, rest = ("can", "not ") if found[2] == "cannot" else (found[2], "")
    return f"Why {helper} {_lower(found[1])} {rest}{found[3].strip()}?"


def _saying(sentence: str) -> str | None:
    found = _SAYING.search(sentence)
    if not found or _TOO_WIDE.match(found.group(1)):
        return None
    speaker = re.sub("^The ", "the ", _OFFICE.sub("", found.group(1)))
    topic = _TOPIC.search(sentence, found.end())
    about = f" about {topic.group(1)}" if topic else ""
    return f"What did {speaker} say{about}?" if " " in speaker else None


def _is_a(sentence: str) -> str | None:
    found = _IS_A.match(sentence)
    if not found or _TOO_WIDE.match(found[1]):
        return None
    person = _PERSON.search(found[2]) is not None
    return f"{'Who' if person else 'What'} is {_OFFICE.sub('', found[1])}?"


_PATTERNS: tuple[Callable[[str], str | None], ...] = (
    _number, _able, _has, _when, _did, _size, _cost, _why, _where, _who, _after, _belongs,
    _saying, _is_a,
)  # fmt: skip
