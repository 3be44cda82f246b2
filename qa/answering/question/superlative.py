"""Asks of each article what a superlative asks of many: "Which crash cost the most lives?"

    question -> Ranked("this one: Which crash cost the most lives?", "most", least=False)

Superlatives of quality ("best"), of time ("newest", "most recent") and of what is not counted
("most popular") are none: no number tells them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.answering.question.comparison import of_thing

NO_SUPERLATIVE = frozenset((
    "arrest", "best", "chest", "contest", "forest", "guest", "harvest", "honest", "interest",
    "latest", "nest", "newest", "priest", "protest", "quest", "request", "rest", "test", "west",
    "worst",
))  # fmt: skip
LEAST = frozenset(("fewest", "least", "lowest", "smallest", "shortest", "youngest", "cheapest",
                   "weakest", "earliest", "lightest", "slowest"))  # fmt: skip
_SUPERLATIVE = re.compile(
    r"\b(?:(?:most|fewest|least)(?= (?:people|men|women|children|\w+s)\b)|\w{2,12}est)\b",
    re.IGNORECASE,
)
# What stands for the article that is read, where each is asked of what is ranked.
THIS_ONE = "this one"


class Ranked(NamedTuple):
    """What is asked of each article, the superlative, and whether the least wins."""

    question: str
    word: str
    least: bool


def asked_of_each(question: str) -> Ranked | None:
    """What is asked of each; None where nothing is ranked by a number."""
    words = (found.group().lower() for found in _SUPERLATIVE.finditer(question))
    word = next((word for word in words if word not in NO_SUPERLATIVE), None)
    return Ranked(of_thing(THIS_ONE, question), word, word in LEAST) if word else None
