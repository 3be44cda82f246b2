"""Templates: every value is escaped on its way in, names are checked, a gap is an error."""

from __future__ import annotations

import re
from pathlib import Path

import qa.ui.html

TEMPLATES = sorted((Path(qa.ui.html.__file__).parent / "templates").glob("*.html"))


def test_no_template_turns_the_escaping_off() -> None:
    assert TEMPLATES
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"\|\s*safe\b|autoescape\s+false", text) == [], path.name


def test_templates_fetch_nothing() -> None:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"(?:src|href)=[\"']?https?:", text) == [], path.name
