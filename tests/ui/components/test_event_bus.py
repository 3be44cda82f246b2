"""What the page's script tells is read as a stranger's text."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import gradio as gr
import pytest
from gradio.blocks import Block

from qa.ui import components
from qa.ui.components.event_bus import MOST_EVENTS, last_text, read_events, text_of, texts_of


def test_what_was_said_comes_in_its_order() -> None:
    said = read_events('[{"id": "a"}, {"id": "b", "all": ["x", "y"]}]')
    assert [text_of(each, "id") for each in said] == ["a", "b"]
    assert last_text(said, "id") == "b"
    assert texts_of(said[-1], "all") == ["x", "y"]


@pytest.mark.parametrize(
    "sent", [None, "", "{", "null", "7", '"a"', '{"id": "a"}', '[1, "a", null, []]', "[" * 9999, 7]
)
def test_what_is_no_list_of_objects_says_nothing(sent: object) -> None:
    assert read_events(sent) == []
    assert last_text(read_events(sent), "id") == ""


def test_values_of_other_kinds_are_left_out_and_long_ones_are_cut() -> None:
    said = read_events('[{"id": 7, "all": "x", "both": ["x", 7, null, "y"], "long": "aaaa"}]')[0]
    assert text_of(said, "id") == ""
    assert text_of(said, "none") == ""
    assert texts_of(said, "all") == []
    assert texts_of(said, "both") == ["x", "y"]
    assert texts_of(said, "both", 1) == ["x"]
    assert text_of(said, "long", 3) == "aaa"


def test_more_than_a_person_can_say_is_cut() -> None:
    assert len(read_events("[" + ",".join(["{}"] * 500) + "]")) == MOST_EVENTS


def test_a_component_is_made_where_a_page_is_built_and_nowhere_else() -> None:
    """One that a listener makes goes onto a page that is built meanwhile, in another language."""
    makers = {
        f"{path.name}: {function.name}"
        for path in sorted(Path(components.__path__[0]).glob("*.py"))
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        and any(_is_component(node) for node in ast.walk(function))
    }
    building = re.compile(r".*: (__init__|_?build|_?render)")
    assert [name for name in makers if not building.match(name)] == []


def _is_component(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    made = getattr(gr, called.attr, None) if isinstance(called, ast.Attribute) else None
    return isinstance(made, type) and issubclass(made, Block)
