from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

from qa.ui.components.kept_items import KeptItems, file_html
from qa.ui.service.shelf import BrowserShelf, FileShelf
from tests.ui.components import wiring

EVIL = {"id": "a", "text": '"><img src=x onerror=1>'}


def _changes(told: str) -> object:
    assert re.fullmatch(
        r'<span data-store="notes" data-number="\w+" data-changes="[^"]*"></span>', told
    )
    return json.loads(unescape(re.findall(r'data-changes="([^"]*)"', told)[0]))


def test_the_browser_is_told_what_changes_and_nothing_of_it_is_markup() -> None:
    kept = wiring.built(lambda: KeptItems("notes", BrowserShelf()))
    told = kept.change(put=[EVIL], gone=["b"])
    assert _changes(told) == {"put": [EVIL], "gone": ["b"]}
    assert kept.read('[{"id": "a"}]') == [{"id": "a"}]
    assert kept.change(put=[EVIL], gone=["b"]) != told  # it is drawn again


def test_with_a_file_the_browser_is_told_of_no_change(tmp_path: Path) -> None:
    kept = wiring.built(lambda: KeptItems("notes", FileShelf(tmp_path / "kept")))
    assert _changes(kept.change(put=[EVIL])) == {"put": [], "gone": []}
    assert kept.read("[]") == [EVIL]


def test_a_file_that_is_made_twice_is_handed_out_twice() -> None:
    first, second = (file_html("a.md", "text/markdown", b"Same") for _ in range(2))
    assert first != second
