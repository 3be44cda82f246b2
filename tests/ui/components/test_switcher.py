"""The switcher: lists, makes, deletes and puts back collections; another one is another address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from qa.ui.components.source_pane import build_source
from qa.ui.components.switcher import Switcher
from qa.ui.service.collection_services import CollectionServices
from tests.ui.components import wiring
from tests.ui.components.wiring import SKIPPED, fire, told
from tests.ui.two_collections import services_of_default, with_press

Built = tuple[gr.Blocks, Switcher, gr.HTML]


@pytest.fixture
def services(tmp_path: Path) -> Iterator[CollectionServices]:
    with services_of_default(tmp_path) as made:
        yield made


@pytest.fixture
def built(services: CollectionServices) -> Built:
    def build() -> Built:
        with gr.Blocks() as page:
            switcher = Switcher(services)
            pane = build_source(services)
            switcher.bind_events(page, pane)
        return page, switcher, pane

    return wiring.built(build)


def act(page: gr.Blocks, pane: gr.HTML, do: str, name: str = "", *, collection: str = "") -> str:
    """What the list becomes when the page tells that."""
    sent = told({"do": do, "name": name})
    return str(fire(page, pane, "collections", sent, collection=collection))


def _names(html: str) -> list[str]:
    return re.findall(r'href="\?collection=([^"]*)"', unescape(html))


def test_the_list_names_all_and_marks_the_one_that_is_open(
    built: Built, services: CollectionServices
) -> None:
    page, _, pane = built
    with_press(services)
    services.create("Rail & Sea")
    shown = act(page, pane, "look", collection="press")
    assert _names(shown) == ["articles", "Press", "Rail%20%26%20Sea"]
    assert unescape(shown).count('aria-current="page"') == 1
    assert "1 article<" in unescape(shown)
    assert shown.count("qa-discard") == 2  # not of the default one
    assert unescape(act(page, pane, "look", collection="wire")).count("aria-current") == 0


def test_a_page_is_told_which_one_is_open_and_begins_with_the_list_of_all(
    built: Built, services: CollectionServices
) -> None:
    page, switcher, _ = built
    with_press(services)
    assert _names(str(switcher.list.value)) == ["articles"]
    assert "aria-current" not in str(switcher.list.value)
    for address, name in (("", "articles"), ("press", "Press"), ("wire", "No such collection")):
        shown, listed = fire(page, page, "load", collection=address)
        assert f'aria-label="Collection: {name}"' in unescape(shown)
        assert _names(listed) == ["articles", "Press"]


def test_a_new_one_is_opened_and_a_bad_name_is_told(
    built: Built, services: CollectionServices
) -> None:
    page, _, pane = built
    made = unescape(act(page, pane, "create", "Rail 2017"))
    assert 'data-go="?collection=Rail%202017"' in made
    assert (services.settings.collections / "Rail 2017" / "corpus").is_dir()
    told_off = unescape(act(page, pane, "create", "../x"))
    assert "../x cannot be the name of a collection." in told_off
    again = unescape(act(page, pane, "create", "rail 2017"))
    assert "There is a collection rail 2017 already." in again
    assert fire(page, pane, "collections", "[]") == SKIPPED


def test_what_is_deleted_can_be_put_back_from_the_list(
    built: Built, services: CollectionServices
) -> None:
    page, _, pane = built
    with_press(services)
    left = unescape(act(page, pane, "discard", "Press"))
    assert _names(left) == ["articles"]
    assert "Press was deleted." in left
    kept = re.findall(r'data-kept="([^"]+)"', left)[0]
    back = unescape(act(page, pane, "revive", kept))
    assert 'data-go="?collection=Press"' in back
    assert (services.settings.collections / "Press" / "corpus" / "crane.txt").is_file()
    gone = unescape(act(page, pane, "discard", "Press", collection="Press"))
    assert 'data-go="?collection=articles"' in gone
    refused = unescape(act(page, pane, "discard", "articles"))
    assert "The collection articles cannot be deleted" in refused


def test_what_is_told_in_one_go_is_done_in_its_order(
    built: Built, services: CollectionServices
) -> None:
    page, _, pane = built
    with_press(services)
    gone, bad = {"do": "discard", "name": "Press"}, {"do": "create", "name": "../x"}
    shown = unescape(fire(page, pane, "collections", told(gone, bad, {"do": "look"})))
    assert _names(shown) == ["articles"]
    assert "../x cannot be the name of a collection." in shown
    made = {"do": "create", "name": "Rail"}
    left = unescape(fire(page, pane, "collections", told(made, {"do": "look"})))
    assert 'data-go="?collection=Rail"' in left
