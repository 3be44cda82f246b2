"""Lines that stand in many articles of the same source are that source's furniture.

`Repetition` counts, over the articles of a corpus, in how many of one source each line
stands, and then tells which lines those are. It keeps 8 bytes a line and no text, so a
corpus can be counted while it is read; what it learned is applied when a file is read
with it. It judges lines, not sentences: text quoted in two articles is below its limits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from qa.articles.lines import logical_lines
from qa.records import Article

_FEWEST_ARTICLES = 4  # of one source, before anything is called repetition
_SHARE = 0.3  # of a source's articles a line has to stand in; prose stays far below
_LONGEST = 300  # characters; what is longer is no furniture but a syndicated text
_DIGITS = re.compile(r"\d+")


class Repetition:
    """In how many articles of each source a line stands.

    Feed it with `add` and ask it with `of`; the order of the articles does not matter.
    """

    def __init__(self) -> None:
        self._articles: Counter[str] = Counter()
        self._lines: dict[str, Counter[int]] = {}
        self._source = ""

    def add(self, article: Article) -> None:
        """Count the lines of one article, each line once."""
        self.add_lines(source_of(article), (line.text for line in logical_lines(article.text)))

    def add_lines(self, source: str, lines: Iterable[str]) -> None:
        """Count lines of one article of a source, each once."""
        self._articles[source] += 1
        keys = {_key(line) for line in lines if len(line) <= _LONGEST}
        self._lines.setdefault(source, Counter()).update(keys)

    def of(self, source: str) -> Repetition:
        """The same counts, asked for one source."""
        view = Repetition()
        view._articles, view._lines, view._source = self._articles, self._lines, source
        return view

    def tells(self, line: str) -> bool:
        """Whether a line stands in so many articles of the source that it is furniture."""
        articles = self._articles[self._source]
        if articles < _FEWEST_ARTICLES or len(line) > _LONGEST:
            return False
        needed = max(_FEWEST_ARTICLES - 1, _SHARE * articles)
        return self._lines.get(self._source, Counter())[_key(line)] >= needed


def source_of(article: Article) -> str:
    """What groups articles whose pages look alike: host, else source, else folder."""
    if article.url:
        return article.url.split("/")[2].removeprefix("www.").lower()
    return article.source or article.path.rpartition("/")[0]


def _key(line: str) -> int:
    """A line as a number; figures count as equal, so "12 comments" is "7 comments"."""
    plain = _DIGITS.sub("0", " ".join(line.lower().split()))
    return int.from_bytes(blake2b(plain.encode("utf-8"), digest_size=8).digest(), "big")
