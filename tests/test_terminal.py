"""What the terminal shows: articles' text is only ever text, and progress stays off pipes."""

from __future__ import annotations

import dataclasses
import datetime
import io

import pytest
from rich.console import Console

from qa import terminal
from qa.index import Progress
from qa.records import (
    Answer,
    Article,
    BuildReport,
    Cell,
    Citation,
    FileFailure,
    Hit,
    Passage,
    Sentence,
    Table,
)

ARTICLE = Article(
    id="a" * 16,
    path="a.md",
    title="[bold]Line[/bold]",
    text="It is \x1b[31m54\x1b[0m km [1] long.\n\nIt opened in 2013.",
    digest="d" * 64,
    date=datetime.date(2017, 2, 6),
    source="Desk",
)
ANSWER = Answer(
    question="q",
    standalone_question="q",
    text="It opened in 2013. [1]",
    direct="2013",
    sentences=(Sentence("It opened in 2013.", (1,), supported=True),),
    citations=(Citation(1, ARTICLE, ARTICLE.text[31:], 31, len(ARTICLE.text), 0.9),),
    status="answered",
    nearest=(),
    engine="stub",
    seconds=0.1,
    note="Two articles disagree.",
)


def console(*, is_terminal: bool = False) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=200, force_terminal=is_terminal, highlight=False), out


def test_an_answer_is_shown_with_its_short_form_note_and_citations() -> None:
    screen, out = console()
    terminal.show_answer(ANSWER, screen)
    assert out.getvalue() == (
        "2013\n"
        "It opened in 2013. [1]\n"
        "Two articles disagree.\n"
        "\n"
        "[1] [bold]Line[/bold] · Desk, 2017-02-06\n"
        "    “It opened in 2013.”\n"
    )


def test_other_versions_of_a_cited_article_are_named() -> None:
    screen, out = console()
    also = dataclasses.replace(ARTICLE, source="Evening Post")
    cited = dataclasses.replace(ANSWER.citations[0], also=(also,))
    terminal.show_citation(cited, screen)
    assert out.getvalue() == (
        "[1] [bold]Line[/bold] · Desk, 2017-02-06\n"
        "    “It opened in 2013.”\n"
        "    Also: [bold]Line[/bold] · Evening Post, 2017-02-06\n"
    )


def test_an_article_cannot_send_control_sequences_to_the_terminal() -> None:
    screen, out = console()
    hit = Hit(Passage("p", ARTICLE, 0, len(ARTICLE.text), ARTICLE.text), score=0.5)
    terminal.show_hit(hit, screen)
    assert "\x1b" not in out.getvalue()
    assert out.getvalue() == (
        "0.500 [bold]Line[/bold] · Desk, 2017-02-06\n"
        "    It is [31m54[0m km [1] long.\n"
        "    It opened in 2013.\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("a\x00b\x07", "ab"), ("a\tb\nc", "a\tb\nc"), ("\u202etxt.exe", "txt.exe"), ("é“’", "é“’")],
)
def test_plain_leaves_out_what_a_terminal_would_obey(raw: str, shown: str) -> None:
    assert terminal.plain(raw) == shown


def test_not_found_shows_the_nearest_passages_only() -> None:
    hits = tuple(
        Hit(Passage(str(n), ARTICLE, 31, len(ARTICLE.text), ARTICLE.text[31:]), score=1 - n / 10)
        for n in range(5)
    )
    answer = dataclasses.replace(
        ANSWER,
        text="The articles do not say.",
        direct=None,
        note="",
        sentences=(),
        citations=(),
        status="not_found",
        nearest=hits,
        searched="Searched 5 articles.",
    )
    screen, out = console()
    terminal.show_answer(answer, screen)
    lines = out.getvalue().splitlines()
    assert lines[:2] == ["The articles do not say.", "Searched 5 articles."]
    assert [line[:5] for line in lines if "Line" in line] == ["1.000", "0.900", "0.800"]


def test_a_comparison_is_a_table_and_what_is_not_told_says_so() -> None:
    table = Table(
        ("", "how long"),
        ((Cell("The line"), Cell("54 km", (1,))), (Cell("The road"), Cell(""))),
    )
    screen, out = console()
    terminal.show_answer(dataclasses.replace(ANSWER, direct=None, table=table), screen)
    rows = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    assert rows[:3] == ["how long", "The line 54 km [1]", "The road not told"]


def test_a_stream_ends_with_the_last_draft_and_leaves_no_other_on_a_pipe() -> None:
    drafts = [dataclasses.replace(ANSWER, text="It"), ANSWER]
    screen, out = console()
    assert terminal.stream_answer(drafts, screen) is ANSWER
    assert out.getvalue().splitlines()[:2] == ["2013", "It opened in 2013. [1]"]


def test_a_terminal_sees_the_drafts_grow() -> None:
    drafts = [dataclasses.replace(ANSWER, text="It opened"), ANSWER]
    screen, out = console(is_terminal=True)
    terminal.stream_answer(drafts, screen)
    assert out.getvalue().index("It opened") < out.getvalue().index("It opened in 2013.")


def test_an_engine_without_an_answer_is_a_bug_and_said_so() -> None:
    screen, _ = console()
    with pytest.raises(RuntimeError, match="without an answer"):
        terminal.stream_answer([], screen)


def test_a_report_is_one_line_and_one_for_each_failure() -> None:
    report = BuildReport(
        added=2,
        changed=0,
        removed=1,
        unchanged=0,
        failed=1,
        passages=1,
        embedded=1,
        seconds=1.26,
        note="1 of the files has not changed.",
        failures=(FileFailure("bad.txt", "It is empty."),),
    )
    screen, out = console()
    terminal.show_report(report, screen)
    assert out.getvalue() == (
        "2 added, 1 removed, 1 failed; 1 passage, 1 embedded, in 1.3 s\n"
        "1 of the files has not changed.\n  bad.txt: It is empty.\n"
    )


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress_is_drawn_on_a_terminal_only(is_terminal: bool) -> None:
    screen, out = console(is_terminal=is_terminal)
    with terminal.build_progress(screen) as show:
        show(Progress(stage="embed", done=3, total=7, current="a.md"))
    assert ("Embedding passages" in out.getvalue()) == is_terminal
