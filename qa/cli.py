"""The command line: `qa ask`, `search`, `chat`, `build`, `add` and the rest. Owns typer.

Each command reads its options, asks the room that knows, and has the terminal show the
result; `--json` prints the same records for scripts. Models and databases are loaded in
the commands that need them, so `qa --help` answers at once. Errors are one sentence on
stderr: exit code 1, or 2 for a command line that cannot be understood.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from qa import terminal
from qa.errors import IndexMissing, QaError, QuestionError
from qa.scope import Scope, make_scope

if TYPE_CHECKING:
    from qa.answering import Assistant
    from qa.index import Index
    from qa.records import Answer, BuildReport, Turn
    from qa.settings import Settings

app = typer.Typer(
    help="Ask a folder of articles; every sentence of the answer is cited and checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Corpus = Annotated[
    Path | None, typer.Option("--corpus", help="Folder of articles (default: QA_CORPUS or corpus).")
]
Indexes = Annotated[
    Path | None,
    typer.Option("--indexes", help="Folder for what is built (default: QA_INDEXES or indexes)."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
ParquetFile = Annotated[Path, typer.Argument(help="The Parquet file.")]
Question = Annotated[str, typer.Argument(help="The question, in quotes.")]
First = Annotated[
    str, typer.Option("--from", metavar="DAY", help="Only articles from this day on (2017-10-07).")
]
Last = Annotated[
    str, typer.Option("--to", metavar="DAY", help="Only articles up to this day, it included.")
]
Sources = Annotated[
    list[str] | None, typer.Option("--source", help="Only articles of this source; repeatable.")
]
Words = Annotated[
    int | None, typer.Option("--words", help="About how long the answer is (default: 80 words).")
]


@app.command()
def ask(
    question: Question,
    *,
    words: Words = None,
    first: First = "",
    last: Last = "",
    source: Sources = None,
    json_: Json = False,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Answer a question, with citations.

    The index is built if there is none.
    """
    scope = make_scope(sources=source, first=first, last=last)
    with _assistant(_settings(corpus, indexes)) as assistant:
        if json_:
            _print_json(assistant.answer(question, words=words, scope=scope))
        else:
            drafts = assistant.stream(question, words=words, scope=scope)
            terminal.stream_answer(drafts, terminal.stdout())


@app.command()
def search(
    question: Question,
    *,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Passages wanted.")] = 10,
    first: First = "",
    last: Last = "",
    source: Sources = None,
    json_: Json = False,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Show the passages closest to a question, best first."""
    from qa.answering.notes import still_to_come  # noqa: PLC0415 - loads the index's libraries

    scope = make_scope(sources=source, first=first, last=last)
    with _assistant(_settings(corpus, indexes)) as assistant:
        hits = assistant.search(question, k=k, scope=scope)
        note = still_to_come(assistant.index)
    if note:
        terminal.stderr().print(note, markup=False)
    if json_:
        _print_json(hits)
        return
    console = terminal.stdout()
    for hit in hits:
        terminal.show_hit(hit, console)


@app.command()
def build(
    full: Annotated[bool, typer.Option("--full", help="Start over instead of updating.")] = False,
    json_: Json = False,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Index the articles.

    Only what changed since the last build is read again.
    """
    report = _build(_settings(corpus, indexes), full=full)
    if json_:
        _print_json(report)
    else:
        terminal.show_report(report, terminal.stdout())


@app.command()
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Make again what is damaged.")] = False,
    json_: Json = False,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Verify the index: files, catalog, words, vectors and the models' weights.

    Exit code 1 if anything is damaged, and not repaired.
    """
    from qa.answering.check_everything import check_everything  # noqa: PLC0415 - loads models

    with terminal.build_progress(terminal.stderr()) as progress:
        found = check_everything(_settings(corpus, indexes), repair=repair, progress=progress)
    if json_:
        _print_json(list(found))
    else:
        terminal.show_findings(found, terminal.stdout())
    if any(each.state == "damaged" for each in found):
        raise typer.Exit(1)


@app.command()
def watch(json_: Json = False, corpus: Corpus = None, indexes: Indexes = None) -> None:
    """Keep the index up to date while you work.

    Builds, then builds again whenever the articles change, until Ctrl-C. With --json, each
    report is one line.
    """
    from qa.index.watch import watch as follow  # noqa: PLC0415 - loads models

    console, errors = terminal.stdout(), terminal.stderr()

    def tell(report: BuildReport) -> None:
        if json_:
            _print_json(report, lines=True)
        else:
            terminal.show_report(report, console)

    stop = threading.Event()
    try:
        follow(
            _settings(corpus, indexes),
            tell,
            stop=stop,
            on_error=lambda error: errors.print(f"Error: {error}", markup=False),
        )
    except KeyboardInterrupt:
        stop.set()


@app.command()
def articles(
    failed: Annotated[
        bool, typer.Option("--failed", help="The files that are not indexed, and why.")
    ] = False,
    left_out: Annotated[
        str, typer.Option("--left-out", metavar="FILE", help="The lines of a file left out.")
    ] = "",
    json_: Json = False,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """List the articles of the index."""
    from qa.index import Index  # noqa: PLC0415 - loads models

    index = Index.open(_settings(corpus, indexes))
    try:
        if left_out:
            _show_left_out(index, left_out, as_json=json_)
            return
        files = [row for row in index.files() if row.state != "indexed"] if failed else []
        rows = index.articles() if not failed else []
    finally:
        index.close()
    if json_:
        _print_json(files or rows)
    elif failed:
        terminal.show_failures(files, terminal.stdout())
    else:
        terminal.show_articles(rows, terminal.stdout())


@app.command()
def chat(
    *,
    words: Words = None,
    first: First = "",
    last: Last = "",
    source: Sources = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Hold a conversation.

    Earlier questions and answers are understood as context.
    """
    console = terminal.stdout()
    scope = make_scope(sources=source, first=first, last=last)
    with _assistant(_settings(corpus, indexes)) as assistant:
        stats = assistant.index.stats()
        console.print(
            f"{stats.articles:,} articles, {stats.passages:,} passages. "
            "/new starts over, /quit or Ctrl-D ends.",
            style="dim",
        )
        history: list[Turn] = []
        while (question := _next_question()) is not None:
            if question == "/new":
                history = []
            elif question:
                answer = _reply(assistant, question, history, words=words, scope=scope)
                history = [*history[-5:], answer.as_turn()] if answer else history


@app.command()
def add(
    sources: Annotated[list[str], typer.Argument(help="Files, or addresses of web pages.")],
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Put files and web pages into the corpus.

    Files are copied; an address is fetched, which needs a network. `qa build` indexes them.
    """
    from qa.articles.corpus_folder import CorpusFolder  # noqa: PLC0415 - reads formats
    from qa.articles.download import download, is_address  # noqa: PLC0415 - reads formats

    settings = _settings(corpus, indexes)
    articles_folder = CorpusFolder(settings.corpus, settings.indexes / "deleted")
    failed = False
    for source in sources:
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = download(source, Path(folder)) if is_address(source) else Path(source)
                if not path.is_file():
                    raise QaError(f"{source} is no file.")
                print(f"added {articles_folder.add(path, path.name)}")
        except (QaError, OSError) as error:
            print(f"Error: {error}", file=sys.stderr)
            failed = True
    if failed:
        raise typer.Exit(1)


@app.command()
def export(file: ParquetFile, corpus: Corpus = None, indexes: Indexes = None) -> None:
    """Write the index to one Parquet file.

    It holds texts, metadata and vectors, so that it can be moved, or read by other tools.
    """
    from qa.index.parquet_file import export_index  # noqa: PLC0415 - loads databases

    _print_count(export_index(_settings(corpus, indexes), file), f"written to {file}")


@app.command(name="import")
def import_(file: ParquetFile, corpus: Corpus = None, indexes: Indexes = None) -> None:
    """Use the index of a Parquet file instead of the present one.

    Nothing is embedded again; the next build compares it with the articles as ever.
    """
    from qa.index.parquet_file import import_index  # noqa: PLC0415 - loads databases

    _print_count(import_index(_settings(corpus, indexes), file), f"read from {file}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of what --json prints.

    Answers, passages, build reports, and the rows of `articles`.
    """
    from qa.index.rows import ArticleRow, FileRow  # noqa: PLC0415 - loads databases
    from qa.serial import json_schema  # noqa: PLC0415 - loads pydantic

    print(json.dumps(json_schema(article=ArticleRow, file=FileRow), indent=2))


def main() -> NoReturn:
    """Run the command line; the entry point of the console script `qa`."""
    terminal.use_any_text()
    try:
        app(prog_name="qa")
    except QaError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


def _settings(corpus: Path | None, indexes: Path | None) -> Settings:
    from qa.settings import Settings  # noqa: PLC0415 - not needed for help

    given = {"corpus": corpus, "indexes": indexes}
    return Settings.model_validate({name: path for name, path in given.items() if path})


def _assistant(settings: Settings) -> Assistant:
    """An assistant on the index that is there, or on one built now."""
    from qa.answering import Assistant  # noqa: PLC0415 - loads models

    try:
        return Assistant.open(settings)
    except IndexMissing:
        _build(settings, full=False)
        return Assistant.open(settings)


def _show_left_out(index: Index, file: str, *, as_json: bool) -> None:
    """The lines of a file's articles that were taken for a web page's menus and notices."""
    rows = [row for row in index.articles() if file in {row.path, row.path.partition("#")[0]}]
    if not rows:
        raise QaError(f"The index has no article of {file}. `qa articles` lists the files.")
    found = {row.path: list(index.article(row.id).left_out) for row in rows}
    if as_json:
        _print_json(found)
    else:
        terminal.show_left_out(found, terminal.stdout())


def _build(settings: Settings, *, full: bool) -> BuildReport:
    from qa.index import build_index  # noqa: PLC0415 - loads models

    with terminal.build_progress(terminal.stderr()) as progress:
        return build_index(settings, full=full, progress=progress)


def _next_question() -> str | None:
    try:
        line = input("\n> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return None
    return None if line in {"/quit", "/exit"} else line


def _reply(
    assistant: Assistant, question: str, history: list[Turn], *, words: int | None, scope: Scope
) -> Answer | None:
    try:
        drafts = assistant.stream(question, history, words=words, scope=scope)
        return terminal.stream_answer(drafts, terminal.stdout())
    except QuestionError as error:
        terminal.stderr().print(f"{error}", style="yellow", markup=False)
        return None


def _print_count(passages: int, what: str) -> None:
    terminal.stdout().print(f"{terminal.count(passages, 'passage')} {what}", markup=False)


def _print_json(records: object, *, lines: bool = False) -> None:
    """Records as one JSON value, on one line if asked; ASCII where stdout takes no more."""
    from qa.serial import to_json  # noqa: PLC0415 - loads pydantic, not needed for help

    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    written = to_json(records)
    indent = None if lines else 2
    text = json.dumps(written, ensure_ascii=ascii_only, indent=indent, allow_nan=False)
    print(text, flush=True)


if __name__ == "__main__":
    main()
