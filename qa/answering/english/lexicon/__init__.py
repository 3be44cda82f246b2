"""Every list and basic pattern of English, each once: a module a kind of word.

Plain tuples of words in lower case, and patterns without flags, that the rules of the rooms above
are put together from. Nothing here looks at a text. Written by hand from grammars' closed classes
and from errors that were seen; `tests/answering/english/test_lexicon.py` finds a list that is
written a second time elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable


def one_of(*lists: Iterable[str]) -> str:
    """A group that matches any word of the lists: ("is", "was"), ("do",) -> "(?:is|was|do)".

    The first word that matches is taken, so a boundary has to follow where one word begins
    another. An entry may be a pattern: "parents?".
    """
    return f"(?:{'|'.join(dict.fromkeys(word for words in lists for word in words))})"


def capitalised(words: Iterable[str]) -> tuple[str, ...]:
    """The words as names write them: ("school", "grand prix") -> ("School", "Grand Prix")."""
    return tuple(word.title() for word in words)
