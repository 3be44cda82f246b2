"""Texts that make a regular expression work hard, made from the expression itself.

    pattern -> parse tree -> for each repetition: what leads to it, its body many times, a misfit

Quadratic and worse matching comes from a repetition that can be entered at many places or that
shares its characters with a neighbour, so each repetition is pumped with every character that
it takes among a few telling ones, with and without what stands before it.
"""

from __future__ import annotations

import re
import re._constants as c  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from itertools import islice

TELLING = "aA1 \n.,-'’\"“([{<|:;_*#@>/"
MOST = 120  # pumps of one pattern; a list of words has more, and they are all alike
MISFITS = ("", "\x00!")
GENERAL = ("a ", "A ", "Aa ", "1,", "a, ", "a.", "- ", "\n\n", " \n", "((", '"', "Aa-", "a'")
_KINDS = {"IGNORECASE": re.I, "MULTILINE": re.M, "DOTALL": re.S}
_CLASS = {
    c.CATEGORY_DIGIT: str.isdigit,
    c.CATEGORY_NOT_DIGIT: lambda x: not x.isdigit(),
    c.CATEGORY_SPACE: str.isspace,
    c.CATEGORY_NOT_SPACE: lambda x: not x.isspace(),
    c.CATEGORY_WORD: lambda x: x.isalnum() or x == "_",
    c.CATEGORY_NOT_WORD: lambda x: not (x.isalnum() or x == "_"),
}
_REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)


def pumped(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """(prefix, pump, suffix): the text is prefix + pump * n + suffix."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    seen = {("", unit) for unit in GENERAL}
    for prefix, body in _repeats(tree, ""):
        for pump in _samples(body):
            seen |= {("", pump), (prefix, pump), ("", prefix + pump)}
    made = sorted(pair for pair in seen if pair[1])
    for prefix, pump in made[:: len(made) // MOST + 1]:
        yield from ((prefix, pump, misfit) for misfit in MISFITS)


def _repeats(tree: parser.SubPattern, prefix: str) -> Iterator[tuple[str, parser.SubPattern]]:
    """Each repetition of the tree: a text that leads to it, and its body."""
    for op, value in tree:
        if op in _REPEATS:
            yield prefix, value[2]
        for inner in _inside(op, value):
            yield from _repeats(inner, prefix)
        prefix += _sample(op, value)


def _inside(op: object, value: object) -> list[parser.SubPattern]:
    if op in _REPEATS:
        return [value[2]]  # type: ignore[index]
    if op is c.BRANCH:
        return list(value[1])  # type: ignore[index]
    if op is c.SUBPATTERN:
        return [value[3]]  # type: ignore[index]
    if op is c.ATOMIC_GROUP:
        return [value]
    return [value[1]] if op in (c.ASSERT, c.ASSERT_NOT) else []  # type: ignore[index]


def _samples(body: parser.SubPattern) -> list[str]:
    """Texts that the body of a repetition takes: one, and for a set one for each character."""
    if len(body) == 1 and body[0][0] in (c.IN, c.ANY, c.NOT_LITERAL):
        return [x for x in TELLING if _takes(*body[0], x)]
    if len(body) == 1 and body[0][0] is c.SUBPATTERN:
        return _samples(body[0][1][3])
    if len(body) == 1 and body[0][0] is c.BRANCH:
        return [_whole(branch) for branch in islice(body[0][1][1], 6)]
    return [_whole(body)]


def _whole(tree: parser.SubPattern) -> str:
    return "".join(_sample(op, value) for op, value in tree)


def _sample(op: object, value: object) -> str:
    if op is c.LITERAL:
        return chr(value)  # type: ignore[arg-type]
    if op in (c.IN, c.ANY, c.NOT_LITERAL):
        return next((x for x in TELLING if _takes(op, value, x)), _first(value))
    if op in _REPEATS:
        least, most, body = value  # type: ignore[misc]
        return _whole(body) * min(max(least, 1), most)
    inside = [] if op in (c.ASSERT, c.ASSERT_NOT) else _inside(op, value)
    return _whole(inside[0]) if inside else ""


def _first(members: object) -> str:
    for op, value in members if isinstance(members, list) else []:
        if op is c.LITERAL:
            return chr(value)
        if op is c.RANGE:
            return chr(value[0])
    return ""


def _takes(op: object, value: object, x: str) -> bool:
    if op is c.ANY:
        return x != "\n"
    if op is c.NOT_LITERAL:
        return ord(x) != value
    members = list(value)  # type: ignore[call-overload]
    negated = bool(members) and members[0][0] is c.NEGATE
    taken = any(_is_member(kind, which, x) for kind, which in members)
    return taken != negated


def _is_member(kind: object, which: object, x: str) -> bool:
    if kind is c.LITERAL:
        return ord(x) == which
    if kind is c.RANGE:
        return which[0] <= ord(x) <= which[1]  # type: ignore[index]
    return kind is c.CATEGORY and _CLASS[which](x)  # type: ignore[index]
