"""Questions about what belongs to a person of a passage, where the passage tells it and where not.

    passages -> a name of each, an attribute, a made sentence or none -> Examples

Successors, spouses, ages, lawyers, causes: what people ask of anyone in the news, and what an
article mostly leaves out. A reader takes the nearest name or number for it. The same question is
answered where a sentence tells it of this person, and not where none does, or where it is told of
somebody else.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.articles import sentence_spans
from training.contrast_details import names_of
from training.contrast_sets import usable
from training.labelled import Example

PASSES = 4  # over the passages, at most
TOLD, ELSEWHERE = 0.45, 0.25  # of the windows, how many tell it, and how many tell it of another
CAUSES = (
    "pneumonia", "a heart attack", "complications of diabetes", "a stroke", "leukaemia",
    "injuries suffered in a fall", "lung cancer", "kidney failure", "a brain tumour",
)  # fmt: skip
GROUPS = (
    "the Liberal Party", "the Social Democrats", "the Green Party", "the Workers' Party",
    "the National Union", "the Civic Forum", "the Farmers' Alliance", "the Reform Party",
)  # fmt: skip
_PERSON = re.compile(
    r"^(?!(?:The|Then|In|New|North|South|West|East|United)\b)[A-Z][a-z]+(?: [A-Z][\w'’-]+){1,2}$"
)
RELATED = ("husband", "wife", "brother", "sister", "father", "mother", "son", "daughter")


@dataclass(frozen=True, slots=True)
class _Attribute:
    """told: sentences with {x}, whose it is, and {y}, what it is. asked: questions about {x}.
    near: words with which a passage may tell it already. value: what kind of thing {y} is."""

    told: tuple[str, ...]
    asked: tuple[str, ...]
    near: str
    value: str = "name"


_ATTRIBUTES = (
    _Attribute(
        ("{x} was replaced by {y}.", "{y} succeeded {x}.", "{y} took over from {x}.",
         "{x} stepped down in favour of {y}.", "{x} was followed in the post by {y}."),
        ("Who replaced {x}?", "Who succeeded {x}?", "Who took over from {x}?",
         "Who took {x}'s place?", "Who came after {x}?", "Who is {x}'s successor?"),
        "replac|succe|took over|follow|stepped|new ",
    ),
    _Attribute(
        ("{x} succeeded {y}.", "{x} replaced {y}.", "{x} took over from {y}.",
         "{x}'s predecessor, {y}, had resigned."),
        ("Who did {x} succeed?", "Who did {x} replace?", "Who was {x}'s predecessor?",
         "Whom did {x} take over from?"),
        "replac|succe|took over|predecess|former|previous",
    ),
    _Attribute(
        ("{x} defeated {y}.", "{x} won against {y}.", "{y} lost to {x}.", "{x} beat {y}."),
        ("Who did {x} defeat?", "Who did {x} beat?", "Who lost to {x}?",
         "Who was {x}'s opponent?", "Who did {x} run against?"),
        "defeat|beat|won|lost|against|rival|oppon",
    ),
    _Attribute(
        ("{x} is married to {y}.", "{x}'s wife, {y}, was there.", "{x}'s husband is {y}.",
         "{y}, who is married to {x}, agreed.", "{x} married {y}."),
        ("Who is {x} married to?", "What is the name of {x}'s wife?",
         "What is the name of {x}'s husband?", "Who did {x} marry?", "Who is {x}'s spouse?"),
        "marri|wife|husband|spouse|wed|partner|widow|couple",
    ),
    _Attribute(
        ("{x} was represented by {y}.", "{x}'s lawyer, {y}, asked for time.",
         "{y}, a lawyer for {x}, appealed."),
        ("Who is {x}'s lawyer?", "Who represented {x} in court?",
         "What is the name of {x}'s lawyer?", "Who defended {x}?"),
        "lawyer|attorney|represent|counsel|solicitor|barrister|defen",
    ),
    _Attribute(
        ("{x} was appointed by {y}.", "{y} appointed {x}.", "{y} named {x} to the post."),
        ("Who appointed {x}?", "By whom was {x} appointed?", "Who chose {x} for the post?"),
        "appoint|named|nominat|chose|select|hire|pick",
    ),
    _Attribute(
        ("{x} was {y} years old.", "{x} is {y}.", "{x}, who is {y}, lives nearby.",
         "At the age of {y}, {x} gave up."),
        ("How old is {x}?", "How old was {x}?", "What was {x}'s age?", "What age is {x}?"),
        r"\bage|\bold|\bborn|-year|\baged|, \d\d,",
        "age",
    ),
    _Attribute(
        ("{x} died of {y}.", "{x} died from {y}.", "The cause of {x}'s death was {y}.",
         "{y} killed {x}."),
        ("What did {x} die of?", "What was the cause of {x}'s death?", "What killed {x}?",
         "How did {x} die?"),
        "died|death|dead|kill|cause|ill",
        "cause",
    ),
    _Attribute(
        ("{x} belongs to {y}.", "{x} is a member of {y}.", "{x} leads {y}.",
         "{x} joined {y} years ago."),
        ("Which party does {x} belong to?", "What party is {x} a member of?",
         "Which party is {x} in?"),
        "party|member|democrat|republican|labour|conservativ|liberal|belong",
        "group",
    ),
    _Attribute(
        ("{x} was born in {y}.", "{x} comes from {y}.", "{x} grew up in {y}."),
        ("Where was {x} born?", "Where does {x} come from?", "Where did {x} grow up?"),
        "born|from|grew|nativ|home",
    ),
    _Attribute(
        ("{x} has {y} children.", "{x} is survived by {y} children.",
         "{x} is a parent of {y} children."),
        ("How many children does {x} have?", "How many children did {x} have?"),
        "child|son|daughter|kid|surviv|father|mother",
        "few",
    ),
    _Attribute(
        ("{x}'s {r}, {y}, said so.", "{y}, the {r} of {x}, was there.", "{x}'s {r} is {y}."),
        ("What is the name of {x}'s {r}?", "Who is {x}'s {r}?", "What is {x}'s {r} called?"),
        "|".join(RELATED),
    ),
)  # fmt: skip


def made(passages: Iterable[str], limit: int, chance: random.Random) -> list[Example]:
    """At most so many windows, somewhat more without an answer than with one."""
    passages = list(passages)
    found: list[Example] = []
    for passage in chance.sample(PASSES * passages, PASSES * len(passages)):
        texts = [text for a, b in sentence_spans(passage) if usable(text := passage[a:b])]
        names = [n for n in dict.fromkeys(names_of(passage)) if _PERSON.match(n)]
        if not texts or not names:
            continue
        at = chance.randrange(len(texts))
        around = texts[at : at + chance.randint(1, 4)]
        found += _asked(around, names, names_of(chance.choice(passages)), chance)
        if len(found) >= limit:
            break
    return found[:limit]


def _asked(
    texts: Sequence[str], names: Sequence[str], others: Sequence[str], chance: random.Random
) -> list[Example]:
    attribute = chance.choice(_ATTRIBUTES)
    window = " ".join(texts)
    whose = next((n for n in chance.sample(list(names), len(names)) if n in window), None)
    if (
        whose is None
        or f"the {whose}" in window
        or re.search(attribute.near, window, re.IGNORECASE)
    ):
        return []
    related = chance.choice(RELATED)
    question = chance.choice(attribute.asked).format(x=whose, r=related)
    which = chance.random()
    if which > TOLD + ELSEWHERE:
        return [Example("asked_attributes-", question, window, 0, evidence=())]
    told_of = whose
    if which > TOLD:
        told_of = next((n for n in [*names, *others] if n != whose and n not in whose), "")
    value = _value(attribute.value, [n for n in [*others, *names] if n != whose], chance)
    if not told_of or not value or value in told_of or told_of in value:
        return []
    form = chance.choice(attribute.told)
    sentence = form.format(x=told_of, y=value, r=related)
    sentence = sentence[0].upper() + sentence[1:]
    place = chance.randrange(len(texts) + 1)
    before = "".join(f"{text} " for text in texts[:place])
    text = before + sentence + "".join(f" {text}" for text in texts[place:])
    if told_of != whose:
        return [Example("asked_attributes-", question, text, 0, evidence=())]
    start = len(before) + form.format(x=told_of, y="\0", r=related).index("\0")
    span = (start, start + len(value))
    evidence = ((len(before), len(before) + len(sentence)),)
    return [Example("asked_attributes", question, text, 1, 1, span=span, evidence=evidence)]


def _value(kind: str, names: Sequence[str], chance: random.Random) -> str:
    if kind == "name":
        return chance.choice(names) if names else ""
    few = ("two", "three", "four", "five", "six")
    ages = tuple(map(str, range(17, 95)))
    return chance.choice({"age": ages, "cause": CAUSES, "group": GROUPS, "few": few}[kind])
