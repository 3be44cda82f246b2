"""What several commands of the terminal do: settings, assistant, build with a bar, JSON.

    options -> Settings -> Assistant on an index that is built if there is none

Models and databases are loaded here and not before.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa import terminal
from qa.errors import CollectionMissing, IndexMissing, QaError, SettingsError

if TYPE_CHECKING:
    from qa.answering import Assistant
    from qa.index import Index
    from qa.records import BuildReport
    from qa.settings import Settings


def settings_of(
    corpus: Path | None, indexes: Path | None, collection: str | None, *, new: bool = False
) -> Settings:
    """The settings with what the command line says in the place of folders.

    new: whether the collection is made if there is none of that name.
    Raises SettingsError if folders and a collection are named at once, CollectionError if there
    is no such collection.
    """
    from qa.collection_folders import DEFAULT, create  # noqa: PLC0415 - not needed for help
    from qa.settings import Settings  # noqa: PLC0415 - not needed for help

    if collection is not None and (corpus or indexes):
        raise SettingsError(
            "A collection has its own folders: leave out --collection, or --corpus and --indexes."
        )
    given = {"corpus": corpus, "indexes": indexes}
    named: dict[str, object] = {name: path for name, path in given.items() if path}
    if named or collection:
        named["collection"] = collection or DEFAULT
    settings = Settings.model_validate(named)
    try:
        return settings.of(settings.collection)
    except CollectionMissing:
        if not new:
            raise
        return settings.of(create(settings.collections, settings.collection))


def open_assistant(settings: Settings) -> Assistant:
    """An assistant on the index that is there, or on one built now."""
    from qa.answering import Assistant  # noqa: PLC0415 - loads models

    try:
        return Assistant.open(settings)
    except IndexMissing:
        build_with_progress(settings, full=False)
        return Assistant.open(settings)


def add_sources(settings: Settings, sources: Sequence[str]) -> bool:
    """Copy files and fetch addresses into the corpus; False if any of them could not be added."""
    from qa.articles.corpus_folder import CorpusFolder  # noqa: PLC0415 - reads formats
    from qa.articles.download import download, is_address  # noqa: PLC0415 - reads formats

    articles_folder = CorpusFolder(settings.corpus, settings.indexes / "deleted")
    failed = False
    for source in sources:
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = download(source, Path(folder)) if is_address(source) else Path(source)
                if not path.is_file():
                    raise QaError(f"{source} is no file.")
                print(f"added {articles_folder.add(path, path.name)}")
        except OSError as error:
            terminal.print_error(QaError(f"{source} cannot be added: {error.strerror or error}."))
            failed = True
        except QaError as error:
            terminal.print_error(error)
            failed = True
    return not failed


def show_left_out(index: Index, file: str, *, as_json: bool) -> None:
    """The lines of a file's articles that were taken for a web page's menus and notices."""
    rows = [row for row in index.articles() if file in {row.path, row.path.partition("#")[0]}]
    if not rows:
        raise QaError(f"The index has no article of {file}. `qa articles` lists the files.")
    found = {row.path: list(index.article(row.id).left_out) for row in rows}
    if as_json:
        print_json(found)
    else:
        terminal.show_left_out(found, terminal.stdout())


def build_with_progress(
    settings: Settings, *, full: bool, join: bool = False, ray: str | None = None
) -> BuildReport:
    """Build the index, alone, with all who join or by Ray, and show how far it is.

    Of the workers of Ray nothing is shown before they are done.
    """
    from qa.index import build_index, join_build  # noqa: PLC0415 - loads models
    from qa.index.ray_build import ray_build  # noqa: PLC0415 - as above

    if full and (join or ray):
        raise SettingsError("--full starts over alone. Leave out --join and --ray, or --full.")
    if ray:
        return ray_build(settings, ray)

    with terminal.build_progress(terminal.stderr()) as progress:
        if join:
            return join_build(settings, progress=progress)
        return build_index(settings, full=full, progress=progress)


def print_report(report: BuildReport, *, as_json: bool) -> None:
    """What a build did."""
    if as_json:
        print_json(report)
    else:
        terminal.show_report(report, terminal.stdout())


def print_count(passages: int, what: str) -> None:
    """One line: "1,204 passages written to …"."""
    terminal.stdout().print(f"{terminal.count(passages, 'passage')} {what}", markup=False)


def print_json(records: object, *, lines: bool = False) -> None:
    """Records as one JSON value, on one line if asked; ASCII where stdout takes no more."""
    from qa.serial import to_json  # noqa: PLC0415 - loads pydantic, not needed for help

    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    written = to_json(records)
    indent = None if lines else 2
    text = json.dumps(written, ensure_ascii=ascii_only, indent=indent, allow_nan=False)
    print(text, flush=True)
