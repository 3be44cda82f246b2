"""Words of a text, as the makers of examples compare them."""

from __future__ import annotations

import re

WORD = re.compile(r"\w+")


def words(text: str) -> set[str]:
    """Lower-case words of three letters or more."""
    return {word for word in WORD.findall(text.lower()) if len(word) > 2}
