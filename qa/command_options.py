"""The options and arguments that several commands of the terminal share, as types for typer.

What they mean is done by the commands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Corpus = Annotated[
    Path | None, typer.Option("--corpus", help="Folder of articles (default: QA_CORPUS or corpus).")
]
Indexes = Annotated[
    Path | None,
    typer.Option("--indexes", help="Folder for what is built (default: QA_INDEXES or indexes)."),
]
Articles = Annotated[
    list[str] | None,
    typer.Option(
        "--article",
        metavar="ID",
        help="Only this article, by its id; repeatable.",
    ),
]
Collection = Annotated[
    str | None,
    typer.Option("--collection", metavar="NAME", help="The collection (default: QA_COLLECTION)."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
ParquetFile = Annotated[Path, typer.Argument(help="The Parquet file.")]
Question = Annotated[str, typer.Argument(help="The question, in quotes.")]
First = Annotated[
    str, typer.Option("--from", metavar="DAY", help="Only articles from this day on (2017-10-07).")
]
Full = Annotated[bool, typer.Option("--full", help="Start over instead of updating.")]
Join = Annotated[
    bool, typer.Option("--join", help="Build with all others who join; needs QA_CATALOG_URL.")
]
Ray = Annotated[
    str | None,
    typer.Option(
        "--ray",
        metavar="ADDRESS",
        help="Join with each processor of a Ray cluster (auto, ray://host:10001, local).",
    ),
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


def _print_version(asked: bool) -> None:
    if asked:
        from qa import __version__  # noqa: PLC0415 - the package is not loaded yet

        print(f"qa {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version."),
]
