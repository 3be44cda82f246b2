"""The public surface: what `import qa` offers is what its rooms define."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import qa
import qa.errors
import qa.records

# Each of these takes a good part of a second, or several, to import.
HEAVY = {
    "chromadb",
    "gradio",
    "langchain",
    "langchain_core",
    "numpy",
    "pydantic",
    "rich",
    "sentence_transformers",
    "tantivy",
    "torch",
    "trafilatura",
    "transformers",
    "typer",
}


def test_all_is_sorted_and_every_name_resolves() -> None:
    assert qa.__all__ == sorted(qa.__all__)
    assert dir(qa) == qa.__all__
    for name in qa.__all__:
        assert getattr(qa, name) is not None


def test_every_error_and_every_record_is_public() -> None:
    for module in (qa.errors, qa.records):
        defined = {
            name
            for name, thing in vars(module).items()
            if inspect.isclass(thing) and thing.__module__ == module.__name__
        }
        assert defined <= set(qa.__all__)


def test_every_error_is_a_qa_error() -> None:
    tree = ast.parse(Path(qa.errors.__file__).read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    assert names[0] == "QaError"
    assert all(issubclass(getattr(qa, name), qa.QaError) for name in names)
    assert all(name in (qa.errors.__doc__ or "") for name in names[1:])


def test_the_lazy_names_are_those_of_their_rooms() -> None:
    import qa.answering
    import qa.index
    import qa.settings

    assert qa.answer is qa.answering.answer
    assert qa.Assistant is qa.answering.Assistant
    assert qa.build_index is qa.index.build_index
    assert qa.Settings is qa.settings.Settings


def test_a_name_that_does_not_exist_is_refused_as_usual() -> None:
    with pytest.raises(AttributeError, match="module 'qa' has no attribute 'anwser'"):
        getattr(qa, "anwser")  # noqa: B009


def test_the_calls_of_the_contract_have_their_parameters() -> None:
    def names(function: object) -> list[str]:
        return list(inspect.signature(function).parameters)  # type: ignore[arg-type]

    assert names(qa.answer)[0] == "question"
    assert {"settings", "full", "progress", "cancelled"} <= set(names(qa.build_index))
    assert names(qa.Assistant.open)[0] == "settings"
    assert names(qa.Assistant.search) == ["self", "question", "k", "scope"]
    assert inspect.signature(qa.Assistant.search).parameters["k"].default == 10
    asked = ["self", "question", "history", "words", "scope"]
    assert names(qa.Assistant.answer) == names(qa.Assistant.stream) == asked


@pytest.mark.parametrize("module", ["qa", "qa.records", "qa.errors", "qa.scope"])
def test_importing_the_ground_floor_loads_nothing_heavy(module: str) -> None:
    assert _loaded_by(f"import {module}") & HEAVY == set()


def test_importing_the_rooms_loads_what_is_slow_only_when_it_is_used() -> None:
    code = "import qa.articles, qa.index, qa.answering, qa.ui"
    slow = {"chromadb", "gradio", "sentence_transformers", "torch", "trafilatura", "transformers"}
    assert _loaded_by(code) & slow == set()


def test_the_help_of_the_command_line_loads_no_model_and_no_database() -> None:
    code = """
import sys
sys.argv = ["qa", "--help"]
import qa.cli
try:
    qa.cli.main()
except SystemExit:
    pass
"""
    assert _loaded_by(code) & HEAVY == {"rich", "typer"}


def _loaded_by(code: str) -> set[str]:
    """The top-level modules in memory after the code has run in a process of its own."""
    tell = "import sys\nprint('LOADED', *{name.split('.')[0] for name in sys.modules})"
    command = [sys.executable, "-c", f"{code}\n{tell}"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].removeprefix("LOADED ").split())
