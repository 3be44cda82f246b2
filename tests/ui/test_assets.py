"""The page's own files are there and fetch nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from qa.ui.assets import static
from qa.ui.components.source_pane import SCRIPTS


@pytest.mark.parametrize("name", [*SCRIPTS, "style.css", "parts.css"])
def test_a_file_is_read_and_names_no_other_host(name: str) -> None:
    text = static(name)
    assert text
    assert re.findall(r"(?:https?:)?//[\w-]+\.[a-z]{2,}", text) == []
    assert "@import" not in text


def test_nothing_else_is_given() -> None:
    with pytest.raises(FileNotFoundError):
        static("none.js")
