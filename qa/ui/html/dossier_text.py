"""Lays notes out as a dossier with one list of sources, and writes it as Markdown or HTML.

    notes in order -> Dossier (sections, sources numbered through) -> Markdown, HTML, (Word)

Pure functions. Quotes are whole and verbatim, and each source tells author, title, publication,
date, page, address, file and offsets, so that anyone can find the words again. Words of articles
and of the person are text everywhere, never markup.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from qa.records import Citation
from qa.ui.html.escaping import each_once, safe_url
from qa.ui.html.own_sentences import in_own_language
from qa.ui.html.render import render
from qa.ui.html.text_export import (
    NOT_TOLD,
    UNSUPPORTED,
    is_lead,
    markdown_text,
    sources_told,
)
from qa.ui.interface_words import N_, _, count, day, language, number
from qa.ui.kept import Note

TITLE = N_("Notes")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or a cell: its words, the numbers of its sources, and how it is to be shown."""

    text: str
    sources: tuple[int, ...] = ()
    label: str = ""
    supported: bool = True
    item: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One note. rows: of a comparison, its heads first; quoted: the lines are an article's own."""

    heading: str
    lines: tuple[Line, ...]
    direct: str = ""
    rows: tuple[tuple[Line, ...], ...] = ()
    comment: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One cited span. facts: author, title, publication, date, page; place: file and offsets."""

    number: int
    quote: str
    facts: str
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All notes. about: when it was made, of how many notes and of how many articles."""

    title: str
    about: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


def make_dossier(
    notes: Sequence[Note], made: datetime.date, *, title: str = "", used: int = 0
) -> Dossier:
    """The notes in their order; equal spans share one number.

    title: of a conversation, whose notes are its answers; without one they are called notes.
    used: how many numbers another part of the same document has used.
    """
    numbers: dict[tuple[str, int, int], tuple[int, Citation]] = {}
    sections = tuple(_section(note, numbers, used) for note in notes)
    sources = tuple(_source(number, citation) for number, citation in numbers.values())
    parts = count(len(notes), "answer") if title else count(len(notes), "note")
    about = f"{day(made)} · {parts} · {sources_told([each for _own, each in numbers.values()])}"
    return Dossier(title or _(TITLE), about, sections, sources)


def _section(
    note: Note, numbers: dict[tuple[str, int, int], tuple[int, Citation]], used: int
) -> Section:
    answer = in_own_language(note.answer)
    sources: dict[int, int] = {}
    for citation in answer.citations:
        span = citation.article.id, citation.start, citation.end
        sources[citation.marker] = numbers.setdefault(span, (used + len(numbers) + 1, citation))[0]

    def numbered(markers: Sequence[int]) -> tuple[int, ...]:
        return tuple(sources[marker] for marker in markers if marker in sources)

    rows: tuple[tuple[Line, ...], ...] = ()
    if answer.table:
        heads = tuple(map(Line, answer.table.columns))
        cells = (
            tuple(Line(cell.text or _(NOT_TOLD), numbered(cell.citations)) for cell in row)
            for row in answer.table.rows
        )
        rows = (heads, *cells)
    listed = answer.shape != "prose"
    lines = tuple(
        Line(
            _flat(sentence.text) if note.kind != "passage" else sentence.text,
            numbered(sentence.citations),
            sentence.label,
            sentence.supported,
            item=listed and not is_lead(sentence),
        )
        for sentence in answer.sentences
    ) or (Line(_flat(answer.text)),)
    quoted = note.kind == "passage"
    return Section(_flat(answer.question), lines, answer.direct or "", rows, note.comment, quoted)


def _source(own: int, citation: Citation) -> Source:
    article = citation.article
    facts = each_once(
        article.author, article.title, article.source, day(article.date), citation.place
    )
    place = _(
        "{file}, characters {start} to {end}",
        file=article.path,
        start=number(citation.start),
        end=number(citation.end),
    )
    url = article.url if article.url and safe_url(article.url) else ""
    return Source(own, citation.quote, ", ".join(map(_flat, facts)), place, url)


def dossier_markdown(dossier: Dossier) -> str:
    """The dossier as Markdown, its sources as footnotes."""
    parts = [f"# {markdown_text(dossier.title)}", markdown_text(dossier.about)]
    for section in dossier.sections:
        parts.append(f"## {markdown_text(section.heading)}")
        if section.direct:
            parts.append(f"**{markdown_text(section.direct)}**")
        if section.rows:
            rows = [f"| {' | '.join(map(_markdown_line, row))} |" for row in section.rows]
            rows.insert(1, f"| {' | '.join(['---'] * len(section.rows[0]))} |")
            parts.append("\n".join(rows))
        parts += _markdown_lines(section)
        if section.comment:
            first, *more = filter(None, map(markdown_text, section.comment.splitlines()))
            parts += [f"*{_('Comment')}:* {first}", *more]
    if dossier.sources:
        parts.append("\n".join(map(_markdown_source, dossier.sources)))
    return "\n\n".join([*parts, ""])


def _markdown_lines(section: Section) -> list[str]:
    if section.quoted:
        lines = section.lines[0].text.splitlines()
        quoted = "\n>\n".join(f"> {markdown_text(line)}" for line in lines if line.strip())
        return [quoted + _markdown_numbers(section.lines[0])]
    if not any(line.item for line in section.lines):
        return [" ".join(map(_markdown_line, section.lines))]
    return ["\n".join(f"{'- ' if x.item else ''}{_markdown_line(x)}" for x in section.lines)]


def _markdown_line(line: Line) -> str:
    label = f"**{markdown_text(line.label)}:** " if line.label else ""
    flag = "" if line.supported else f" *({_(UNSUPPORTED)})*"
    return f"{label}{markdown_text(line.text)}{_markdown_numbers(line)}{flag}"


def _markdown_numbers(line: Line) -> str:
    return "".join(f"[^{number}]" for number in line.sources)


def _markdown_source(source: Source) -> str:
    address = f" <{source.url}>" if source.url and ">" not in source.url else ""
    told = f"“{markdown_text(source.quote)}” {markdown_text(source.facts)}."
    return f"[^{source.number}]: {told} {markdown_text(source.place)}.{address}"


def dossier_html(dossier: Dossier) -> str:
    """The dossier as a page of its own, without scripts and without anything from elsewhere."""
    page = render(
        "dossier",
        "page",
        title=dossier.title,
        dossier=dossier,
        unsupported=_(UNSUPPORTED),
        language=language(),
    )
    return f"<!doctype html>\n{page}"


def _flat(text: str) -> str:
    return " ".join(text.split())
