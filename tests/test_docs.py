"""README and documentation: every code block runs, or is checked against the code.

Python blocks of a page are executed in order, in one namespace and in a folder that holds the
example articles as `corpus/`; a `print(…)  # this` has to print this. `qa` commands whose
output is shown are run and compared, `…` standing for anything; of all others name and options
are checked. The addresses of the window lead to a window that is started for the test.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from qa import cli
from qa.answering.messages import NOT_FOUND
from qa.settings import PREFIX, Settings
from tests.markdown_blocks import (
    ROOT,
    Block,
    Command,
    blocks,
    commands,
    inline_commands,
    printed,
)
from tests.window_process import start_window, stop_window

WINDOW = "http://127.0.0.1:7860"
# What the pages use besides this project's own commands.
PROGRAMS = {"source", "mkdocs", "chroma", "git", "curl", "cut", "python3", "bash"}
PAGES_WITH_PYTHON = sorted({block.page for block in blocks("python")})
COMMANDS = commands()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the blocks run: the example articles, indexed by the first that needs it."""
    home = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "corpus", home / "corpus")
    return home


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder as the working directory, and both readers, as those who read the pages have."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("QA_READER")
    monkeypatch.syspath_prepend(str(ROOT))
    return folder


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a window over the example articles."""
    home = tmp_path_factory.mktemp("window")
    shutil.copytree(ROOT / "corpus", home / "corpus")
    process, opened = start_window(home, QA_READER="larger")
    yield opened.address.rstrip("/")
    stop_window(process)


@pytest.mark.parametrize("page", PAGES_WITH_PYTHON)
def test_python_blocks_run_and_print_what_they_say(
    page: str, here: Path, request: pytest.FixtureRequest
) -> None:
    from qa.articles.formats.registry import BY_SUFFIX

    known = dict(BY_SUFFIX)
    namespace: dict[str, object] = {"__name__": "__docs__"}
    try:
        for block in blocks("python", page=page):
            _run_python(block, namespace, request)
    finally:
        BY_SUFFIX.clear()
        BY_SUFFIX.update(known)


def _run_python(block: Block, namespace: dict[str, object], request: pytest.FixtureRequest) -> None:
    text = block.text
    if WINDOW in text:
        text = text.replace(WINDOW, request.getfixturevalue("window"))
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile("\n" * block.line + text, block.page, "exec"), namespace)
    said = printed(block.text)
    if said is not None:
        lines = [line.strip() for line in out.getvalue().splitlines()]
        assert [line for line in said if line not in lines] == [], f"{block} printed {lines}"


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if each.words[:1] == ("qa",)], ids=str
)
def test_qa_commands_exist_with_their_options(command: Command, here: Path) -> None:
    group = typer.main.get_command(cli.app)
    name, *arguments = command.words[1:]
    assert name in group.commands, f"{command}: there is no such command."
    with group.commands[name].make_context(name, arguments):
        pass


@pytest.mark.parametrize(
    "command",
    [each for each in COMMANDS if each.words[:1] == ("qa",) and each.output],
    ids=str,
)
def test_qa_commands_print_what_is_shown(
    command: Command,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", list(command.words))
    for name, value in command.variables:
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as leaving:
        cli.main()
    printed_text = " ".join(capsys.readouterr().out.split())
    wanted = ".*".join(re.escape(" ".join(part.split())) for part in command.output.split("…"))
    not_found = NOT_FOUND in printed_text
    assert leaving.value.code == (3 if not_found else 0)
    assert re.search(wanted, printed_text), f"{command} printed:\n{printed_text}"


def test_variables_before_commands_are_settings() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    named = {name for command in COMMANDS for name, _ in command.variables}
    assert {name for name in named if name.startswith(PREFIX)} - known == set()


def test_variables_that_pages_name_are_settings() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {
        (page.name, name)
        for page in pages
        for name in re.findall(r"\bQA_[A-Z_]+\b", page.read_text(encoding="utf-8"))
    }
    assert {each for each in named if each[1] not in known} == set()


def test_other_commands_are_of_this_project_or_known() -> None:
    unknown = []
    for command in COMMANDS:
        program, *rest = command.words or ("",)
        if not program or program == "qa" or program in PROGRAMS or _is_ours(program, rest):
            continue
        unknown.append(str(command))
    assert unknown == []


def test_commands_within_a_line_exist() -> None:
    known = set(typer.main.get_command(cli.app).commands)
    unknown = []
    for command in inline_commands():
        program, *rest = command.words
        if program == "qa":
            exists = not rest or rest[0].startswith("-") or rest[0] in known
        elif rest[:1] == ["-m"] and rest[1] == rest[1].lower():  # not benchmarks.NAME
            exists = rest[1] == "build" or importlib.util.find_spec(rest[1]) is not None
        else:
            exists = program == "python" or _is_ours(program, rest)
        if not exists:
            unknown.append(str(command))
    assert unknown == []


def _is_ours(program: str, words: list[str]) -> bool:
    tool = program.removeprefix(".venv/bin/")
    if tool == program:
        return False
    if tool == "pip":
        return _extras(words) <= set(_project()["optional-dependencies"])
    if tool == "python" and words[:1] == ["-m"]:
        return importlib.util.find_spec(words[1]) is not None
    if tool == "python":
        return (ROOT / words[0]).is_file()
    return tool in {"ruff", "mypy", "pre-commit", "mkdocs", "coverage"}


def _extras(words: list[str]) -> set[str]:
    return {
        extra
        for word in words
        for group in re.findall(r"\[(.+)\]", word)
        for extra in group.split(",")
    }


def _project() -> dict[str, dict[str, object]]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project: dict[str, dict[str, object]] = tomllib.loads(text)["project"]
    return project


def test_extras_named_in_pages_exist_and_all_are_named() -> None:
    start = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    table = start[start.index("| extra |") : start.index("On Linux")]
    named = set(re.findall(r"`([a-z-]+)`", " ".join(re.findall(r"^\| (.+?) \|", table, re.M))))
    assert named == set(_project()["optional-dependencies"])


@pytest.mark.parametrize(
    "command",
    [each for each in COMMANDS if each.words[1:2] == ("-m",)],
    ids=str,
)
def test_options_of_benchmarks_stand_in_their_source(command: Command) -> None:
    module = command.words[2]
    if module.partition(".")[0] not in {"benchmarks", "training", "docs"}:
        return
    source = (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
    options = [word for word in command.words[3:] if word.startswith("--")]
    assert [option for option in options if f'"{option}"' not in source] == []


@pytest.mark.parametrize("block", blocks("json"), ids=str)
def test_json_blocks_are_json(block: Block) -> None:
    try:
        json.loads(block.text)
    except ValueError:
        for line in block.text.splitlines():
            json.loads(line)


def test_every_suffix_that_is_read_stands_in_the_table_of_formats() -> None:
    from qa.articles.formats.registry import BY_SUFFIX

    page = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8")
    table = page[page.index("| format |") : page.index("A file whose first bytes")]
    named = set(re.findall(r"`(\.[a-z]+)`", table))
    assert named == {suffix for suffix in BY_SUFFIX if suffix}


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_commands_of_curl_bring_what_they_say(window: str) -> None:
    said = "".join(_run_shell(block.text, window) for block in blocks("sh", page="docs/http.md"))
    decoder, found, at = json.JSONDecoder(), [], 0
    plain = said.partition("event: ")[0]
    while at < len(plain):
        value, at = decoder.raw_decode(plain, at)
        found.append(value)
    answer, searched, listed = found
    assert (answer["status"], answer["direct"]) == ("answered", "54 kilometres")
    (shown,) = [block for block in blocks("json", page="docs/http.md") if "marker" in block.text]
    spans = [(each["start"], each["end"]) for each in json.loads(shown.text)["citations"]]
    assert spans == [(each["start"], each["end"]) for each in answer["citations"][:1]]
    assert len(searched["passages"]) == 2
    assert listed["total"] >= len(listed["articles"]) > 0
    assert re.findall(r"event: (\w+)", said)[0] == "draft"
    assert re.findall(r"event: (\w+)", said)[-1] == "answer"


def _run_shell(script: str, window: str) -> str:
    env = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return subprocess.run(
        ["bash", "-c", script.replace(WINDOW, window)],
        capture_output=True,
        text=True,
        env=env,
        check=True,
    ).stdout
