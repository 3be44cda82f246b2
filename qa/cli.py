"""The command line: `qa ask`, `search`, `chat`, `build`, `add` and the rest. Owns typer.

Each command reads its options, asks the room that knows, and has the terminal show the
result; `--json` prints the same records for scripts. Models and databases are loaded in
the commands that need them, so `qa --help` answers at once. Errors are one sentence on
stderr: exit code 1, or 2 for a command line that cannot be understood, 3 for no answer.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from qa import terminal
from qa.command_options import (
    Articles,
    Collection,
    Corpus,
    First,
    Full,
    Indexes,
    Join,
    Json,
    Last,
    ParquetFile,
    Question,
    Ray,
    Sources,
    Version,
    Words,
)
from qa.command_parts import (
    add_sources,
    build_with_progress,
    open_assistant,
    print_count,
    print_json,
    print_report,
    settings_of,
    show_left_out,
)
from qa.errors import QaError
from qa.process import let_others_go_first
from qa.scope import make_scope

if TYPE_CHECKING:
    from qa.records import Answer, BuildReport, Turn

app = typer.Typer(
    help="Ask a folder of articles; every sentence of the answer is cited and checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def ask(
    question: Question,
    *,
    words: Words = None,
    first: First = "",
    last: Last = "",
    source: Sources = None,
    article: Articles = None,
    json_: Json = False,
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Answer a question with citations; build the index if there is none. Exit 3: no answer."""
    scope = make_scope(articles=article, sources=source, first=first, last=last)
    with open_assistant(settings_of(corpus, indexes, collection)) as assistant:
        if json_:
            print_json(answer := assistant.answer(question, words=words, scope=scope))
        else:
            drafts = assistant.stream(question, words=words, scope=scope)
            answer = terminal.stream_answer(drafts, terminal.stdout())
    if answer.status == "not_found":
        raise typer.Exit(3)


@app.command()
def search(
    question: Question,
    *,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Passages wanted.")] = 10,
    first: First = "",
    last: Last = "",
    source: Sources = None,
    article: Articles = None,
    json_: Json = False,
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Show the passages closest to a question, best first."""
    from qa.answering.notes import still_to_come  # noqa: PLC0415 - loads the index's libraries

    scope = make_scope(articles=article, sources=source, first=first, last=last)
    with open_assistant(settings_of(corpus, indexes, collection)) as assistant:
        hits = assistant.search(question, k=k, scope=scope)
        note = still_to_come(assistant.index)
    if note:
        terminal.stderr().print(note, markup=False)
    if json_:
        print_json(hits)
        return
    console = terminal.stdout()
    for hit in hits:
        terminal.show_hit(hit, console)


@app.command()
def build(
    *,
    full: Full = False,
    join: Join = False,
    ray: Ray = None,
    json_: Json = False,
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Index the articles; what has not changed since the last build is not read again."""
    let_others_go_first()
    settings = settings_of(corpus, indexes, collection)
    print_report(build_with_progress(settings, full=full, join=join, ray=ray), as_json=json_)


@app.command()
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Make again what is damaged.")] = False,
    json_: Json = False,
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Verify the index: files, catalog, words, vectors and the models' weights.

    Exit code 1 if anything is damaged, and not repaired.
    """
    from qa.answering.check_everything import check_everything  # noqa: PLC0415 - loads models

    with terminal.build_progress(terminal.stderr()) as progress:
        found = check_everything(
            settings_of(corpus, indexes, collection), repair=repair, progress=progress
        )
    if json_:
        print_json(list(found))
    else:
        terminal.show_findings(found, terminal.stdout())
    if any(each.state == "damaged" for each in found):
        raise typer.Exit(1)


@app.command()
def watch(
    json_: Json = False,
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Keep the index up to date while you work.

    Builds, then builds again whenever the articles change, until Ctrl-C. With --json, each
    report is one line.
    """
    from qa.index.watch import watch as follow  # noqa: PLC0415 - loads models

    let_others_go_first()
    console, errors = terminal.stdout(), terminal.stderr()

    def tell(report: BuildReport) -> None:
        if json_:
            print_json(report, lines=True)
        else:
            terminal.show_report(report, console)

    follow(
        settings_of(corpus, indexes, collection),
        tell,
        stop=threading.Event(),  # only Ctrl-C ends it
        on_error=lambda error: errors.print(f"Error: {error}", markup=False),
    )


@app.command()
def articles(
    *,
    failed: Annotated[
        bool, typer.Option("--failed", help="The files that are not indexed, and why.")
    ] = False,
    left_out: Annotated[
        str, typer.Option("--left-out", metavar="FILE", help="The lines of a file left out.")
    ] = "",
    json_: Json = False,
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """List the articles of the index."""
    from qa.index import Index  # noqa: PLC0415 - loads models

    index = Index.open(settings_of(corpus, indexes, collection))
    try:
        if left_out:
            show_left_out(index, left_out, as_json=json_)
            return
        files = [row for row in index.files() if row.state != "indexed"] if failed else []
        rows = index.articles() if not failed else []
    finally:
        index.close()
    if json_:
        print_json(files or rows)
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
    article: Articles = None,
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Hold a conversation.

    Earlier questions and answers are understood as context.
    """
    from qa.chat_session import Chat  # noqa: PLC0415 - not needed for help

    console = terminal.stdout()
    scope = make_scope(articles=article, sources=source, first=first, last=last)
    with open_assistant(settings_of(corpus, indexes, collection)) as assistant:
        stats = assistant.index.stats()
        console.print(
            f"{stats.articles:,} articles, {stats.passages:,} passages. "
            "/help lists what can be done, /quit or Ctrl-D ends.",
            style="dim",
        )

        def reply(question: str, history: list[Turn]) -> Answer:
            drafts = assistant.stream(question, history, words=words, scope=scope)
            return terminal.stream_answer(drafts, console)

        Chat(reply, console, terminal.stderr()).run()


@app.command(name="eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(help="JSON lines: question, answers, articles.")],
    *,
    report: Annotated[
        Path | None, typer.Option("--report", help="Markdown file to write, with what was wrong.")
    ] = None,
    words: Words = None,
    json_: Json = False,
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Measure answers on your own questions.

    How many are right, cite an article that answers, or are silent, and how long they take.
    """
    from qa import evaluation  # noqa: PLC0415 - not needed for help

    asked = evaluation.read_questions(questions)
    with open_assistant(settings_of(corpus, indexes, collection)) as assistant:

        def answer(wanted: evaluation.Wanted) -> Answer:
            return assistant.answer(wanted.question, wanted.history, words=words)

        with terminal.counting("Asking", terminal.stderr()) as progress:
            outcomes = evaluation.evaluate(asked, answer, progress=progress)
        engine = assistant.settings.chat_model or "the built-in reader"
    if report:
        terminal.write_text(report, evaluation.report_markdown(outcomes, engine=engine))
    if json_:
        print_json(evaluation.figures(outcomes))
    else:
        terminal.show_figures(evaluation.figures(outcomes), terminal.stdout())


@app.command()
def add(
    sources: Annotated[list[str], typer.Argument(help="Files, or addresses of web pages.")],
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Put files and web pages into the corpus.

    Files are copied; an address is fetched, which needs a network. `qa build` indexes them.
    A collection that is not there is made.
    """
    if not add_sources(settings_of(corpus, indexes, collection, new=True), sources):
        raise typer.Exit(1)


@app.command(name="collections")
def list_collections(json_: Json = False) -> None:
    """List the collections and how many articles each has."""
    from qa.index.collection_rows import collection_rows  # noqa: PLC0415 - loads databases
    from qa.settings import Settings  # noqa: PLC0415 - not needed for help

    rows = collection_rows(Settings())
    if json_:
        print_json(rows)
    else:
        terminal.show_collections(rows, terminal.stdout())


@app.command()
def export(
    file: ParquetFile,
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Write the index to one Parquet file.

    It holds texts, metadata and vectors, so that it can be moved, or read by other tools.
    """
    from qa.index.parquet_file import export_index  # noqa: PLC0415 - loads databases

    print_count(export_index(settings_of(corpus, indexes, collection), file), f"written to {file}")


@app.command(name="import")
def import_(
    file: ParquetFile,
    collection: Collection = None,
    corpus: Corpus = None,
    indexes: Indexes = None,
) -> None:
    """Use the index of a Parquet file instead of the present one.

    Nothing is embedded again; the next build compares it with the articles as ever.
    """
    from qa.index.parquet_file import import_index  # noqa: PLC0415 - loads databases

    print_count(import_index(settings_of(corpus, indexes, collection), file), f"read from {file}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of what --json prints.

    Answers, passages, build reports, and the rows of `articles`.
    """
    from qa.index.rows import ArticleRow, FileRow  # noqa: PLC0415 - loads databases
    from qa.serial import json_schema  # noqa: PLC0415 - loads pydantic

    print(json.dumps(json_schema(article=ArticleRow, file=FileRow), indent=2))


@app.callback()
def whole(version: Version = False) -> None:
    """Ask a folder of articles; every sentence of the answer is cited and checked."""


def main() -> NoReturn:
    """Run the command line; the entry point of the console script `qa`."""
    terminal.use_any_text()
    try:
        code = app(prog_name="qa", standalone_mode=False)
    except TyperException as error:
        command = getattr(getattr(error, "ctx", None), "command_path", "qa")
        terminal.print_usage(error.format_message(), command=command, bare=len(sys.argv) == 1)
        sys.exit(error.exit_code)
    except QaError as error:
        terminal.print_error(error)
        sys.exit(1)
    except typer.Abort:
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(code or 0)


if __name__ == "__main__":
    main()
