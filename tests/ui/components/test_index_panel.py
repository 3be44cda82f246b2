"""The settings tab tells what a check found, and offers to repair what is damaged."""

from __future__ import annotations

from pathlib import Path

from qa.index import Finding, build_index
from qa.index.location import POINTER
from qa.settings import Settings
from qa.ui.components.index_panel import _look, findings_html
from qa.ui.service.service import Service
from tests.index.make import STORIES, CountingEmbedder, write_corpus


def test_findings_are_lines_and_no_markup() -> None:
    html = findings_html([Finding("words", "damaged", "<b>&</b>")])
    assert html.startswith('<ul class="qa-told" role="status"><li><b>Words</b> damaged: ')
    assert "<b>&" not in html


def test_damage_is_named_and_repaired(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", STORIES)
    settings = Settings(
        corpus=tmp_path / "corpus", indexes=tmp_path / "indexes", embedding_model="words-64"
    )
    service = Service(settings, embedder=CountingEmbedder())
    told, _ = _look(service, repair=False)
    assert "There is no index" in told
    build_index(settings, embedder=CountingEmbedder())
    (settings.indexes / POINTER).unlink()
    told, _ = _look(service, repair=False)
    assert "<b>Folder</b> damaged: " in told
    told, _ = _look(service, repair=True)
    assert "<b>Folder</b> repaired: " in told
    assert "damaged" not in told
