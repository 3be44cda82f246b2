"""The lists of English words: each stands once, in the lexicon."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa
from qa.answering.english import lexicon
from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.months import DATE
from qa.answering.english.lexicon.names import CAPITALISED, SENTENCE_START
from qa.answering.english.lexicon.negations import NEGATION

PACKAGE = Path(qa.__file__).parent
LEXICON = Path(lexicon.__file__).parent
# A list as long, as much of it in a list of the lexicon and as much of that, is the same once more.
FEWEST, SHARE, OF_THE_OTHER = 6, 0.75, 0.4
# Grammar of single constructions, whose words are no class of their own, by file and first word.
SINGLE = {
    # Parts of a pattern that name what they capture.
    ("ui/suggestions/proposals.py", "was"),
}


def _lists() -> Iterator[tuple[str, list[str]]]:
    for found in pkgutil.iter_modules(lexicon.__path__, f"{lexicon.__name__}."):
        for name, value in vars(importlib.import_module(found.name)).items():
            if name.isupper() and isinstance(value, tuple | frozenset) and value:
                words = [word for word in value if isinstance(word, str)]
                if words:
                    yield f"{found.name.rpartition('.')[2]}.{name}", words


def _written(path: Path) -> Iterator[list[str]]:
    """The lists of words in a file: words in a string, words of a tuple, choices of a pattern."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            values = [item.value for item in node.elts if isinstance(item, ast.Constant)]
            yield [value for value in values if isinstance(value, str)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.fullmatch(r"[a-z\s'’.-]+", node.value) and "." not in node.value:
                yield node.value.split()
            for choices in re.findall(r"(?:[\w'’ ?]+\|)+[\w'’ ?]+", node.value):
                yield [choice.strip(" ?").lower() for choice in choices.split("|")]


def test_no_list_of_the_lexicon_is_written_a_second_time() -> None:
    lists = [(name, set(words)) for name, words in _lists()]
    again = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE).as_posix()
        if LEXICON in path.parents or where.startswith("articles/"):
            continue
        for words in _written(path):
            if (where, words[0] if words else "") in SINGLE:
                continue
            for name, known in lists:
                shared = len(known & set(words))
                if shared >= max(FEWEST, SHARE * len(set(words)), OF_THE_OTHER * len(known)):
                    again.add(f"{where}: {' '.join(words)[:60]} … is {name}")
    assert sorted(again) == []


@pytest.mark.parametrize(("name", "words"), list(_lists()))
def test_a_list_holds_each_word_once(name: str, words: list[str]) -> None:
    assert len(words) == len(set(words)), name


def test_a_group_holds_each_word_of_its_lists_once() -> None:
    assert one_of(("is", "was"), ("was", "do")) == "(?:is|was|do)"


def test_names_are_written_with_capital_letters() -> None:
    assert capitalised(("school", "grand prix")) == ("School", "Grand Prix")


@pytest.mark.parametrize(
    "text",
    ["7 October 2017", "the 7th of October", "October 7, 2017", "October", "in 1666", "2017"],
)
def test_a_date_is_found(text: str) -> None:
    assert re.search(DATE, text)


@pytest.mark.parametrize("text", ["30 may 10", "1200 people", "20175", "Marching"])
def test_no_date_is_found(text: str) -> None:
    assert not re.search(DATE, text)


@pytest.mark.parametrize(
    ("text", "word"),
    [("O'Neill,", "O'Neill"), ("K2-18b is", "K2-18b"), ("U.S. Steel", "U.S"), ("Šibenik's", None)],
)
def test_a_word_with_a_capital_letter_ends_with_its_last_letter(
    text: str, word: str | None
) -> None:
    match = re.match(CAPITALISED, text)
    assert match
    assert match.group() == (word or text)


@pytest.mark.parametrize(
    ("before", "starts"), [("", True), ("He left. ", True), ("“", True), ("the ", False)]
)
def test_a_sentence_starts_behind_a_full_stop_or_a_quotation_mark(
    before: str, starts: bool
) -> None:
    assert bool(re.search(SENTENCE_START, before)) is starts


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("not here", True),
        ("not only here", False),
        ("can't", True),
        ("nobody", True),
        ("now", False),
    ],
)
def test_what_denies(text: str, denies: bool) -> None:
    assert bool(re.search(NEGATION, text)) is denies
