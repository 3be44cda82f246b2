"""Questions about who did what to whom, and their twins with the parties exchanged.

    passages -> acts of two parties, real and made -> Examples, answerable and not

A reader finds the only person of a sentence as easily as the right one: of "the mayor was
stabbed on Friday" it must not tell who stabbed the mayor. The made acts are those of
`contrast_relations.acts`; the real ones are short statements whose verb is one of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.articles import sentence_spans
from training import contrast_words as w
from training.contrast_details import names_of
from training.contrast_relations import REPORT, base_form, known_words, some_time
from training.contrast_sets import usable
from training.labelled import Example
from training.rephrase import capital, closed, participle

MADE_OF_EACH = 0.5  # of the passages, how many get a made act
NO_AGENT = 0.35  # of the made acts, how many leave out who did it
_VERB = "|".join(w.ACTS)
_PARTY = r"(?:[Tt]he |[Aa] )?(?:[A-Z][\w'’.-]*|[a-z-]+)(?: [A-Z][\w'’.-]*){0,3}"
_NAMED = r"(?:the |a )?[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3}"
_ACTIVE = re.compile(rf"^(?P<a>{_PARTY}) (?P<verb>{_VERB}) (?P<b>{_NAMED})(?=[ ,.])")
_PASSIVE = re.compile(
    rf"^(?P<b>{_PARTY}) (?:was|were) (?P<verb>{'|'.join(participle(v) for v in w.ACTS)}) "
    rf"by (?P<a>{_NAMED})(?=[ ,.]|$)"
)
_PAST = {participle(verb): verb for verb in w.ACTS}
_PRONOUN = re.compile(r"^(?:He|She|It|They|We|I|You|This|That|Who|There)$")


@dataclass(frozen=True, slots=True)
class _Act:
    """Who did it (None where it is not told), the verb's past form, whom; the sentence."""

    by: str | None
    verb: str
    whom: str
    told: str


def made(passages: Iterable[str], limit: int, chance: random.Random) -> list[Example]:
    """At most so many windows, half of them without an answer."""
    passages = list(passages)
    known = known_words(passages)
    bases = {verb: base_form(verb, known) for verb in w.ACTS}
    found: list[Example] = []
    for passage in chance.sample(passages, len(passages)):
        texts = [passage[a:b] for a, b in sentence_spans(passage)]
        acts = [(at, act) for at, text in enumerate(texts) if (act := _real(text))]
        if chance.random() < MADE_OF_EACH and (act := _made(passage, chance)):
            at = chance.randrange(len(texts) + 1)
            texts = [*texts[:at], act.told, *texts[at:]]
            acts.append((at, act))
        for at, act in acts:
            first, last = max(0, at - chance.randint(0, 2)), at + 1 + chance.randint(0, 2)
            before = "".join(f"{text} " for text in texts[first:at])
            after = "".join(f" {text}" for text in texts[at + 1 : last])
            found += _asked(act, before, after, bases[act.verb], chance)
        if len(found) >= limit:
            break
    return found[:limit]


def _real(text: str) -> _Act | None:
    if not usable(text):
        return None
    if match := _ACTIVE.match(text):
        act = _Act(match["a"], match["verb"], match["b"], text)
    elif match := _PASSIVE.match(text):
        act = _Act(match["a"], _PAST[match["verb"]], match["b"], text)
    else:
        return None
    return None if any(_PRONOUN.match(p) for p in (act.by or "", act.whom)) else act


def _made(passage: str, chance: random.Random) -> _Act | None:
    names = [n for n in dict.fromkeys(names_of(passage)) if len(n.split()) <= 3]
    by, whom = chance.sample([*names[:4], *chance.sample(w.ROLES, 2)], 2)
    verb = chance.choice(w.ACTS)
    done = participle(verb)
    were = "were" if re.search(r"(?:[^s]s|police)$", whom) and whom.startswith("the ") else "was"
    when = some_time(chance)
    end = chance.choice(("", "", f", {chance.choice(REPORT)}"))
    if chance.random() < NO_AGENT:
        told = f"{whom} {were} {done}{when}{end}"
        return _Act(None, verb, whom, closed(capital(told)))
    told = chance.choice(
        (f"{by} {verb} {whom}{when}", f"{whom} {were} {done} by {by}{when}",
         f"{by}, who {verb} {whom}{when}, gave no reason")
    )  # fmt: skip
    return _Act(by, verb, whom, closed(capital(told + end)))


def _asked(act: _Act, before: str, after: str, base: str, chance: random.Random) -> list[Example]:
    """A question that the act answers, and one that it seems to."""
    by, whom = _inside(act.by or ""), _inside(act.whom)
    verb, done = act.verb, participle(act.verb)
    whose = [(f"Who was {done}?", act.whom), (f"Which person was {done}?", act.whom)]
    no_one = [
        f"Who {verb} {whom}?",
        f"By whom was {whom} {done}?",
        f"Who was it that {verb} {whom}?",
    ]
    named = [f"What is the name of the person who {verb} {whom}?",
             f"What was the name of whoever {verb} {whom}?"]  # fmt: skip
    wrong = no_one + named
    if act.by:
        whose += [(question, act.by) for question in no_one]
        whose += [(f"Who did {by} {base}?", act.whom), (f"Who was {done} by {by}?", act.whom)]
        wrong = [f"Who {verb} {by}?", f"By whom was {by} {done}?", f"Who did {whom} {base}?",
                 f"Who was {done} by {whom}?", f"Whom did {whom} {base}?"]  # fmt: skip
        if by[0].isupper():
            whose += [(question, act.by) for question in named]
        else:  # what he is, but not what he is called
            role = by.split(" ", 1)[-1]
            wrong += [*named, f"What is the name of the {role} who {verb} {whom}?",
                      f"What was the {role} called?"]  # fmt: skip
    text = before + act.told + after
    question, answer = chance.choice(whose)
    at = act.told.lower().find(answer.lower())
    if at < 0:
        return []
    start, end = len(before) + at, len(before) + at + len(answer)
    told = (len(before), len(before) + len(act.told))
    return [
        Example("asked_roles", question, text, 1, 1, span=(start, end), evidence=(told,)),
        Example("asked_roles-", chance.choice(wrong), text, 0, evidence=()),
    ]


def _inside(party: str) -> str:
    """A party as it stands within a sentence."""
    return party[0].lower() + party[1:] if party.startswith(("The ", "A ")) else party
