"""Paths of the page's script and style files that ship with the package."""

from __future__ import annotations

from importlib.resources import files


def static(name: str) -> str:
    """The text of one of the page's own files."""
    return files("qa.ui").joinpath("static", name).read_text(encoding="utf-8")
