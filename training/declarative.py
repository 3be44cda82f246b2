"""Questions that people wrote, with their answers -> statements: claims in words of their own.

    "Who was defeated by Obama?" + "McCain" -> "McCain was defeated by Obama."  holds
    another answer of the passage, parties exchanged, a question that misleads -> does not

What `contrasts` makes has the words of its sentence; a question of QAMR, SQuAD or SQuADShifts was
worded by somebody else, so that its statement differs from the sentence as a paraphrase does, and
its false twins are near (Demszky et al. 2018, "Transforming question answering datasets into
natural language inference datasets", do the same with a parser). A question whose subject cannot
be told makes nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Container, Sequence
from pathlib import Path

from training.claim_examples import window
from training.contrast_words import IRREGULAR
from training.labelled import Asked, Example
from training.negatives import NAME
from training.rephrase import capital, closed
from training.sources import kept_out, rows

_WORD = re.compile(r"[\w'’.-]*[\w'’]")
_BE = frozenset(("was", "were", "is", "are", "has", "have", "had", "will", "would", "can", "could",
                 "should", "may", "must"))  # fmt: skip
_DO = frozenset(("did", "does", "do"))
_PREPOSITIONS = frozenset(("in", "on", "at", "by", "from", "to", "with", "of", "for", "about", "as",
                           "into", "against", "under", "over", "through", "during", "after",
                           "before", "since", "until", "near", "between", "because"))  # fmt: skip
_PLACED = _PREPOSITIONS | {"ahead", "around", "late", "early"}
_PAST = {base: past for past, (base, _part) in IRREGULAR.items()} | {
    "do": "did", "go": "went", "come": "came", "have": "had", "become": "became"
}  # fmt: skip
_PRONOUNS = frozenset(("i", "me", "my", "he", "him", "his", "she", "her", "it", "its", "they",
                       "them", "their", "we", "us", "our", "you", "your", "this",
                       "that"))  # fmt: skip
_PARTICIPLES = frozenset(part for _base, part in IRREGULAR.values())
_SUBJECT = re.compile(
    r"^(?P<wh>who|what|which|how many|how much)(?P<noun>(?: [a-z-]+){0,3}?) "
    r"(?P<rest>(?:was|were|is|are|has|have|had|will|would|can|could|[a-z]{3,}ed|[a-z]{3,}s|"
    + "|".join(sorted(IRREGULAR))
    + r") .+)$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"^(?P<wh>who|whom|what|which|when|where|in what|in which|on what|what year|what day|how many|"
    r"how much)(?P<noun>(?: [a-z-]+){0,3}?) (?P<aux>[a-z]+) (?P<rest>.+)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:1\d|20)\d\d$|^the \d+s$")
_DAY = re.compile(r"\b(?:\d{1,2}|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", re.I)
MOST_ANSWER = 8  # words


def statement_of(
    question: str, answer: str, context: str, vocabulary: Container[str]
) -> str | None:
    """The question with its answer in place as a plain sentence; None where its parts are unclear.

    context: the passage, whose own phrases tell where the subject ends. vocabulary: words of the
    language, by which a verb's past form is known.
    """
    asked = " ".join(question.split()).rstrip(" ?.")
    words = answer.lower().split()
    if not words or len(words) > MOST_ANSWER or words[0] in _PRONOUNS or "some" in asked:
        return None
    match = _OBJECT.match(asked)
    if match and match["aux"].lower() in _BE | _DO:
        told = _of_object(match, answer, context, vocabulary)
        if told:
            return closed(capital(told))
    match = _SUBJECT.match(asked)
    if not match or match["rest"].split()[0].lower() in _DO:
        return None
    first, *others = match["rest"].split()
    if (
        first.lower() in _BE
        and others
        and _opens_noun(others[0])
        and asked.split()[-1] in (_PREPOSITIONS | _PARTICIPLES)
    ):
        return None
    counted = match["noun"] if match["wh"].lower() in ("how many", "how much") else ""
    return closed(capital(f"{answer}{counted} {match['rest']}"))


def _opens_noun(word: str) -> bool:
    return word[:1].isupper() or word.lower() in ("the", "a", "an", "his", "her", "their", "its")


def _of_object(
    match: re.Match[str], answer: str, context: str, vocabulary: Container[str]
) -> str | None:
    """ "What did Obama sign" -> "Obama signed" + answer; the subject is a phrase of the context."""
    aux, words = match["aux"].lower(), match["rest"].split()
    verb_at = _subject_end(words, context, participle=aux in _BE)
    if verb_at is None:
        return None
    subject, verb, rest = " ".join(words[:verb_at]), words[verb_at], words[verb_at + 1 :]
    middle = verb if aux in _BE else _inflected(verb, aux)
    if middle not in vocabulary:
        return None
    head = f"{subject} {aux} {verb}" if aux in _BE else f"{subject} {middle}"
    wh = match["wh"].lower()
    if wh in ("how many", "how much"):
        answer = f"{answer}{match['noun']}"
    tail = " ".join(rest)
    if wh in ("when", "where", "what year", "what day", "in what", "in which", "on what"):
        return f"{head} {tail} {_placed(answer, wh)}".replace("  ", " ")
    if rest and rest[0].lower() in _PREPOSITIONS and rest[-1].lower() not in _PREPOSITIONS:
        return f"{head} {answer} {tail}"
    return f"{head} {tail} {answer}".replace("  ", " ")


def _subject_end(words: Sequence[str], context: str, *, participle: bool) -> int | None:
    """Where the verb stands after the longest subject that the context has as a phrase."""
    known = f" {' '.join(_WORD.findall(context)).lower()} "
    for at in range(min(len(words) - 1, 8), 0, -1):
        if f" {' '.join(_WORD.findall(' '.join(words[:at]))).lower()} " not in known:
            continue
        verb = words[at].lower()
        if participle:
            if re.search(r"(?:ed|en|ing|wn)$", verb) or verb in _PARTICIPLES:
                return at
        elif verb.isalpha() and verb not in _PREPOSITIONS and not _opens_noun(words[at]):
            return at
    return None


def _inflected(verb: str, aux: str) -> str:
    """ "sign" after "did" as "signed"; after "does" as "signs"."""
    verb = verb.lower()
    if aux == "do":
        return verb
    if aux == "does":
        return verb + ("es" if re.search(r"(?:s|sh|ch|x|o)$", verb) else "s")
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"


def _placed(answer: str, wh: str) -> str:
    """An answer of time or place with a preposition."""
    if answer.split(maxsplit=1)[0].lower() in _PLACED:
        return answer
    if wh in ("when", "what day") and _DAY.search(answer) and not _YEAR.match(answer):
        return f"on {answer}"
    return f"in {answer}"


def of_questions(
    asked: Sequence[Asked], vocabulary: Container[str], chance: random.Random
) -> list[Example]:
    """A true claim and a false one of each question that becomes a statement, same passage."""
    others: dict[str, list[str]] = {}
    for item in asked:
        if item.answers and item.span:
            others.setdefault(item.context, []).append(item.answers[0])
    found = []
    for item in asked:
        if not item.answers or not item.span:
            continue
        right = item.answers[0].strip(" .,;")
        true = statement_of(item.question, right, item.context, vocabulary)
        wrong = _wrong(item, right, others[item.context], vocabulary, chance) if true else None
        if true and wrong and true != wrong:
            passage = window(item.context, f"{item.question} {right}", most_words=75)
            if right in passage:
                found.append(Example("told", true, passage, support=1))
                found.append(Example("told", wrong, passage, support=0))
    return found


def _wrong(
    item: Asked,
    right: str,
    others: Sequence[str],
    vocabulary: Container[str],
    chance: random.Random,
) -> str | None:
    """The statement with its parties exchanged, or with another answer of its kind."""
    named = [m.group() for m in NAME.finditer(f" {item.question}") if m.group() in item.context]
    named = [name for name in named if name.lower() not in right.lower()]
    if right[:1].isupper() and named and chance.random() < 0.7:
        party = chance.choice(named)
        turned = item.question.replace(party, right)
        return statement_of(turned, party, item.context.replace(party, right), vocabulary)
    kind = _kind(right)
    options = [
        other.strip(" .,;")
        for other in others
        if _kind(other) == kind
        and not _overlap(other, right)
        and not _overlap(other, item.question)
    ]
    options = [other for other in options if not _listed(item.context, right, other)]
    if not options:
        return None
    return statement_of(item.question, chance.choice(options), item.context, vocabulary)


def _kind(answer: str) -> str:
    if any(letter.isdigit() for letter in answer):
        return "number"
    return "name" if answer[:1].isupper() else "words"


def _overlap(one: str, other: str) -> bool:
    mine, theirs = set(one.lower().split()), set(other.lower().split())
    return bool((mine - {"the", "a", "of", "in"}) & theirs)


def _listed(context: str, one: str, other: str) -> bool:
    """Whether the two stand beside each other, as parts of one answer may."""
    a, b = context.find(one), context.find(other)
    first, last = (a + len(one), b) if a < b else (b + len(other), a)
    return a < 0 or b < 0 or len(context[first:last].split()) < 3


def misleading(
    more: Path, vocabulary: Container[str], *, measured: bool, share: float
) -> list[Example]:
    """SQuAD's twins as statements: the answer of one holds, what the other suggests does not."""
    by_id = {str(row["id"]): row for row in rows(more, "squad2_train_pairs")}  # type: ignore[typeddict-item]
    found = []
    for row in by_id.values():
        twin = by_id.get(str(row["pair"]))  # type: ignore[typeddict-item]
        context = row["context"]
        if not row["answers"] or twin is None or kept_out(context, share=share) != measured:
            continue
        true = statement_of(row["question"], row["answers"][0], context, vocabulary)
        plausible = str(twin.get("plausible", ""))
        false = statement_of(twin["question"], plausible, context, vocabulary)
        passage = window(context, row["question"] + " " + row["answers"][0], most_words=75)
        if not true or not false or true == false:
            continue
        if plausible in passage and row["answers"][0] in passage:
            found.append(Example("told_twin", _joined(true), _joined(passage), support=1))
            found.append(Example("told_twin", _joined(false), _joined(passage), support=0))
    return found


def _joined(text: str) -> str:
    """Tokenised text as people write it."""
    return re.sub(r" (n't|'s|[,.;:)])", r"\1", text).replace("( ", "(").replace(" - ", "-")
