from __future__ import annotations

import io
from dataclasses import replace

from docx import Document

from qa.records import Cell, Table
from qa.ui.html.dossier_text import make_dossier
from qa.ui.html.dossier_word import dossier_word
from tests.ui.html.test_dossier_text import DAY, note, two
from tests.ui.make import answered


def test_a_word_file_has_headings_quotes_raised_numbers_and_the_sources() -> None:
    document = Document(io.BytesIO(dossier_word(two())))
    told = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert told[:4] == [
        ("Title", "Notes"),
        ("Normal", "26 November 2026 · 2 notes · 1 source"),
        ("Heading 1", "When was the line opened?"),
        ("Normal", "2013"),
    ]
    assert told[4][1] == (
        "The line was opened in 2013.1, 2 It cost much.2 (not supported by the articles)"
    )
    assert told[5] == ("Normal", "Comment: Who says so?")
    assert ("Quote", "It is 54 km long.2") in told
    assert told[-1][1] == (
        "2. “It is 54 km long.” Anton Merrow, The line to Rajin, Test desk, 6 February 2017. "
        "https://example.org/line rail/line.md, characters 29 to 46."
    )
    raised = [r.text for p in document.paragraphs for r in p.runs if r.font.superscript]
    assert raised == ["1, 2", "2", "2"]
    assert document.core_properties.author == ""


def test_a_comparison_is_a_table_of_word() -> None:
    table = Table(("", "how long"), ((Cell("Line"), Cell("54 km", (2,))),))
    dossier = make_dossier([note(replace(answered(), table=table))], DAY)
    (made,) = Document(io.BytesIO(dossier_word(dossier))).tables
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["", "how long"],
        ["Line", "54 km2"],
    ]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    strange = "A\x00b\x0bc\ud800\ufffed\U0001f600\te"
    dossier = make_dossier([note(answered(), comment=strange)], DAY)
    document = Document(io.BytesIO(dossier_word(dossier)))
    assert any(p.text == "Comment: Abcd\U0001f600\te" for p in document.paragraphs)
