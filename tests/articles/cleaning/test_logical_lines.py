"""Hard wrapping undone: paragraphs become one line, headings and list items stay their own."""

from __future__ import annotations

from qa.articles.cleaning.logical_lines import Line, logical_lines

WRAPPED = """The line from Khasan to the port of Rajin is 54 kilometres long and was
opened again in September of that year, after five years of work on its
bridges and its tunnels.

It has four rails, so that trains of the Russian and of the Korean gauge
can both use it, which no other line of that length in the world does to
this day.
"""


def test_a_paragraph_broken_at_a_column_is_one_line_again() -> None:
    lines = logical_lines(WRAPPED)
    assert [line.block for line in lines] == [0, 1]
    assert lines[0].text.startswith("The line from Khasan")
    assert lines[0].text.endswith("was opened again in September of that year, after five years of "
                                  "work on its bridges and its tunnels.")  # fmt: skip


def test_headings_and_short_lines_stay_apart() -> None:
    assert [line.text for line in logical_lines("A title\nBy Ann\n\nText here.")] == [
        "A title", "By Ann", "Text here.",
    ]  # fmt: skip


def test_list_marks_are_taken_off_and_remembered() -> None:
    assert logical_lines("• one\n- two\n  goes on") == [
        Line("one", 0, item=True), Line("two goes on", 0, item=True),
    ]  # fmt: skip


def test_white_space_is_one_space_and_empty_lines_are_nothing() -> None:
    assert logical_lines("\n\n a\t\u00a0 b \n\n\n") == [Line("a b", 0)]
    assert logical_lines(" \n \n") == []
