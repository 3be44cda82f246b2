"""A full disk, a folder that may not be written: a sentence, and the index still answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qa.index import Index, build_index
from qa.settings import Settings
from tests.index.make import CountingEmbedder, write_corpus

ROOT = Path(__file__).parents[2]

_FULL = """
import resource, signal, sys
from pathlib import Path
from qa.errors import StoreError
from qa.index import build_index
from qa.settings import Settings
from tests.index.make import CountingEmbedder
# A process that may write no more than this into any file stands for a disk that is full.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
settings = Settings(corpus=Path(sys.argv[1]), indexes=Path(sys.argv[2]), embedding_model="words-64")
try:
    build_index(settings, embedder=CountingEmbedder())
except StoreError as error:
    print(error)
"""
_READ = """
import sys
from pathlib import Path
from qa.errors import StoreError
from qa.index import Index, build_index
from qa.settings import Settings
from tests.index.make import CountingEmbedder
settings = Settings(corpus=Path(sys.argv[1]), indexes=Path(sys.argv[2]), embedding_model="words-64")
embedder = CountingEmbedder()
with Index.open(settings, embedder=embedder) as index:
    dense, lexical = index.candidates("comet with two tails", k=1)
    print(*(hit.passage.article.path for hit in (*dense, *lexical)))
try:
    build_index(settings, embedder=embedder)
except StoreError as error:
    print(error)
"""
_UNREADABLE = """
import sys
from pathlib import Path
from qa.index import Index, build_index
from qa.settings import Settings
from tests.index.make import CountingEmbedder
settings = Settings(corpus=Path(sys.argv[1]), indexes=Path(sys.argv[2]), embedding_model="words-64")
locked = settings.corpus / "bridge.txt"
for mode in (0, 0, 0, 0, 0, 0o644):
    if locked.stat().st_mode & 0o777 != mode:
        locked.chmod(mode)
    build_index(settings, embedder=CountingEmbedder())
    with Index.open(settings, embedder=CountingEmbedder()) as index:
        (row,) = (row for row in index.files() if row.path == locked.name)
        print(row.state, row.tries, row.reason)
"""
_ASKED_WHILE_FULL = """
import errno, sys
from pathlib import Path
from qa.index import Index, build_index
from qa.settings import Settings
from tests.index.make import CountingEmbedder
settings = Settings(corpus=Path(sys.argv[1]), indexes=Path(sys.argv[2]), embedding_model="words-64")
embedder = CountingEmbedder()
def told(index):
    sides = index.candidates("comet with two tails", k=1)
    print(*(side[0].passage.article.path if side else "nothing" for side in sides), index.trouble())
build_index(settings, embedder=embedder)
filler = settings.indexes / "filler"
with Index.open(settings, embedder=embedder) as before:
    told(before)
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(4096))
        except OSError as error:
            assert error.errno == errno.ENOSPC
    told(before)
with Index.open(settings, embedder=embedder) as index:
    told(index)
filler.unlink()
with Index.open(settings, embedder=embedder) as index:
    told(index)
build_index(settings, embedder=embedder)
with Index.open(settings, embedder=embedder) as index:
    told(index)
"""
# What lets root read every file.
_PRIVILEGES = "-dac_override,-dac_read_search"


def run(code: str, *arguments: object, before: tuple[str, ...] = ()) -> str:
    command = [*before, sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("limit", [2_000, 120_000])
def test_a_full_disk(limit: int, settings: Settings, embedder: CountingEmbedder) -> None:
    build_index(settings, embedder=embedder)
    line = "The harbour list names item {}-{} among what is new in the town this week."
    many = {f"new{i}.txt": " ".join(line.format(i, j) for j in range(60)) for i in range(60)}
    write_corpus(settings.corpus, many)
    said = run(_FULL, settings.corpus, settings.indexes, limit)
    assert "make free space there and build again" in said
    with Index.open(settings, embedder=embedder) as index:
        assert index.search("comet with two tails", k=1)[0].passage.article.path == "comet.txt"
        report = build_index(settings, embedder=embedder)
        assert report.added + report.unchanged == 64
        assert index.stats().articles == 64
        assert index.stats().vectors == index.stats().passages


def test_answers_while_the_disk_is_full(settings: Settings) -> None:
    settings.indexes.mkdir(exist_ok=True)
    mount = f"mount -t tmpfs -o size=6m tmpfs {settings.indexes}"
    inside = ("unshare", "-m", "sh", "-c", f'{mount} && exec "$@"', "sh")
    if os.name != "posix" or subprocess.run([*inside, "true"], check=False).returncode:
        pytest.skip("this process may not mount a small disk")
    lines = run(_ASKED_WHILE_FULL, settings.corpus, settings.indexes, before=inside).splitlines()
    told = (
        "The disk that the index is kept on is full, and vectors cannot be read without free space "
        "there, so answers rest on words alone. Make free space on it; the index is whole and need "
        "not be built."
    )
    assert [line.strip() for line in lines] == [
        "comet.txt comet.txt",
        "comet.txt comet.txt",
        f"nothing comet.txt {told}",
        "comet.txt comet.txt",
        "comet.txt comet.txt",
    ]


def test_a_folder_mounted_read_only(
    settings: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    mount = f"mount --bind {settings.indexes} {settings.indexes}"
    remount = f"mount -o remount,ro,bind {settings.indexes}"
    inside = ("unshare", "-m", "sh", "-c", f'{mount} && {remount} && exec "$@"', "sh")
    build_index(settings, embedder=embedder)
    if os.name != "posix" or subprocess.run([*inside, "true"], check=False).returncode:
        pytest.skip("this process may not mount a folder read-only")
    found, said = run(_READ, settings.corpus, settings.indexes, before=inside).splitlines()
    assert found == "comet.txt comet.txt"
    assert "cannot be written" in said
    assert "QA_INDEXES" in said


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of POSIX systems")
def test_a_file_without_permission_is_tried_three_times_and_read_when_it_is_mended(
    settings: Settings,
) -> None:
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("root reads every file, and there is no setpriv")
        before = (setpriv, f"--bounding-set={_PRIVILEGES}")
    lines = run(_UNREADABLE, settings.corpus, settings.indexes, before=before).splitlines()
    refused = "There is no permission to read the file. Check its permissions."
    enough = f"{refused} It was tried three times and is not tried again until it changes."
    assert lines == [
        f"failed 1 {refused}",
        f"failed 2 {refused}",
        f"failed 3 {enough}",
        f"failed 3 {enough}",
        f"failed 3 {enough}",
        "indexed 0 ",
    ]
