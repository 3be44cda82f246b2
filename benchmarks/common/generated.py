"""Articles of a made-up language, the same for a number, for measuring without anyone's texts.

Under the benchmarks of growth and of peers. A day each, five sources; few words are
frequent and many are rare, as in any language.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from pathlib import Path

WORDS, SOURCES, VOCABULARY = 180, 5, 20_000
FIRST_DAY = datetime.date(2000, 1, 1)


def write_articles(corpus: Path, numbers: Sequence[int], *, edition: int = 0) -> None:
    """Articles of generated words, the same for a number and edition."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        chance = random.Random(f"{number} {edition}")
        day = FIRST_DAY + datetime.timedelta(days=number % 7300)
        head = f"title: Report {number}\ndate: {day}\nsource: Paper {number % SOURCES}\n"
        words = generated_words(chance, WORDS)
        lines = [" ".join(words[at : at + 15]).capitalize() + "." for at in range(0, WORDS, 15)]
        path = corpus / f"{number:07}.md"
        path.write_text(f"---\n{head}---\n\n{' '.join(lines)}\n", encoding="utf-8")


def generated_words(chance: random.Random, number: int) -> list[str]:
    """Words of a made-up language, few of them frequent."""
    # Few words are frequent and many are rare, as in any language.
    return [_word(int(VOCABULARY ** chance.random())) for _ in range(number)]


def _word(number: int) -> str:
    """Letters alone, as near-duplicates are told by: 0 -> "zaaaa"."""
    return "z" + "".join(chr(97 + number // 26**place % 26) for place in range(4))
