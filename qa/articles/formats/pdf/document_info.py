"""What a PDF says about itself -> title, author and day, where it is more than the program's own.

Programs write "untitled", "(anonymous)", "Microsoft Word - draft.docx" or the name of a
template. A title counts if the first pages hold its words; else the first page's largest
line stands in for it.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

from qa.articles.decoding import tidy
from qa.articles.formats.pdf.page_layout import Paragraph
from qa.articles.metadata import Metadata, one_line, person

_PROGRAM = re.compile(r"^(?:microsoft\s+\w+\s+-\s+|print\s+)", re.I)
_NO_TITLE = re.compile(
    r"^(?:\(?(?:anonymous|unspecified|unknown|none|untitled|no\s+title|title|null)\)?[\s\d.-]*"
    r"|power\s?point\W?\s+pr\w+|slide\s+\d+|(?:document|doc|book|sheet|tabelle|folie|pr\wsentation"
    r"|presentation|unbenannt|dokument|report|template)[\s_-]*\d*|\S*[\\/_]\S*|\S+-\S+|.*\.[a-z]{2,4}\d?|\W*)$",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"^(?:\(?(?:anonymous|unspecified|unknown|none|null|n/?a|author|user|users?\d*|owner|admin"
    r"|administrator|root|default|guest|sapbatch|www-data|test|microsoft(?:\s+office)?(?:\s+user)?"
    r"|windows(?:\s+user)?|hp|dell|lenovo|your\s+name)\)?|.|[a-z]*\d[\w.-]*|\W*)$",
    re.I,
)
_DAY = re.compile(r"^(?:D:)?(\d{4})(\d{2})(\d{2})")
_LARGER = 1.15  # times the usual type size, at least, is a title's
_LONGEST_TITLE = 30  # words
_LOOKED_AT = 25  # paragraphs of the first page
_NEAR_TOP = 5  # paragraphs, where a title in the usual type size would be
_WORDS_OF_TEXT = 20  # a paragraph of so many is text, and what follows it no title
_TITLE_PITCH = 1.7  # type sizes between two lines of a title at most
_BOLD = re.compile(r"bold|black|heavy|demi|bx\d", re.I)


def metadata_of(info: Mapping[str, str], pages: Sequence[Sequence[Paragraph]]) -> Metadata:
    """What the document information says; pages: the first ones, for the title."""
    said = _PROGRAM.sub("", one_line(tidy(info.get("Title", ""))))
    printed = _heading(pages[0]) if pages else ""
    title = "" if _NO_TITLE.match(said) else said
    if title and printed and not _is_printed(title, pages):
        title = ""
    author = one_line(tidy(info.get("Author", "")))
    return Metadata(
        title=title or printed,
        author=None if _NO_AUTHOR.match(author) else person(author),
        date=_day(info.get("CreationDate", "")),
    )


def _is_printed(title: str, pages: Sequence[Sequence[Paragraph]]) -> bool:
    """Whether most words of a title stand on the first pages."""
    there = {word for page in pages for p in page for word in re.findall(r"\w+", p.text.lower())}
    words = re.findall(r"\w+", title.lower())
    return sum(word in there for word in words) >= 0.6 * len(words)


def _day(value: str) -> datetime.date | None:
    found = _DAY.match(value)
    try:
        day = datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return day if day and day.year >= 1990 else None


def _heading(page: Sequence[Paragraph]) -> str:
    """The first lines in the largest type, else a bold line near the top of the page."""
    turns = Counter(turn for p in page for turn in [p.turn] * len(p.text))
    upright = [p for p in page if p.turn == turns.most_common(1)[0][0]]
    looked_at = upright[:_LOOKED_AT]
    short = [p for p in looked_at if _may_be_title(p)]
    if not short or len(page) < 2:
        return ""
    sizes = sorted(size for p in upright for size in [p.size] * (1 + len(p.text) // 40))
    largest = max(paragraph.size for paragraph in short)
    if largest > _LARGER * sizes[len(sizes) // 2]:
        first = next(p for p in short if p.size >= 0.97 * largest)
    else:
        fonts = Counter(font for p in upright for font in [p.font] * len(p.text))
        usual = fonts.most_common(1)[0][0]
        top = takewhile(lambda p: len(p.text.split()) < _WORDS_OF_TEXT, looked_at[:_NEAR_TOP])
        bold = [p for p in top if p in short and p.font != usual and _BOLD.search(p.font)]
        if not bold or bold[0].text.endswith((".", ",", ":")):
            return ""
        first = bold[0]
    return _with_next_lines(first, upright)


def _may_be_title(paragraph: Paragraph) -> bool:
    words = 1 <= len(paragraph.text.split()) <= _LONGEST_TITLE
    return words and not paragraph.row and sum(map(str.isalpha, paragraph.text)) > 3


def _with_next_lines(first: Paragraph, page: Sequence[Paragraph]) -> str:
    """A title with the lines below it that are set like it."""
    lines = [first]
    for line in page[page.index(first) + 1 :]:
        near = 0 < lines[-1].bottom - line.top < _TITLE_PITCH * first.size
        other_font = line.font != first.font and bool(line.font and first.font)
        alike = abs(line.size - first.size) <= 0.05 * first.size and not other_font
        if not near or not alike or line.row:
            break
        lines.append(line)
    title = " ".join(line.text for line in lines)
    return title if len(title.split()) <= _LONGEST_TITLE else first.text
