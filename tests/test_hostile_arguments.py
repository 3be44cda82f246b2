"""Arguments that no person would type: every command ends with a sentence and an exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa import cli
from qa.settings import Settings
from qa.terminal import ERROR_CHARS

# What `os.fsdecode` makes of a byte that is no UTF-8, and half of a pair, which no system passes.
LONE, HALF = "\udcff", "\ud800"
TEXTS = [
    "",
    "   ",
    "\0",
    "who \0 is",
    f"who {LONE} is",
    HALF,
    "a" * 10**6,
    "n" * 300,
    "\n",
    "\u202e",
    "\x1b[2J",
    "../../etc/passwd",
    "/dev/zero",
    ".",
    "http://",
    "http://[",
    f"http://{LONE}",
    f"http://{'a' * 300}/",
    "file:///etc/passwd",
]
NUMBERS = ["-1", "0", "999999999999999999999", "1e9", "nan", "\0", LONE, "", "1" * 5_000]
DAYS = [
    "2017-02-30",
    "0000-01-01",
    "99999-01-01",
    "May",
    "2017-W01-1",
    "-1",
    "\0",
    LONE,
    "1" * 10**6,
]
# {} stands for the value.
COMMANDS: dict[tuple[str, ...], list[str]] = {
    ("ask", "--", "{}"): TEXTS,
    ("search", "--", "{}"): TEXTS,
    ("add", "--", "{}"): TEXTS,
    ("eval", "--", "{}"): TEXTS,
    ("articles", "--left-out={}"): TEXTS,
    ("articles", "--indexes={}"): TEXTS,
    ("check", "--indexes={}"): TEXTS,
    ("check", "--corpus={}"): TEXTS,
    ("search", "x", "--source={}"): TEXTS,
    ("search", "x", "--article={}"): TEXTS,
    ("search", "x", "--from={}"): DAYS,
    ("ask", "x", "--to={}"): DAYS,
    ("ask", "x", "--words={}"): NUMBERS,
    ("search", "x", "-k{}"): NUMBERS,
    ("check", "--{}"): ["nonsense", LONE, "\0", "a" * 10**6],
    ("{}",): ["nonsense", LONE, "\0", "a" * 10**6, ""],
}


@pytest.fixture
def at_home(built_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of the built index, in an empty folder; what is added goes elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_CORPUS", str(built_settings.corpus))
    monkeypatch.setenv("QA_INDEXES", str(built_settings.indexes))


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_hostile_argument_gets_a_sentence_and_an_exit_code(
    command: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for value in COMMANDS[command]:
        arguments = [part.replace("{}", value) for part in command]
        monkeypatch.setattr(sys, "argv", ["qa", *arguments])
        with pytest.raises(SystemExit) as leaving:
            cli.main()
        code, (_, err) = int(leaving.value.code or 0), capsys.readouterr()
        shown = ascii(value[:40]), code, ascii(err[:200])
        assert code in (0, 1, 2, 3), shown
        assert "Traceback" not in err, shown
        assert "\x1b" not in err, shown
        if code == 2 or (code == 1 and command[0] != "check"):
            assert err.startswith("Error: "), shown
            assert err.endswith(".\n"), shown
            assert len(err.splitlines()) == 1, shown
            assert len(err) < ERROR_CHARS + 10, shown


@pytest.mark.skipif(os.name == "nt", reason="passes bytes that are no text")
def test_bytes_that_are_no_text_are_refused_by_a_real_process(built_settings: Settings) -> None:
    env = os.environ | {"QA_INDEXES": str(built_settings.indexes)}
    command = [sys.executable, "-m", "qa.cli", "search", b"who \xff is"]
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"Error: The question holds half a character: type or encode it again.\n"


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "No such command 'nonsense'. See `qa --help`."),
        (["ask"], "Missing argument 'question'. See `qa ask --help`."),
        (["ask", "x", "--nonsense"], "No such option: --nonsense. See `qa ask --help`."),
        (["search", "x", "-k", "many"], "Invalid value for '-k': {}. See `qa search --help`."),
    ],
)
def test_a_command_line_that_cannot_be_parsed_gets_one_sentence(
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["qa", *arguments])
    with pytest.raises(SystemExit) as leaving:
        cli.main()
    why = "Input should be a valid integer, unable to parse string as an integer"
    assert (leaving.value.code, capsys.readouterr().err) == (2, f"Error: {said.format(why)}\n")


@pytest.mark.usefixtures("at_home")
def test_a_device_is_no_file_of_questions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["qa", "eval", "/dev/zero"])
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().err == ("Error: /dev/zero is no file. Name a file of JSON lines.\n")
