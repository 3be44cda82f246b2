"""Files that no folder should hold, and what a build makes of each.

    python -m benchmarks.extremes

Beside the faults benchmark. Each kind is put into a folder of its own beside one sound article
and built: how long it took, the most memory that any process of it held, in how many articles it
ended or why in none, whether the sound article is there, and whether a second build has nothing
to do. `--scale 0.01` makes the large ones smaller.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.common.table import Cell, Table, show
from benchmarks.faults import ROOT, HashedWords
from qa.index import Index, build_index
from qa.settings import Settings

SOUND = "The harbour was closed for nine days after the storm, and the ferries went elsewhere."
PARAGRAPH = "<p>The council of district {} has opened the bridge again, the mayor said.</p>\n"
# 1901 and 2106: the ends of signed and unsigned seconds in 32 bits.
FIRST_S, LAST_S = -(2**31), 2**32
Make = Callable[[Path, float], None]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extremes", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="of the large files' sizes")
    parser.add_argument("--only", help="part of a kind's name")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    rows = []
    for kind in kinds():
        if not options.only or options.only in kind:
            rows.append(tried(kind, scale=options.scale))
            print(*rows[-1], sep=" | ", file=sys.stderr, flush=True)
    columns = ("kind", "seconds", "peak MB", "articles", "sound one", "built again", "told")
    show([Table("extremes", columns, tuple(rows))], as_json=options.json)
    return int(any(row[4:6] != ("there", "nothing to do") for row in rows))


def kinds() -> dict[str, Make]:
    """How each kind is made in a folder, by its name."""
    return {
        "a page of 40 MB": _large_page,
        "a text of 40 MB": _large_text,
        "a ZIP of 3,000 pages": _zip_of_pages,
        "a ZIP of a million entries": _zip_of_entries,
        "sparse files of 10 GB": _sparse,
        "a socket, a pipe and a link to a device": _no_files,
        "times of 1901 and 2106": _old_and_new,
        "3,000 names of 250 letters": _long_names,
        "folders 200 deep": _deep,
    }


def tried(kind: str, *, scale: float) -> tuple[Cell, ...]:
    """Build a folder with one kind in it, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="extremes-") as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        (corpus / "sound.txt").write_text(SOUND, encoding="utf-8")
        kinds()[kind](corpus, scale)
        code = "import sys; from benchmarks.extremes import inside; inside(sys.argv[1])"
        done = subprocess.run(
            [sys.executable, "-c", code, folder],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found = json.loads(done.stdout.splitlines()[-1])
    return kind, *(
        found[name] for name in ("seconds", "megabytes", "articles", "sound", "again", "told")
    )


def inside(folder: str) -> None:
    """Both builds in this process; prints what came of them."""
    import resource  # there is none on Windows

    settings = Settings(
        corpus=Path(folder) / "corpus",
        indexes=Path(folder) / "indexes",
        embedding_model=HashedWords.name,
    )
    first = build_index(settings, embedder=HashedWords())
    again = build_index(settings, embedder=HashedWords())
    with Index.open(settings, embedder=HashedWords()) as index:
        hits = index.search("Why did the ferries go elsewhere?", k=1)
        reasons = sorted({row.reason for row in index.files() if row.reason})
        articles = len(index.articles()) - 1
    kinds_of_process = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    most = max(resource.getrusage(each).ru_maxrss for each in kinds_of_process)
    sound = bool(hits) and hits[0].passage.article.path == "sound.txt"
    print(
        json.dumps(
            {
                "seconds": round(first.seconds, 1),
                "megabytes": most // 1000,
                "articles": articles,
                "sound": "there" if sound else "lost",
                "again": "nothing to do" if not again.added + again.changed else "read again",
                "told": " ".join(reasons)[:160],
            }
        )
    )


def _large_page(folder: Path, scale: float) -> None:
    body = "".join(PARAGRAPH.format(n) for n in range(int(40e6 * scale / len(PARAGRAPH))))
    page = f"<html><body><article><h1>All</h1>{body}</article></body></html>"
    (folder / "page.html").write_text(page, encoding="utf-8")


def _large_text(folder: Path, scale: float) -> None:
    lines = (f"{SOUND} It was day {n}.\n\n" for n in range(int(40e6 * scale / len(SOUND))))
    (folder / "text.txt").write_text("".join(lines), encoding="utf-8")


def _zip_of_pages(folder: Path, scale: float) -> None:
    with zipfile.ZipFile(folder / "pages.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(max(1, int(3_000 * scale))):
            body = PARAGRAPH.format(number) * 3
            page = f"<html><body><h1>Page {number}</h1>{body}</body></html>"
            packed.writestr(f"{number}.html", page)


def _zip_of_entries(folder: Path, scale: float) -> None:
    with zipfile.ZipFile(folder / "entries.zip", "w") as packed:
        for number in range(max(10_001, int(1_000_000 * scale))):
            packed.writestr(f"{number}.txt", "")


def _sparse(folder: Path, scale: float) -> None:
    for suffix in ("txt", "html", "pdf", "zip", "docx", "csv", "mbox"):
        with (folder / f"sparse.{suffix}").open("wb") as stream:
            stream.truncate(int(10e9 * scale))


def _no_files(folder: Path, scale: float) -> None:
    del scale
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    home = os.getcwd()
    os.chdir(folder)  # the path of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("socket.txt")
    finally:
        os.chdir(home)


def _old_and_new(folder: Path, scale: float) -> None:
    del scale
    for name, seconds in (("old", FIRST_S), ("new", LAST_S)):
        path = folder / f"{name}.txt"
        path.write_text(f"The {name} bridge was opened by the mayor.", encoding="utf-8")
        os.utime(path, (seconds, seconds))


def _long_names(folder: Path, scale: float) -> None:
    for number in range(max(1, int(3_000 * scale))):
        name = f"{number:05}{'n' * 241}.txt"
        (folder / name).write_text(f"Bridge {number} was opened.", encoding="utf-8")


def _deep(folder: Path, scale: float) -> None:
    del scale
    deepest = folder / "/".join(["d"] * 200)
    deepest.mkdir(parents=True)
    (deepest / "deep.txt").write_text("The deep bridge was opened by the mayor.", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
