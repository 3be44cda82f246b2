"""The library: search and order, uploads with refusals, deleting and undoing, following a build."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from qa.ui.components.library_panel import EVERY_SOURCE, LibraryPanel
from qa.ui.components.polling import Polling
from qa.ui.components.source_pane import build_source
from qa.ui.html.library_html import ORDERS, STATES
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.ui.components import wiring
from tests.ui.components.wiring import SKIPPED, fire, told
from tests.ui.two_collections import at_rest, services_of_default, with_press

Built = tuple[gr.Blocks, LibraryPanel, gr.HTML]
ASKED = ("", ORDERS[0], STATES[0], EVERY_SOURCE)


def _build(service: Service) -> Built:
    with gr.Blocks() as page:
        polling = Polling(CollectionServices(service))
        library = LibraryPanel(CollectionServices(service), polling)
        pane = build_source(CollectionServices(service))
        library.bind_events(pane)
    return page, library, pane


@pytest.fixture
def built(service: Service) -> Built:
    return wiring.built(lambda: _build(service))


def _titles(table: str) -> list[str]:
    known = ("The line to Rajin", "A ferry sails to Vladivostok", "Work permits double")
    return sorted((title for title in known if title in table), key=table.index)


def _rest(service: Service) -> None:
    assert service.background.close(60)


def test_the_table_is_searched_and_ordered(built: Built) -> None:
    page, library, _ = built
    every = fire(page, library.search, "change", *ASKED, ())
    assert _titles(every) == [
        "A ferry sails to Vladivostok",
        "Work permits double",
        "The line to Rajin",
    ]
    assert "3 entries" in every
    found = fire(page, library.search, "change", "petra PERMITS", *ASKED[1:], ())
    assert _titles(found) == ["Work permits double"]
    assert "1 entry of 3" in found
    titled = fire(page, library.order, "input", "", "Title", STATES[0], EVERY_SOURCE, ())
    assert _titles(titled)[0] == "A ferry sails to Vladivostok"
    assert "Nothing fits." in fire(page, library.state, "input", "", ORDERS[0], "Failed", "", ())


def test_the_table_follows_the_index_and_rests_when_nothing_changed(built: Built) -> None:
    page, library, _ = built
    table, sources, seen = fire(page, library.timer, "tick", *ASKED, -1, ())
    assert len(_titles(table)) == 3
    assert [name for name, _ in sources["choices"]] == [EVERY_SOURCE, "Test desk"]
    assert fire(page, library.timer, "tick", *ASKED, seen, ()) == (SKIPPED,) * 3


def test_deletions_are_undone_one_by_one_the_latest_first(built: Built, service: Service) -> None:
    page, library, pane = built
    corpus = service.settings.corpus
    events = told({"relative": "ferry.txt"}, {"relative": "../other"}, {"relative": "workers.html"})
    said, undo, gone, _, table = fire(page, pane, "remove", events, (), *ASKED)
    assert _titles(table) == ["The line to Rajin"]  # what was deleted goes at once
    assert "1 entry" in table
    assert "ferry.txt and workers.html were deleted." in said
    assert "Only a file of the library can be deleted." in unescape(said)
    assert [item.relative for item in gone] == ["ferry.txt", "workers.html"]
    assert undo["visible"]
    assert not (corpus / "ferry.txt").exists()

    said, undo, gone, _, table = fire(page, library.undo, "click", gone, *ASKED)
    assert _titles(table) == ["Work permits double", "The line to Rajin"]
    assert "workers.html is back. ferry.txt was deleted." in said
    assert (undo["visible"], [item.relative for item in gone]) == (True, ["ferry.txt"])
    said, undo, gone, *_ = fire(page, library.undo, "click", gone, *ASKED)
    assert "ferry.txt is back." in said
    assert (undo["visible"], gone) == (False, ())
    assert (corpus / "ferry.txt").is_file()
    assert fire(page, library.undo, "click", (), *ASKED) == (SKIPPED,) * 5
    _rest(service)


def test_what_took_the_place_of_a_deleted_file_stays(built: Built, service: Service) -> None:
    page, library, pane = built
    _, _, gone, _, table = fire(page, pane, "remove", told({"relative": "ferry.txt"}), (), *ASKED)
    assert _titles(table) == ["Work permits double", "The line to Rajin"]
    (service.settings.corpus / "ferry.txt").write_text("Another ferry.")
    said, undo, gone, *_ = fire(page, library.undo, "click", gone, *ASKED)
    assert "ferry.txt cannot be put back: another file took its place." in unescape(said)
    assert (undo["visible"], gone) == (False, ())
    assert (service.settings.corpus / "ferry.txt").read_text() == "Another ferry."
    _rest(service)


def test_names_of_files_are_shown_as_text(built: Built, service: Service) -> None:
    page, _, pane = built
    said, *_ = fire(page, pane, "remove", told({"relative": "<img src=x>"}), (), *ASKED)
    assert "<img" not in said
    _rest(service)


def test_words_of_the_texts_are_found_below_the_table(built: Built) -> None:
    page, library, _ = built
    found = unescape(fire(page, library.search, "change", "greenhouses timber", *ASKED[1:], ()))
    table, texts = found.split("In the texts")
    assert "Nothing fits." not in found
    assert "<table" not in table
    assert "1 article has these words in the text." in texts
    assert "Work permits double" in texts
    assert "<mark>timber</mark>" in texts
    scoped = fire(page, library.search, "change", "greenhouses", *ASKED[1:3], "Test desk", ())
    assert "In the texts" not in scoped
    assert "Nothing fits." in scoped
    assert "In the texts" not in fire(page, library.search, "change", " ", *ASKED[1:], ())


def test_a_collection_has_its_own_library(tmp_path: Path) -> None:
    with services_of_default(tmp_path) as services:
        services.own.start()
        at_rest(services.own)
        with_press(services)

        def build() -> tuple[gr.Blocks, LibraryPanel]:
            with gr.Blocks() as page:
                library = LibraryPanel(services, Polling(services))
                library.bind_events(build_source(services))
            return page, library

        page, library = wiring.built(build)
        asked = (*ASKED, ())
        assert len(_titles(fire(page, library.search, "change", *asked))) == 3
        press = fire(page, library.search, "change", *asked, collection="Press")
        assert "crane.txt" in unescape(press)
        assert _titles(press) == []
        gone = fire(page, library.search, "change", *asked, collection="wire")
        assert "No articles yet." in gone
