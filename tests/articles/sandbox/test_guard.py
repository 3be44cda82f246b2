"""Readers that hang, crash or take all memory cost their own file and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.articles import GuardedReader, read_file
from qa.articles.reading import needs_guard
from qa.errors import ArticleError, SettingsError
from qa.records import FileFailure
from tests.articles.bad_inputs import good
from tests.articles.helpers import peak_bytes, source_file

ROOT = Path(__file__).parents[3]
BAD = (sys.executable, "-c", "from tests.articles.bad_worker import main; main()")
TEXT = "The ferry was late by nine minutes on that day, the office of the harbour said."


posix = pytest.mark.skipif(os.name != "posix", reason="ends of processes are told by signals")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[GuardedReader]:
    """A reader that waits three seconds for a file, with the formats of `bad_worker`."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with_limits = GuardedReader(read_s=3.0, memory_bytes=1_000_000_000, command=BAD)
    yield with_limits
    with_limits.close()


def reads_on(reader: GuardedReader, folder: Path) -> bool:
    (article,) = reader.read(source_file(folder, "next.epub", TEXT))
    return (article.title, article.text) == ("Read", TEXT)


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
        status = Path(f"/proc/{process_id}/stat")
        # One that has ended and was not asked for its end yet is no longer alive.
        return not status.exists() or ") Z " not in status.read_text(encoding="utf-8")
    except ProcessLookupError:
        return False


@posix
def test_a_parser_that_never_ends_is_given_up(reader: GuardedReader, tmp_path: Path) -> None:
    assert reads_on(reader, tmp_path)
    hanging = reader.process_id
    assert hanging is not None
    with pytest.raises(ArticleError) as error:
        reader.read(source_file(tmp_path, "a.pdf", "x"))
    assert str(error.value) == (
        "It took more than 3 seconds to read and was given up. Save its text as .txt."
    )
    assert not is_alive(hanging)
    assert reads_on(reader, tmp_path)
    assert reader.process_id not in {None, hanging}


@posix
def test_a_parser_that_is_killed_between_two_files_costs_none(
    reader: GuardedReader, tmp_path: Path
) -> None:
    assert reads_on(reader, tmp_path)
    killed = reader.process_id
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    while is_alive(killed):
        time.sleep(0.01)
    assert reads_on(reader, tmp_path)
    assert reader.process_id not in {None, killed}


@posix
def test_a_parser_that_crashes_ends_its_own_process(reader: GuardedReader, tmp_path: Path) -> None:
    with pytest.raises(ArticleError) as error:
        reader.read(source_file(tmp_path, "a.docx", "x"))
    assert str(error.value) == (
        "Reading it ended the reader's process (signal 11): it is damaged or needs more memory "
        "than a file may. Save its text as .txt."
    )
    assert reads_on(reader, tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_parser_that_takes_all_memory_is_stopped_at_the_bound(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    bounded = GuardedReader(memory_bytes=600_000_000, command=BAD)
    with pytest.raises(ArticleError) as error:
        bounded.read(source_file(tmp_path, "a.odt", "x"))
    assert str(error.value) == "This test file needs more memory than there is."
    assert 100_000_000 < peak_bytes(bounded) < 600_000_000
    assert reads_on(bounded, tmp_path)
    bounded.close()


def test_what_a_library_prints_is_no_reply(reader: GuardedReader, tmp_path: Path) -> None:
    assert reads_on(reader, tmp_path)


@posix
def test_a_reader_whose_build_is_gone_ends_itself(tmp_path: Path) -> None:
    """It hangs in C, nobody is there to end it, and still it does not stay."""
    code = (
        "import sys; from qa.articles import GuardedReader, SourceFile\n"
        "from qa.articles.sandbox import worker\n"
        "from pathlib import Path; import os, threading, time\n"
        "bad = (sys.executable, '-c', 'from qa.articles.sandbox import worker; '\n"
        "       'worker.GRACE_S = 0.5; '\n"
        "       'from tests.articles.bad_worker import main; main()')\n"
        "reader = GuardedReader(read_s=1.0, command=bad)\n"
        "path = Path(sys.argv[1])\n"
        "threading.Thread(target=reader.read, args=(SourceFile(path, path.name, 1, 0),)).start()\n"
        "while reader.process_id is None: time.sleep(0.01)\n"
        "time.sleep(0.5); print(reader.process_id, flush=True); os._exit(0)\n"
    )
    hanging = source_file(tmp_path, "a.pdf", "x").path
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(hanging)],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    left = int(done.stdout)
    for _ in range(600):
        if not is_alive(left):
            return
        time.sleep(0.1)
    raise AssertionError("The reader's process outlived its build.")


def test_every_format_reads_the_same_as_without_a_guard(tmp_path: Path) -> None:
    guarded = GuardedReader()
    for suffix, data in good().items():
        file = source_file(tmp_path, f"good{suffix}", data)
        assert needs_guard(file) == (suffix not in {".txt", ".md"})
        assert guarded.read(file) == read_file(file)
    guarded.close()


def test_failures_settings_and_reasons_come_through(tmp_path: Path) -> None:
    guarded = GuardedReader()
    table = source_file(tmp_path, "t.csv", f'title,text\nOne,"{TEXT}"\nTwo,\n')
    failures: list[FileFailure] = []
    (article,) = guarded.read(table, failures=failures)
    assert (article.path, article.title) == ("t.csv#1", "One")
    assert [failure.path for failure in failures] == ["t.csv#2"]
    with pytest.raises(SettingsError, match="QA_ARTICLE_COLUMNS"):
        guarded.read(table, columns="nonsense")
    with pytest.raises(ArticleError, match="damaged"):
        guarded.read(source_file(tmp_path, "a.docx", b"PK\x03\x04 no more"))
    guarded.close()


def test_large_texts_are_read_apart_and_small_ones_start_no_process(tmp_path: Path) -> None:
    guarded = GuardedReader()
    small = source_file(tmp_path, "a.txt", TEXT)
    assert guarded.read(small)[0].text == TEXT
    assert guarded.process_id is None
    assert needs_guard(source_file(tmp_path, "b.txt", f"{TEXT}\n\n" * 5_000))
    assert not needs_guard(source_file(tmp_path, "c.xyz", "x"))


def test_where_no_process_can_be_started_files_are_read_here(tmp_path: Path) -> None:
    file = source_file(tmp_path, "a.html", good()[".html"])
    for command in (("/no/such/program",), (sys.executable, "-c", "print('not ready')"), ("",)):
        lone = GuardedReader(command=command)
        assert lone.read(file) == read_file(file)
        assert lone.process_id is None


def test_a_file_that_was_begun_ahead_is_read_once_and_another_is_not_mixed_up(
    tmp_path: Path,
) -> None:
    guarded = GuardedReader()
    pages = [
        source_file(tmp_path, f"{n}.eml", f"From: a@b.org\nSubject: Letter {n}\n\n{TEXT}")
        for n in range(3)
    ]
    guarded.read_ahead(pages[0])
    first = guarded.process_id
    assert [article.title for article in guarded.read(pages[0])] == ["Letter 0"]
    assert guarded.process_id == first
    guarded.read_ahead(pages[1])
    assert [article.title for article in guarded.read(pages[2])] == ["Letter 2"]
    assert [article.title for article in guarded.read(pages[1])] == ["Letter 1"]
    guarded.read_ahead(source_file(tmp_path, "a.txt", TEXT))
    assert [article.title for article in guarded.read(pages[0])] == ["Letter 0"]
    guarded.close()
    assert guarded.process_id is None
