"""Adding at the page: files of the upload folder, text, what was left out, in its collection."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from qa.ui.components.adding_panel import AddingPanel
from qa.ui.components.polling import Polling
from qa.ui.components.source_pane import build_source
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.uploads import VARIABLE, use_private_folder
from tests.ui.components import wiring
from tests.ui.components.wiring import SKIPPED, fire, told
from tests.ui.two_collections import at_rest, services_of_default, with_press

Built = tuple[gr.Blocks, AddingPanel, gr.HTML]


@pytest.fixture
def services(tmp_path: Path) -> Iterator[CollectionServices]:
    with services_of_default(tmp_path) as made:
        made.own.start()
        at_rest(made.own)
        yield made


@pytest.fixture
def uploads(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, "")
    return use_private_folder()


@pytest.fixture
def built(services: CollectionServices) -> Built:
    def build() -> Built:
        with gr.Blocks() as page:
            panel = AddingPanel(services, Polling(services))
            pane = build_source(services)
            panel.bind_events(page, pane)
        return page, panel, pane

    return wiring.built(build)


def test_files_go_into_the_collection_of_the_page(
    built: Built, services: CollectionServices, uploads: Path
) -> None:
    page, _, pane = built
    press = with_press(services)
    good, odd = uploads / "ship.txt", uploads / "song.mp3"
    good.write_text("The ship is blue.")
    odd.write_text("la")
    event = told({"paths": [str(good), str(odd)], "out": ["a.exe", "b.exe", "c.exe", "d.exe"]})
    said, timer = fire(page, pane, "uploaded", event, collection="Press")
    line = unescape(said)
    assert "1 file added, to be asked in a few seconds." in line
    assert "qa-report-kept" in line
    assert "song.mp3: " in line.partition('class="qa-left"')[2]
    assert "4 files of other kinds, or too large, left out: a.exe, b.exe, c.exe and 1 more." in line
    assert timer["active"] is True
    assert (press.settings.corpus / "ship.txt").read_text() == "The ship is blue."
    assert not (services.settings.corpus / "ship.txt").exists()
    nothing = fire(page, pane, "uploaded", told({"paths": [str(odd)], "out": []}))[0]
    assert "qa-report-bad" in nothing  # a failure looks like one, and stays until it is closed
    odd.write_text("la")
    again = fire(page, pane, "uploaded", told({"paths": [str(odd)], "out": []}))[0]
    assert again.partition("<!--")[0] == nothing.partition("<!--")[0]
    assert again != nothing  # Gradio draws no value that it has
    at_rest(press)


def test_only_what_was_uploaded_is_taken(built: Built, uploads: Path, tmp_path: Path) -> None:
    page, _, pane = built
    secret = tmp_path / "secret.txt"
    secret.write_text("The key.")
    (uploads / "link.txt").symlink_to(secret)
    paths = [str(secret), str(uploads / ".." / "x.txt"), str(uploads / "link.txt"), "\x00", ""]
    said, _ = fire(page, pane, "uploaded", told({"paths": paths}))
    assert "A file was not uploaded." in said
    assert "added" not in said
    assert secret.exists()


def test_a_pasted_text_becomes_an_article(built: Built, services: CollectionServices) -> None:
    page, _, pane = built
    said, _ = fire(
        page, pane, "pasted", told({"text": "A new <b>crane</b>: big/strong\n\nIt lifts."})
    )
    assert "1 file added" in said
    assert "A new b crane b big strong.txt" in {p.name for p in services.settings.corpus.iterdir()}
    assert fire(page, pane, "pasted", told({"text": "  "}))[0] != SKIPPED
    assert fire(page, pane, "pasted", "[]") == (SKIPPED, SKIPPED)
    at_rest(services.own)


def test_a_collection_that_is_gone_takes_nothing(
    built: Built, services: CollectionServices
) -> None:
    page, _, pane = built
    said, _ = fire(page, pane, "pasted", told({"text": "A story."}), collection="wire")
    assert "There is no collection wire." in unescape(said)
    assert not services.settings.collections.exists()
