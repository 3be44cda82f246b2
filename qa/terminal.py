"""Renders answers, passages, articles and progress in the terminal. Owns rich.

    Answer -> text with coloured markers, beneath it each citation with its words

Everything from an article is printed as plain text: markup is not read, and control
characters, which a terminal would obey, are left out. It answers and decides nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console as Console  # noqa: PLC0414 - others name the type
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from qa.errors import QaError
from qa.evaluation import Figures, share
from qa.records import Answer, Article, BuildReport, Citation, Hit
from qa.records import Table as Comparison

if TYPE_CHECKING:
    from qa.index import ArticleRow, FileRow, Finding, Progress
    from qa.index.collection_rows import CollectionRow

STAGES = {
    "scan": "Looking for articles",
    "read": "Reading articles",
    "embed": "Embedding passages",
    "store": "Storing",
}
NEAREST_SHOWN = 3
NOT_TOLD = "not told"
UNWRAPPED = 100_000
ERROR_CHARS = 2_000
INDENT = "    "
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BLANK_LINES = re.compile(r"\n\s*\n")
_MARKER = r"\[\d+\]"


def stdout() -> Console:
    """Where answers go; lines are wrapped for people and left whole for other programs."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else UNWRAPPED)


def stderr() -> Console:
    """Where progress, notes and errors go, so that stdout can be piped."""
    return Console(stderr=True, highlight=False)


def plain(text: str) -> str:
    """Text without control and direction characters; newlines and tabs stay."""
    return _CONTROL.sub("", text)


def print_error(error: Exception) -> None:
    """One line on stderr; it may name a file of strangers, or an argument of any size."""
    line = " ".join(plain(f"Error: {error}").split())
    if len(line) > ERROR_CHARS:
        half = ERROR_CHARS // 2
        line = f"{line[:half]} … {line[-half:]}"
    print(line, file=sys.stderr)


def print_usage(said: str, *, command: str, bare: bool) -> None:
    """What is wrong with a command line; where it is `bare`, that is the help.

    The library would repeat an option of any size as it is.
    """
    if bare:
        print(said, file=sys.stderr)
        return
    print_error(QaError(f"{said.rstrip().removesuffix('.')}. See `{command} --help`."))


def count(number: int, noun: str) -> str:
    """ "1 article", "1,200 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def stream_answer(drafts: Iterable[Answer], console: Console) -> Answer:
    """Show an answer while it grows, then whole with its citations; return it.

    A console that is no terminal gets the final answer only.
    Raises RuntimeError if there is no draft at all, which no engine may do.
    """
    answer = None
    with Live(console=console, transient=True, auto_refresh=False) as live:
        for answer in drafts:
            if console.is_terminal:
                live.update(_answer_text(answer), refresh=True)
    if answer is None:
        raise RuntimeError("The engine ended without an answer.")
    show_answer(answer, console)
    return answer


def show_answer(answer: Answer, console: Console) -> None:
    """The answer, then what it cites; for `not_found` the nearest passages."""
    if answer.direct:
        console.print(Text(plain(answer.direct), style="bold"))
    if answer.table:
        _show_comparison(answer.table, console)
    console.print(_answer_text(answer))
    for sentence in answer.sentences:
        for date in sentence.dates:
            words = plain(sentence.text[date.start : date.end])
            console.print(Text(f"{words}: {date.date}", style="dim"))
    if answer.note:
        console.print(Text(plain(answer.note), style="dim"))
    if answer.searched:
        console.print(Text(plain(answer.searched), style="dim"))
    if answer.status == "not_found" and answer.nearest:
        console.print(Text("\nNearest passages:", style="dim"))
        for hit in answer.nearest[:NEAREST_SHOWN]:
            show_hit(hit, console)
    if answer.citations:
        console.print()
    for citation in answer.citations:
        show_citation(citation, console)


def _show_comparison(compared: Comparison, console: Console) -> None:
    table = _table(*(plain(name) for name in compared.columns))
    for row in compared.rows:
        cells = [f"{cell.text} {_markers(cell.citations)}".strip() for cell in row]
        table.add_row(*(Text(plain(cell) or NOT_TOLD) for cell in cells))
    console.print(table)


def _markers(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def show_citation(citation: Citation, console: Console) -> None:
    """Marker, title, source, date and author, the cited words, and its other versions."""
    head = Text().append(f"[{citation.marker}] ", style="cyan")
    head.append_text(_headline(citation.article, citation.place))
    console.print(head)
    _print_indented(f"“{' '.join(citation.quote.split())}”", console)
    if citation.article.url:
        _print_indented(citation.article.url, console, style="dim")
    for article in citation.also:
        _print_indented(f"Also: {_headline(article, None).plain}", console, style="dim")
    if (more := citation.versions - len(citation.also)) > 0:
        _print_indented(f"Also: {more:,} more", console, style="dim")


def show_hit(hit: Hit, console: Console) -> None:
    """Score and article of a passage, and its text."""
    passage = hit.passage
    head = Text().append(f"{hit.score:.3f} ", style="cyan")
    head.append_text(_headline(passage.article, passage.article.place_at(passage.start)))
    console.print(head)
    _print_indented(_BLANK_LINES.sub("\n", passage.text), console)
    console.print()


def show_articles(rows: Sequence[ArticleRow], console: Console) -> None:
    """A table of what is indexed."""
    table = _table("Date", "Title", "Author", "Passages", "File")
    for row in rows:
        date = row.date.isoformat() if row.date else ""
        cells = (date, row.title, row.author or "", str(row.passages), row.path)
        table.add_row(*(Text(plain(cell)) for cell in cells))
    console.print(table)
    console.print(count(len(rows), "article"))


def show_collections(rows: Sequence[CollectionRow], console: Console) -> None:
    """A table of the collections."""
    table = _table("Collection", "Articles", "Passages")
    for row in rows:
        table.add_row(Text(plain(row.name)), f"{row.articles:,}", f"{row.passages:,}")
    console.print(table)


def show_left_out(found: Mapping[str, Sequence[str]], console: Console) -> None:
    """What was left out of each article, a line each."""
    for path, lines in found.items():
        console.print(Text(f"{plain(path)}: {count(len(lines), 'line')} left out", style="bold"))
        for line in lines:
            console.print(Text(f"  {plain(line)}"))


def show_failures(rows: Sequence[FileRow], console: Console) -> None:
    """A table of the files that are not indexed, and why."""
    table = _table("File", "State", "Reason")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in (row.path, row.state, row.reason)))
    if rows:
        console.print(table)
    console.print(f"{count(len(rows), 'file')} not indexed")


def show_report(report: BuildReport, console: Console) -> None:
    """What a build did, in one line, then each file that failed."""
    counts = {
        "added": report.added,
        "changed": report.changed,
        "renamed": report.renamed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "failed": report.failed,
    }
    did = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    console.print(
        f"{did or 'no articles'}; {count(report.passages, 'passage')}, "
        f"{report.embedded} embedded, in {report.seconds:.1f} s"
    )
    if report.note:
        console.print(report.note)
    for failure in report.failures:
        console.print(Text(plain(f"  {failure.path}: {failure.reason}"), style="yellow"))


def show_findings(found: Sequence[Finding], console: Console) -> None:
    """A table of what a check found of each part."""
    styles = {"sound": "green", "repaired": "green", "changed": "yellow", "damaged": "red"}
    table = _table("Part", "State", "Found")
    for each in found:
        state = Text(each.state, style=styles[each.state])
        table.add_row(Text(each.part), state, Text(plain(each.told)))
    console.print(table)


@contextmanager
def build_progress(console: Console) -> Iterator[Callable[[Progress], None]]:
    """A bar for each stage of a build, drawn only on a terminal."""
    columns = (
        TextColumn("{task.description:<21}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks = {
            stage: bars.add_task(label, total=None, visible=False)
            for stage, label in STAGES.items()
        }

        def show(progress: Progress) -> None:
            bars.update(
                tasks[progress.stage],
                completed=progress.done,
                total=progress.total or None,
                visible=True,
            )

        yield show


def show_figures(rows: Sequence[Figures], console: Console) -> None:
    """A table of what an evaluation found, a line for each kind of question."""
    table = _table("Kind", "Questions", "Right", "Cited", "Silent", "Seconds")
    for row in rows:
        shares = (share(row.right), share(row.cited), share(row.silent))
        cells = (row.kind, f"{row.questions:,}", *shares, f"{row.seconds:.2f}")
        table.add_row(*(Text(plain(cell)) for cell in cells))
    console.print(table)


def write_text(path: Path, text: str) -> None:
    """Write a file. Raises QaError if that cannot be done."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QaError(f"{path} cannot be written: {error.strerror}.") from None


@contextmanager
def counting(what: str, console: Console) -> Iterator[Callable[[int, int], None]]:
    """A bar for things that are done one after the other, drawn only on a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task(what, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def use_any_text(encoding_errors: str = "replace") -> None:
    """Let a console that cannot show a character show a substitute instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=encoding_errors)


def _answer_text(answer: Answer) -> Text:
    text = Text(plain(answer.text))
    text.highlight_regex(_MARKER, "cyan")
    return text


def _print_indented(text: str, console: Console, *, style: str = "") -> None:
    for line in Text(plain(text), style=style).wrap(console, console.width - len(INDENT)):
        line.rstrip()
        console.print(Text(INDENT).append_text(line))


def _headline(article: Article, place: str | None) -> Text:
    date = article.date.isoformat() if article.date else None
    details = [part for part in (article.source, date, article.author, place) if part]
    head = Text().append(plain(article.title), style="bold")
    return head.append(plain(f" · {', '.join(details)}") if details else "")


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, justify="right" if name == "Passages" else "left")
    return table
