from __future__ import annotations

import datetime
import re
from dataclasses import replace

from qa.records import Answer, Cell, Sentence, Table
from qa.ui.html.dossier_text import Dossier, dossier_html, dossier_markdown, make_dossier
from qa.ui.kept import Note, NoteKind
from tests.ui.make import answer, answered, article, citation

DAY = datetime.date(2026, 11, 26)


def note(of: Answer, kind: NoteKind = "answer", comment: str = "") -> Note:
    return Note("a" * 16, kind, 0.0, "2026-11-26", of, comment)


def two() -> Dossier:
    """An answer with two sources, and a passage that is one of them."""
    passage = replace(
        answered(),
        question="The line to Rajin",
        direct=None,
        sentences=(Sentence("It is 54 km long.", (1,), True),),
        citations=(citation(1, "It is 54 km long."),),
    )
    return make_dossier([note(answered(), comment="Who says so?"), note(passage, "passage")], DAY)


def test_sources_are_numbered_through_and_equal_spans_share_a_number() -> None:
    dossier = two()
    assert dossier.about == "26 November 2026 · 2 notes · 1 source"
    assert [line.sources for section in dossier.sections for line in section.lines] == [
        (1, 2),
        (2,),
        (2,),
    ]
    assert [(s.number, s.quote, s.place) for s in dossier.sources] == [
        (1, "The line was opened in 2013.", "rail/line.md, characters 0 to 28"),
        (2, "It is 54 km long.", "rail/line.md, characters 29 to 46"),
    ]


def test_markdown_has_all_that_was_kept() -> None:
    assert dossier_markdown(two()).split("\n\n") == [
        "# Notes",
        "26 November 2026 · 2 notes · 1 source",
        "## When was the line opened?",
        "**2013**",
        "The line was opened in 2013.[^1][^2] It cost much.[^2] *(not supported by the articles)*",
        "*Comment:* Who says so?",
        "## The line to Rajin",
        "> It is 54 km long.[^2]",
        "[^1]: “The line was opened in 2013.” Anton Merrow, The line to Rajin, Test desk, "
        "6 February 2017. rail/line.md, characters 0 to 28. <https://example.org/line>\n"
        "[^2]: “It is 54 km long.” Anton Merrow, The line to Rajin, Test desk, "
        "6 February 2017. rail/line.md, characters 29 to 46. <https://example.org/line>",
        "",
    ]


def test_a_long_quote_is_not_cut() -> None:
    long = article("word " * 300 + "end.")
    cited = citation(1, long.text, of=long)
    kept = answer(citations=(cited,), sentences=(Sentence("So.", (1,), True),))
    assert make_dossier([note(kept)], DAY).sources[0].quote == long.text
    assert "word end." in dossier_markdown(make_dossier([note(kept)], DAY))


def test_lists_tables_and_not_found_have_their_shapes() -> None:
    items = (
        Sentence("Two ports:", (), True, ours=True),
        Sentence("Rajin.", (1,), True, label="6 February 2017"),
        Sentence("Sonbong.", (1,), True),
    )
    listed = replace(answered(), sentences=items, shape="list", direct=None)
    table = Table(("", "how long"), ((Cell("Line"), Cell("54 km", (2,))), (Cell("Road"), Cell(""))))
    compared = replace(answered(), table=table)
    silent = answer(status="not_found")
    text = dossier_markdown(make_dossier([note(listed), note(compared), note(silent)], DAY))
    assert "Two ports:\n- **6 February 2017:** Rajin.[^1]\n- Sonbong.[^1]\n" in text
    assert "|  | how long |\n| --- | --- |\n| Line | 54 km[^2] |\n| Road | not told |" in text
    assert "\n\nNot in these articles.\n" in text
    page = dossier_html(make_dossier([note(compared)], DAY))
    assert "<th>Line</th>" in page
    assert page.count("<td>") == 2
    assert page.count("<th>") == 4


def test_html_is_a_whole_page_whose_numbers_lead_to_the_sources() -> None:
    page = dossier_html(two())
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert re.findall(r'<a href="#source-(\d)">', page) == ["1", "2", "2", "2"]
    assert re.findall(r'<li id="source-(\d)">', page) == ["1", "2"]
    assert "<blockquote>" in page
    assert "<script" not in page


def test_words_are_never_markup() -> None:
    evil = "<img src=x onerror=1> [a](javascript:b) ${c} `d`"
    hostile = article(f"{evil} said it.", title=evil, url="javascript:alert(1)")
    cited = citation(1, hostile.text, of=hostile)
    kept = answer(
        question=evil, citations=(cited,), sentences=(Sentence(evil, (1,), True),), direct=evil
    )
    dossier = make_dossier([note(kept, comment=evil)], DAY)
    assert "<img" not in dossier_html(dossier)
    assert "javascript:alert" not in dossier_html(dossier) + dossier_markdown(dossier)
    assert "[a](" not in dossier_markdown(dossier)
    assert "<img" not in dossier_markdown(dossier).replace("\\<", "")
