"""Contrasts of who does or says what, how sure it is, and what came first.

    sentence + its passage -> Made

Two parties exchanged, a speaker exchanged, a hedge added or dropped, two sentences made into
one, time and cause turned round. See `contrasts`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Container, Iterable, Sequence

from training import contrast_words as w
from training.contrast_details import any_of, names_of
from training.labelled import Made
from training.negatives import NAME
from training.rephrase import base_of, capital, lowered, participle

_PASSIVE = re.compile(
    r"^(?P<a>[A-Z][^,;]{2,60}?) (?P<aux>was|were|has been|have been|is|are) "
    r"(?P<verb>[a-z]+(?:ed|en|wn|ght|ade|und|ilt|ung)) by (?P<b>[^,;.]{3,60})(?P<rest>[,.;].*)?$"
)
_SYMMETRIC = re.compile(r"\b(?:and|or|with|between|met|married|alongside|both|joined|&)\b|[;(]")
_SAID = re.compile(
    r"^(?P<who>[A-Z][\w.'’ -]{2,50}) (?:said|says|stated|argued|claimed|announced|added|"
    r"explained|believes|warned|noted)(?: that)? (?P<what>[a-z].{20,})$"
)
_SAID_LAST = re.compile(
    r"^(?P<what>[\"“]?[A-Z].{20,}?),?[\"”]?,? (?:said|says) (?P<who>[A-Z][\w.'’ -]{2,50})\.?$"
)
_ORDER = re.compile(
    r"^(?P<a>[^,;]{15,}?),? (?P<word>after|before|because|following|prior to|due to|until) "
    r"(?P<b>[^,;]{10,}?)\.?$"
)
_INTENT = {form: number for number, group in enumerate(w.INTENTS) for form in group}
_INTENT_FORM = any_of(_INTENT)
_SUBJECT = re.compile(
    r"^(?P<subject>(?:The )?[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+| of| the){0,4}) "
    r"(?P<rest>(?:was|were|is|are|has|had|will|[a-z]+ed|[a-z]+s) .{12,})$"
)
REPORT = (
    "witnesses said", "local media reported", "officials said", "according to the newspaper",
    "a spokesman confirmed", "the agency reported",
)  # fmt: skip


def roles(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """Who does it to whom: two parties exchanged, active and passive."""
    found: list[Made] = []
    text = sentence.rstrip(". ")
    if match := _PASSIVE.match(text):
        a, b, rest = match["a"], match["b"], match["rest"] or ""
        passive = f"{match['aux']} {match['verb']} by"
        found.append(Made("roles", sentence, f"{capital(b)} {passive} {lowered(a)}{rest}", False))
        if match["verb"] in w.ACTS or match["verb"].endswith("ed"):
            found.append(
                Made("roles", sentence, f"{capital(b)} {match['verb']} {lowered(a)}{rest}", True)
            )
            found.append(Made("roles", sentence, f"{a} {match['verb']} {b}{rest}", False))
    names = list(NAME.finditer(sentence))
    pairs = [
        (one, two)
        for at, one in enumerate(names)
        for two in names[at + 1 :]
        if 6 < two.start() - one.end() < 80
        and not _SYMMETRIC.search(sentence[one.end() : two.start()])
        and re.search(r"\b[a-z]+(?:ed|s|d|t|ght)\b", sentence[one.end() : two.start()])
    ]
    if pairs:
        one, two = chance.choice(pairs)
        turned = (
            sentence[: one.start()] + two.group() + sentence[one.end() : two.start()]
            + one.group() + sentence[two.end() :]
        )  # fmt: skip
        found.append(Made("roles", sentence, turned, False))
        found.append(Made("roles", sentence, sentence, True))
    return found


def some_time(chance: random.Random) -> str:
    """When a made act was done, to stand behind it; or nothing."""
    return chance.choice(
        ("", "", f" on {chance.choice(w.DAYS)}", f" in {chance.choice(w.MONTHS)}", " last year")
    )


def acts(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """A made sentence about two parties, put beside the real one, and what it says or not."""
    names = [n for n in dict.fromkeys(names_of(passage)) if len(n.split()) <= 3]
    parties = chance.sample([*names, *chance.sample(w.ROLES, 3)], 2)
    a, b = parties
    verb = chance.choice(w.ACTS)
    done = participle(verb)
    were = "were" if re.search(r"(?:s|police)$", b) and b.startswith("the ") else "was"
    were_a = "were" if re.search(r"(?:s|police)$", a) and a.startswith("the ") else "was"
    when = some_time(chance)

    def forms(x: str, y: str, be: str) -> list[str]:
        """That x did it to y."""
        return [
            f"{x} {verb} {y}{when}", f"{y} {be} {done} by {x}{when}", f"it was {x} who {verb} {y}",
            f"{x} is the one who {verb} {y}", f"{y} {be} {done}{when} by {x}",
            f"{x} had {done} {y}",
        ]  # fmt: skip

    told = capital(chance.choice(forms(a, b, were))) + chance.choice(
        (".", f", {chance.choice(REPORT)}.")
    )
    held = f"{told} {sentence}" if chance.random() < 0.6 else f"{sentence} {told}"
    right, wrong = chance.choice(forms(a, b, were)), chance.choice(forms(b, a, were_a))
    return [Made("roles", held, capital(right), True), Made("roles", held, capital(wrong), False)]


def speaker(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """Who says it: the speaker exchanged for another of the passage, or the form of the report."""
    text = sentence.rstrip(". ")
    names = [n for n in dict.fromkeys(names_of(passage)) if len(n.split()) <= 3]
    match = _SAID.match(text) or _SAID_LAST.match(text)
    if match:
        who, what, held = match["who"], match["what"].strip("\"“”' "), sentence
    else:
        if not names or '"' in text or len(text.split()) > 28:
            return []
        who, what = chance.choice([*names, *map(capital, chance.sample(w.ROLES, 2))]), text
        held = chance.choice(_reports(who, what, chance)) + "."
    others = [n for n in names if n not in who and who not in n]
    others += chance.sample(w.ROLES, 1)
    other = capital(chance.choice(others))
    if other.lower() == who.lower():
        return []
    right, wrong = (
        chance.choice(_reports(who, what, chance)),
        chance.choice(_reports(other, what, chance)),
    )
    made = [Made("speaker", held, right, True), Made("speaker", held, wrong, False)]
    if chance.random() < 0.3:
        made.append(
            Made(
                "hedge",
                held,
                f"{capital(who)} {chance.choice(w.DENYING)} that {lowered(what)}",
                False,
            )
        )
    return made


def _reports(who: str, what: str, chance: random.Random) -> list[str]:
    said = chance.choice(w.SAYING)
    middle = lowered(who) if who.lower().startswith(("the ", "a ")) else who
    return [
        f"{capital(who)} {said} that {lowered(what)}", f"According to {middle}, {lowered(what)}",
        f"{capital(what)}, {middle} said", f"{capital(what)}, according to {middle}",
    ]  # fmt: skip


def hedge(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """How sure it is: suspected, denied, planned or possible against plain."""
    found: list[Made] = []
    text = sentence.rstrip(". ")
    if match := _INTENT_FORM.search(text):
        group = _INTENT[match["form"].lower()]
        same = [f for f in w.INTENTS[group] if f != match["form"].lower()]
        other = chance.choice([g for at, g in enumerate(w.INTENTS) if at not in (group, group ^ 1)])
        for form, true in (
            (chance.choice(same or [match["form"]]), True),
            (chance.choice(other), False),
        ):
            found.append(
                Made("hedge", sentence, text[: match.start()] + form + text[match.end() :], true)
            )
    if '"' in text or len(text.split()) > 28:
        return found
    plain = text[0].islower() or text
    names = names_of(passage) or ["the police"]
    who = capital(chance.choice([chance.choice(names), *chance.sample(w.ROLES, 1)]))
    low = lowered(str(plain))
    hedges = [
        f"{who} {chance.choice(w.SUSPECTING)} that {low}", f"It is alleged that {low}",
        f"It is not yet clear whether {low}", f"Reports that {low} have not been confirmed",
        f"It is possible that {low}", f"There were rumours that {low}",
    ]  # fmt: skip
    denials = [f"{who} {chance.choice(w.DENYING)} that {low}", f"It is not true that {low}"]
    held = chance.choice([*hedges, chance.choice(denials)])
    which = chance.random()
    if which < 0.4:  # the passage hedges, the claim does not
        found.append(Made("hedge", held + ".", text, False))
        found.append(Made("hedge", held + ".", held, True))
    elif which < 0.6:  # the passage says it, the claim hedges or denies
        found.append(Made("hedge", sentence, chance.choice([*hedges[:3], *denials]), False))
        found.append(Made("hedge", sentence, sentence, True))
    elif match := re.search(r"\b(was|were|is|are|will be|has been) ([a-z]+ed)\b", text):
        soft = {"was": "may have been", "were": "may have been", "is": "may be", "are": "may be",
                "will be": "could be", "has been": "may have been"}[match[1]]  # fmt: skip
        weak = text[: match.start()] + f"{soft} {match[2]}" + text[match.end() :]
        found.append(Made("hedge", weak + ".", text, False))
        found.append(Made("hedge", weak + ".", weak, True))
        found.append(Made("hedge", sentence, text, True))
    return found


# The beginning of a clause whose verb is plain past, or will, was or has: what a hedge is put into.
_DID = re.compile(
    r"^(?P<who>(?:The |A |An )?(?:[\w'’-]+ ){1,6}?)(?P<verb>[a-z]{2,}ed|"
    + "|".join(sorted(w.IRREGULAR))
    + r") (?P<rest>[^;:]{10,})$"
)
# {base}: of the verb. What is meant, wished, feared or asked for has not happened for that.
OPEN = (
    "plans to {base}", "plan to {base}", "intends to {base}", "hopes to {base}",
    "is expected to {base}", "are expected to {base}", "was expected to {base}",
    "is due to {base}", "is scheduled to {base}", "is likely to {base}", "may {base}",
    "might {base}", "could {base}", "would {base}", "has yet to {base}", "wants to {base}",
    "wanted to {base}", "threatened to {base}", "offered to {base}", "promised to {base}",
    "agreed to {base}", "tried to {base}", "was asked to {base}", "was urged to {base}",
    "was invited to {base}",
    "considered whether to {base}", "is thinking about whether to {base}", "was about to {base}",
    "may have {part}", "might have {part}", "could have {part}", "is said to have {part}",
    "is believed to have {part}", "is accused of having {part}", "is suspected of having {part}",
    "denies having {part}", "is thought to have {part}", "allegedly {past}", "reportedly {past}",
    "almost {past}",
)  # fmt: skip
OPEN_PASSIVE = (
    "may have been", "might be", "could be", "is to be", "are to be", "is expected to be",
    "are expected to be", "will be", "would be", "was nearly", "were nearly", "has yet to be",
    "was supposed to be", "is due to be", "is said to have been", "is thought to have been",
    "was to have been", "should be", "is likely to be",
)  # fmt: skip
_WAS = re.compile(r"^(?P<who>[^,;:]{3,60}?) (?:was|were) (?P<part>[a-z]+(?:ed|en|wn)\b.{10,})$")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|not|will|would|can|could|may|must|to|and|who|"
    r"that|which)\b"
)
# Behind or before a clause: it is asked, wished or supposed.
AROUND = (
    "Whether {low} is not known", "It is not clear whether {low}", "If {low}, more could follow",
    "Nobody knows whether {low}", "Some analysts think that {low}", "Critics fear that {low}",
    "Rumours that {low} could not be checked", "It would be a surprise if {low}",
)  # fmt: skip


def open_question(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """What is planned, wished, feared, asked or thought, told as if it had happened, and back."""
    text = sentence.rstrip(". ")
    if len(text.split()) > 28:
        return []
    if passive := _WAS.match(text):
        if _AUXILIARY.search(passive["who"]):
            return []
        held = f"{passive['who']} {chance.choice(OPEN_PASSIVE)} {passive['part']}"
        return [Made("open", held, text, False), Made("open", held, held, True)]
    match = _DID.match(text)
    if not match or _AUXILIARY.search(match["who"].lower()):
        return []
    past = match["verb"]
    base = base_form(past, known_words([passage]))
    part = participle(past)

    def told(form: str) -> str:
        filled = form.format(base=base, part=part, past=past)
        return f"{match['who']}{filled} {match['rest']}"

    if chance.random() < 0.2:
        held = chance.choice(AROUND).format(low=lowered(text))
        return [Made("open", held, text, False), Made("open", held, held, True)]
    form = chance.choice(OPEN)
    held = told(form)
    found = [Made("open", held, text, False), Made("open", held, held, True)]
    if chance.random() < 0.4:  # said plainly, and hedged or denied by the claim
        found = [Made("open", sentence, held, False), Made("open", sentence, text, True)]
    if chance.random() < 0.3:  # the other way round: a perfect of what happened
        has = "have" if re.search(r"s $", match["who"]) else "has"
        perfect = f"{match['who']}{has} {part} {match['rest']}"
        found += [Made("open", sentence, perfect, True), Made("open", held, perfect, False)]
    return found


_BASES = w.BASES | {base for base, _part in w.IRREGULAR.values()}
_DOES = re.compile(
    r"^(?P<who>(?:[\w'’,-]+ ){1,8}?)(?P<verb>"
    + "|".join(sorted(form for base in _BASES for form in (base, f"{base}s")))
    + r") (?P<rest>[^;:]{8,})$"
)


def denied(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """A plain statement denied or confirmed by the verb before it, in the claim or the passage."""
    text = sentence.rstrip(". ")
    if (passive := _WAS.match(text)) and not _AUXILIARY.search(passive["who"]):
        done = [f"{passive['who']} {form} {passive['part']}" for form in w.WAS]
        undone = [f"{passive['who']} {form} {passive['part']}" for form in w.WAS_NOT]
        return _turned(text, done, undone, chance)
    match = _DID.match(text)
    if match and not _AUXILIARY.search(match["who"].lower()):
        past = match["verb"]
        who, rest, part = match["who"], match["rest"], participle(past)
        base = base_of(past, known_words([passage]))
        if base is None:
            return []

        def told(forms: Sequence[str]) -> list[str]:
            filled = (form.format(base=base, past=past, part=part) for form in forms)
            return [f"{who}{form} {rest}" for form in filled]

        return _turned(text, told(w.DID), told(w.DID_NOT), chance)
    match = _DOES.match(text)
    if not match or _AUXILIARY.search(match["who"].lower()):
        return []
    verb = match["verb"]
    base = verb if verb in _BASES else verb[:-1]
    undone = [f"{match['who']}{form} {match['rest']}" for form in
              (f"{'do' if verb == base else 'does'} not {base}", f"no longer {verb}")]  # fmt: skip
    return _turned(text, [text], undone, chance)


def _turned(
    text: str, done: Sequence[str], undone: Sequence[str], chance: random.Random
) -> list[Made]:
    """One side told by the passage, and a claim of either side."""
    sides = ([text, *done], list(undone))
    told = chance.random() < 0.5
    held = chance.choice([text, chance.choice(done)] if told else sides[1]) + "."
    right, wrong = chance.choice(sides[0]), chance.choice(sides[1])
    if chance.random() < 0.5:
        right = text
    return [Made("negation", held, right, told), Made("negation", held, wrong, not told)]


def known_words(passages: Iterable[str]) -> frozenset[str]:
    """By what a base form is known: the table's and all words of the passages."""
    return w.BASES.union(*(re.findall(r"[a-z]{3,}", passage) for passage in passages))


def base_form(past: str, known: Container[str]) -> str:
    """Of a past form: a base that is known, else without -ed."""
    return base_of(past, known) or (past[:-3] + "y" if past.endswith("ied") else past[:-2])


def merged(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """Two sentences made into one: what each says of its own subject, or of the other's."""
    others = [
        s for s in re.split(r"(?<=[.!?])\s+(?=[A-Z])", passage) if s.strip() and s not in sentence
    ]
    here = _SUBJECT.match(sentence.rstrip(". "))
    for other in others:
        there = _SUBJECT.match(other.rstrip(". "))
        if not here or not there or len(other.split()) > 30 or here["subject"] == there["subject"]:
            continue
        held = f"{sentence} {other}"
        one = f"{here['subject']} {there['rest']}"
        both = f"{here['subject']} {here['rest']}, and {lowered(there['subject'])} {there['rest']}"
        crossed = (
            f"{here['subject']} {there['rest']}, and {lowered(there['subject'])} {here['rest']}"
        )
        cause = (
            f"{here['subject']} {here['rest']} because {lowered(there['subject'])} {there['rest']}"
        )
        return [
            Made("merged", held, one, False), Made("merged", held, both, True),
            Made("merged", held, chance.choice((crossed, cause)), False),
            Made("merged", held, chance.choice((sentence, other)), True),
        ]  # fmt: skip
    return []


def order(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """What came first and what was the cause, turned round or said the other way."""
    match = _ORDER.match(sentence)
    if not match:
        return []
    a, word, b = match["a"], match["word"], match["b"]
    back = {"after": "before", "before": "after", "following": "before", "prior to": "following",
            "because": "although", "due to": "despite", "until": "only after"}[word]  # fmt: skip
    front = f"{capital(word)} {b}, {lowered(a)}"
    made = [
        Made("order", sentence, front, True), Made("order", sentence, f"{a} {back} {b}", False),
        Made("order", sentence, f"{capital(back)} {b}, {lowered(a)}", False),
    ]  # fmt: skip
    if word in ("after", "before", "because") and re.search(
        r"\b(?:was|were|had|is|are|[a-z]+ed)\b", b
    ):
        turned = {"after": "before", "before": "after"}.get(word)
        if turned:
            made.append(Made("order", sentence, f"{capital(b)} {turned} {lowered(a)}", True))
        made.append(Made("order", sentence, f"{capital(b)} {word} {lowered(a)}", False))
    return made
