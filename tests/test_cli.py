"""The command line, run as people and scripts run it, on a real index."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from qa import cli
from qa.answering import Assistant
from qa.settings import Settings

QUESTION = "How many North Koreans hold a permit to work in Russia?"


class Result(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs `qa` with arguments, and with settings in its environment, in an empty folder."""

    def run_(*arguments: str, settings: Settings | None = None) -> Result:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["qa", *arguments])
        # It could not be taken back from this process.
        monkeypatch.setattr(os, "setpriority", lambda *_: None)
        if settings:
            monkeypatch.setenv("QA_CORPUS", str(settings.corpus))
            monkeypatch.setenv("QA_INDEXES", str(settings.indexes))
        with pytest.raises(SystemExit) as leaving:
            cli.main()
        out, err = capsys.readouterr()
        return Result(int(leaving.value.code or 0), out, err)

    return run_


def test_build_then_articles_then_a_build_that_has_nothing_to_do(
    run: Run, settings: Settings
) -> None:
    (settings.corpus / "empty.txt").write_text("")
    built = run("build", "--json", settings=settings)
    assert built.code == 0
    report = built.json()
    counts = {name: report[name] for name in ("added", "unchanged", "failed", "embedded")}
    assert counts == {"added": 3, "unchanged": 0, "failed": 1, "embedded": report["passages"]}
    assert [failure["path"] for failure in report["failures"]] == ["empty.txt"]

    listed = run("articles", "--json", settings=settings).json()
    assert [(row["path"], row["title"], row["date"], row["author"]) for row in listed] == [
        ("ferry.txt", "A ferry sails to Vladivostok", "2017-05-20", "Leila Thornquay"),
        ("rail/line.md", "The line to Rajin", "2017-02-06", "Anton Merrow"),
        ("workers.html", "Work permits double", "2017-03-28", "Petra Lindqvale"),
    ]

    failed = run("articles", "--failed", "--json", settings=settings).json()
    assert [(row["path"], row["state"]) for row in failed] == [("empty.txt", "failed")]
    table = run("articles", "--failed", settings=settings).out.splitlines()
    assert table[0].split() == ["File", "State", "Reason"]
    assert table[1].split()[:2] == ["empty.txt", "failed"]
    assert table[-1] == "1 file not indexed"

    again = run("build", settings=settings)
    assert again.code == 0
    assert again.out.startswith("3 unchanged, 1 failed; ")
    assert ", 0 embedded, in " in again.out


def test_search_prints_the_same_hits_as_python_finds(
    run: Run, built_settings: Settings, assistant: Assistant
) -> None:
    found = run("search", QUESTION, "-k", "2", "--json", settings=built_settings).json()
    expected = assistant.search(QUESTION, k=2)
    assert [hit["id"] for hit in found] == [hit.passage.id for hit in expected]
    assert found[0]["article"]["title"] == "Work permits double"
    assert found[0]["text"] == expected[0].passage.text


def test_a_question_is_limited_to_sources_days_and_words(
    run: Run, built_settings: Settings
) -> None:
    def paths(*options: str) -> set[str]:
        found = run("search", QUESTION, "--json", *options, settings=built_settings).json()
        return {hit["article"]["path"] for hit in found}

    assert paths("--source", "Test desk") == {"rail/line.md"}
    assert paths("--from", "2017-03-28") == {"ferry.txt", "workers.html"}
    assert paths("--to", "2017-03-28", "--from", "2017-03-01") == {"workers.html"}
    ids = {row["path"]: row["id"] for row in run("articles", "--json").json()}
    two = ("--article", ids["ferry.txt"], "--article", ids["workers.html"])
    assert paths(*two) == {"ferry.txt", "workers.html"}
    assert paths(*two, "--to", "2017-03-28") == {"workers.html"}
    only = ("--article", ids["rail/line.md"])
    told = run("ask", "How long is the line?", "--json", *only).json()
    assert {cited["article"]["path"] for cited in told["citations"]} == {"rail/line.md"}
    asked = run(
        "ask", "How long is the line?", "--json", "--to", "2017-02-28", settings=built_settings
    )
    assert {cited["article"]["path"] for cited in asked.json()["citations"]} == {"rail/line.md"}
    refused = run("ask", "x", "--from", "May", settings=built_settings)
    assert (refused.code, refused.err) == (
        1,
        "Error: The first day must be a day like 2017-10-07, not May.\n",
    )
    assert run("ask", QUESTION, "--words", "2", settings=built_settings).code == 1


def test_ask_prints_each_citation_with_title_source_date_and_quote(
    run: Run, built_settings: Settings
) -> None:
    asked = run("ask", "How long is the line from Khasan to Rajin?", settings=built_settings)
    assert asked.code == 0
    assert "54 kilometres" in asked.out
    lines = asked.out.splitlines()
    head = lines.index("[1] The line to Rajin · Test desk, 2017-02-06, Anton Merrow")
    assert lines[head + 1] == (
        "    “The line from Khasan to the port of Rajin is 54 kilometres long.”"
    )
    assert lines[head + 2] == "    https://example.org/line"


def test_ask_as_json_cites_exact_words_of_the_article(
    run: Run, built_settings: Settings, assistant: Assistant
) -> None:
    answer = run("ask", QUESTION, "--json", settings=built_settings).json()
    assert answer["status"] == "answered"
    assert "40,000" in answer["text"]
    for citation in answer["citations"]:
        text = assistant.index.article(citation["article"]["id"]).text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    markers = {citation["marker"] for citation in answer["citations"]}
    assert {marker for line in answer["sentences"] for marker in line["citations"]} == markers


def test_ask_builds_the_index_if_there_is_none(run: Run, settings: Settings) -> None:
    answer = run("ask", "How many passengers can the ferry take?", "--json", settings=settings)
    assert answer.code == 0
    assert answer.json()["citations"][0]["article"]["path"] == "ferry.txt"


def test_the_version_is_told_without_loading_anything(run: Run) -> None:
    from qa import __version__

    assert run("--version") == Result(0, f"qa {__version__}\n", "")


def test_questions_of_a_file_are_measured(
    run: Run, built_settings: Settings, tmp_path: Path
) -> None:
    path, report = tmp_path / "questions.jsonl", tmp_path / "report.md"
    lines = [
        {"question": QUESTION, "answers": ["over 40,000"], "articles": ["workers.html"]},
        {"question": "Who won the World Cup in 2018?", "answers": []},
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    arguments = ("eval", str(path), "--report", str(report))
    found = {row["kind"]: row for row in run(*arguments, "--json", settings=built_settings).json()}
    assert {kind: (row["right"], row["silent"]) for kind, row in found.items()} == {
        "answerable": (1.0, 0.0),
        "unanswerable": (1.0, 0.0),
        "all": (1.0, 0.0),
    }
    assert found["answerable"]["cited"] == 1.0
    assert "All are right." in report.read_text(encoding="utf-8")


def test_chat_understands_what_went_before_and_can_start_over(
    run: Run, built_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "When did the ferry Mangyongbong-92 reach Vladivostok?\n\n/new\n/quit\nignored\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    result = run("chat", settings=built_settings)
    assert result.code == 0
    assert result.out.startswith("3 articles, ")
    assert "18 May" in result.out
    assert result.out.count("\n[1] ") == 1


@pytest.mark.parametrize("question", ["", "   ", "x" * 10_001])
def test_a_question_that_cannot_be_read_is_one_sentence_on_stderr(
    run: Run, built_settings: Settings, question: str
) -> None:
    result = run("ask", question, settings=built_settings)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("Error: ")
    assert len(result.err.splitlines()) == 1


def test_a_missing_corpus_is_named_with_the_remedy(run: Run, tmp_path: Path) -> None:
    result = run("build", "--corpus", str(tmp_path / "nowhere"))
    assert (result.code, result.out) == (1, "")
    assert "nowhere" in result.err
    assert len(result.err.splitlines()) == 1


def test_an_index_that_is_not_there_is_named_with_the_remedy(run: Run, settings: Settings) -> None:
    result = run("articles", settings=settings)
    assert (result.code, result.out) == (1, "")
    assert "qa build" in result.err


def test_an_unknown_setting_stops_every_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_CORPSE", "x")
    result = run("build")
    assert result.code == 1
    assert result.err.startswith("Error: Unknown setting QA_CORPSE.")


def test_a_question_that_is_not_answered_exits_with_3_and_prints_its_answer(
    run: Run, built_settings: Settings
) -> None:
    asked = "How many elephants live in the zoo of Bern?"
    shown = run("ask", asked, settings=built_settings)
    assert shown.code == 3
    assert "Searched 3 articles, dated 6 February 2017 to 20 May 2017." in shown.out
    assert "Nearest passages:" in shown.out
    written = run("ask", "--json", asked, settings=built_settings)
    assert (written.code, written.json()["status"]) == (3, "not_found")


@pytest.mark.parametrize(
    "arguments", [("aks", "x"), ("ask",), ("search", "x", "-k", "0"), ("build", "--fll"), ()]
)
def test_a_command_line_that_cannot_be_understood_exits_with_2(
    run: Run, arguments: tuple[str, ...]
) -> None:
    assert run(*arguments).code == 2


def test_help_names_every_command(run: Run) -> None:
    result = run("--help")
    assert result.code == 0
    for name in ("ask", "search", "build", "articles", "chat"):
        assert f"\n  {name} " in result.out


@contextmanager
def ctrl_c_heeded() -> Iterator[None]:
    """A shell starts what runs in its background with the signal ignored; children inherit it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_ctrl_c_ends_a_chat_without_a_traceback(built_settings: Settings) -> None:
    env = os.environ | {
        "QA_CORPUS": str(built_settings.corpus),
        "QA_INDEXES": str(built_settings.indexes),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "qa.cli", "chat"]
    pipe = subprocess.PIPE
    with ctrl_c_heeded():
        chat = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=env)
    with chat:
        assert chat.stdout is not None
        assert chat.stderr is not None
        assert chat.stdout.readline().startswith(b"3 articles, ")
        time.sleep(0.2)
        chat.send_signal(signal.SIGINT)
        assert chat.wait(timeout=60) == 130
        assert b"Traceback" not in chat.stderr.read()


def test_add_copies_files_and_says_what_it_cannot_add(
    run: Run, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("The pier was opened in 2014.")
    (tmp_path / "film.mp4").write_text("0")
    result = run("add", "note.txt", "film.mp4", "nowhere.txt", settings=settings)
    assert (result.code, result.out) == (1, "added note.txt\n")
    assert (settings.corpus / "note.txt").read_text() == "The pier was opened in 2014."
    errors = result.err.splitlines()
    assert errors[0].startswith("Error: film.mp4: Files of type .mp4 are not read; ")
    assert errors[1:] == ["Error: nowhere.txt is no file."]


def test_an_index_moves_through_one_file_without_embedding(
    run: Run, built_settings: Settings, settings: Settings, tmp_path: Path
) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow, of the extra `parquet`, is not installed")
    file = tmp_path / "index.parquet"
    written = run("export", str(file), settings=built_settings)
    assert written.code == 0
    passages = written.out.split()[0]
    assert written.out == f"{passages} passages written to {file}\n"

    read = run("import", str(file), settings=settings)
    assert (read.code, read.out) == (0, f"{passages} passages read from {file}\n")
    report = run("build", "--json", settings=settings).json()
    assert (report["unchanged"], report["embedded"]) == (3, 0)


@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_check_names_what_is_damaged_and_repairs_it(run: Run, settings: Settings) -> None:
    run("build", settings=settings)
    found = run("check", "--json", settings=settings)
    assert (found.code, {each["state"] for each in found.json()}) == (0, {"sound"})
    for lost in settings.indexes.glob("index-*/words-*/meta.json"):
        lost.unlink()
    table = run("check", settings=settings)
    assert table.code == 1
    assert [line.split()[:2] for line in table.out.splitlines() if "damaged" in line] == [
        ["words", "damaged"]
    ]
    repaired = {each["part"]: each["state"] for each in run("check", "--repair", "--json").json()}
    assert (repaired["words"], repaired["reader"]) == ("repaired", "sound")
    assert run("check").code == 0


def test_watch_reports_the_first_build_and_each_change_until_ctrl_c(settings: Settings) -> None:
    places = ["--corpus", str(settings.corpus), "--indexes", str(settings.indexes)]
    command = [sys.executable, "-m", "qa.cli", "watch", "--json", *places]
    pipe = subprocess.PIPE
    with ctrl_c_heeded():
        watching = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True)
    with watching:
        assert watching.stdout is not None
        assert watching.stderr is not None
        assert json.loads(watching.stdout.readline())["added"] == 3
        (settings.corpus / "new.txt").write_text("The bridge over the Tumen was opened in 1959.")
        report = json.loads(watching.stdout.readline())
        assert (report["added"], report["unchanged"]) == (1, 3)
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=60) == 130
        assert watching.stderr.read() == ""


def test_a_collection_is_made_by_adding_and_asked_by_its_name(run: Run, settings: Settings) -> None:
    added = run("add", str(settings.corpus / "ferry.txt"), "--collection", "Ships 2017")
    assert (added.code, added.out) == (0, "added ferry.txt\n")
    assert run("build", "--collection", "ships 2017").code == 0
    asked = run("ask", "How many passengers can the ship take?", "--collection", "Ships 2017")
    assert asked.out.startswith("about 200")
    listed = run("collections", "--json").json()
    assert [(row["name"], row["articles"]) for row in listed] == [
        ("articles", 0),
        ("Ships 2017", 1),
    ]
    assert run("collections").out.splitlines()[2].split() == ["Ships", "2017", "1", "1"]


def test_a_collection_that_is_not_there_is_told_with_those_that_are(run: Run) -> None:
    for command in (("ask", "x"), ("build",), ("articles",), ("check",), ("search", "x")):
        told = run(*command, "--collection", "wire")
        assert (told.code, told.err) == (
            1,
            "Error: There is no collection wire. There are: articles. "
            '`qa add --collection "wire" FILE` makes it.\n',
        )
    assert not Path("collections").exists()
    both = run("build", "--collection", "wire", "--corpus", "x")
    assert (both.code, "A collection has its own folders" in both.err) == (1, True)
